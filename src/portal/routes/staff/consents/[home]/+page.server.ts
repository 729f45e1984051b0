import { fail, redirect } from '@sveltejs/kit';
import { makePairingCode } from '#lib/server/accounts/pairing-code.ts';
import type { Reader } from '#lib/server/consumption/reader.ts';
import { askConsent, readOpenCases } from '#lib/server/staff/cases.ts';
import { proposeConsent, readConsents, readHolders } from '#lib/server/staff/consents.ts';
import { readErasureRequest } from '#lib/server/staff/erasure.ts';
import { readHomeFacts } from '#lib/server/staff/homes.ts';
import {
	endGuardian,
	enterGuardian,
	noticeDeath,
	readGuardians,
	releaseEstate
} from '#lib/server/staff/households.ts';
import { paperText } from '#lib/server/staff/paper-text.ts';
import { readForm } from '#portal/server/form.ts';
import { civilDaySchema, isHomeId, parse } from '#portal/server/requests.ts';
import { notTheirs, staffReader } from '#portal/server/staff.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const DONE = ['asked', 'proposed', 'guardian_ended', 'death', 'released'] as const;

/** What was decided in a home, and what can be asked or typed in. Opening it leaves a row in the home's log. */
export const load: PageServerLoad = async (event) => {
	const reader = await staffReader(event, 'consent_officer');
	const { home } = event.params;
	const facts = isHomeId(home) ? await readHomeFacts(reader, home) : null;
	if (facts === null) return notTheirs(event, reader);
	const [records, holders, cases, guardians, erasure] = await Promise.all([
		readConsents(reader, home),
		readHolders(reader, home),
		readOpenCases(reader, home),
		readGuardians(reader, home),
		readErasureRequest(reader, home)
	]);
	const done = DONE.find((word) => event.url.searchParams.has(word)) ?? null;
	return { facts, records, holders, cases, guardians, erasure, done, now: reader.now };
};

/** The reader and the home of an action. @throws Redirect, HttpError 404 */
async function begin(event: RequestEvent): Promise<{ reader: Reader; home: string }> {
	const reader = await staffReader(event, 'consent_officer');
	const { home } = event.params;
	return isHomeId(home) ? { reader, home } : notTheirs(event, reader);
}

const back = (home: string, done: (typeof DONE)[number]): never =>
	redirect(303, `/staff/consents/${home}?${done}`);

export const actions: Actions = {
	/** Shows the question as the tenants will see it. Answers `{ preview }`. */
	preview: async (event) => {
		const { reader, home } = await begin(event);
		const form = await readForm(event.request);
		const wanted = {
			caseId: form.text('case'),
			media: form.all('medium'),
			resolutions: form.all('resolution')
		};
		const found = (await readOpenCases(reader, home)).find(({ id }) => id === wanted.caseId);
		if (found === undefined || wanted.media.length === 0 || wanted.resolutions.length === 0) {
			return fail(400, { problem: 'ask' as const, wanted });
		}
		return { preview: { ...wanted, reference: found.reference, reason: found.reason } };
	},
	/** Asks the tenants to let a case read. */
	ask: async (event) => {
		const { reader, home } = await begin(event);
		const form = await readForm(event.request);
		const caseId = form.text('case');
		const wanted = { media: form.all('medium'), resolutions: form.all('resolution') };
		const answer = isHomeId(caseId) ? await askConsent(reader, caseId, wanted) : 'no_case';
		if (answer === 'asked') return back(home, 'asked');
		return fail(400, { problem: 'ask' as const });
	},
	/** Types in a consent that was given on paper: it waits for that holder. */
	propose: async (event) => {
		const { reader, home } = await begin(event);
		const form = await readForm(event.request);
		const [holder, caseId] = [form.text('holder'), form.text('case')];
		const language = event.locals.language;
		const answer =
			isHomeId(holder) && (caseId === '' || isHomeId(caseId)) && form.all('medium').length > 0
				? await proposeConsent(reader, {
						...{ home, holder, media: form.all('medium'), resolutions: form.all('resolution') },
						...(caseId === '' ? { purpose: 'own_view', caseId: null } : { purpose: 'case', caseId }),
						text: { ...paperText(caseId === '' ? 'own_view' : 'case', language), language }
					})
				: 'not_offered';
		if (answer === 'proposed' && form.all('resolution').length > 0) return back(home, 'proposed');
		return fail(400, { problem: 'paper' as const });
	},
	/** Enters a guardian. Answers `{ code }`, which is shown this once. */
	guardian: async (event) => {
		const { reader, home } = await begin(event);
		const form = await readForm(event.request);
		const [begins, ends] = [form.text('begins'), form.text('ends')];
		const days = [begins, ends].every((day) => parse(civilDaySchema, day).ok);
		const { code, hash } = makePairingCode();
		const plan = {
			codeHash: hash,
			...{ home, begins, ends, called: form.text('called', 60), order: form.text('order', 60) },
			...{ media: form.all('medium'), resolutions: form.all('resolution') }
		};
		const answer = days && plan.order !== '' ? await enterGuardian(reader, plan) : null;
		if (answer === 'entered') return { code };
		return fail(400, { problem: 'guardian' as const });
	},
	endGuardian: async (event) => {
		const { reader, home } = await begin(event);
		const mandate = (await readForm(event.request)).text('mandate');
		if (isHomeId(mandate)) await endGuardian(reader, mandate);
		return back(home, 'guardian_ended');
	},
	/** A holder has died. */
	death: async (event) => {
		const { reader, home } = await begin(event);
		if (!(await noticeDeath(reader, home))) return notTheirs(event, reader);
		return back(home, 'death');
	},
	/** Lets whoever acts for the estate read its billing months. */
	release: async (event) => {
		const { reader, home } = await begin(event);
		const email = (await readForm(event.request)).text('email');
		if (await releaseEstate(reader, home, email)) return back(home, 'released');
		return fail(400, { problem: 'release' as const });
	}
};
