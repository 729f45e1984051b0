import { fail, redirect } from '@sveltejs/kit';
import { consentText } from '#lib/privacy/consent-text.ts';
import type { ConsentTextKey } from '#lib/privacy/consent-texts.ts';
import { askConsent, readOpenCases } from '#lib/server/staff/cases.ts';
import { proposeConsent, readConsents, readHolders } from '#lib/server/staff/consents.ts';
import { readErasureRequest } from '#lib/server/staff/erasure.ts';
import { previewOf, readWanted } from '#portal/server/asking.ts';
import { readForm } from '#portal/server/form.ts';
import { isHomeId } from '#portal/server/requests.ts';
import { homeFacts, homeReader } from '#portal/server/staff-home.ts';
import type { Actions, PageServerLoad } from './$types';

const DONE = ['asked', 'proposed'] as const;

/** What was decided in a home, and what can be asked or typed in. Opening it leaves a row in the home's log. */
export const load: PageServerLoad = async (event) => {
	const { reader, facts } = await homeFacts(event);
	const [records, holders, cases, erasure] = await Promise.all([
		readConsents(reader, facts.id),
		readHolders(reader, facts.id),
		readOpenCases(reader, facts.id),
		readErasureRequest(reader, facts.id)
	]);
	const done = DONE.find((word) => event.url.searchParams.has(word)) ?? null;
	return { facts, records, holders, cases, erasure, done, now: reader.now };
};

/** Which text stands for what was signed; null: there is none to sign. */
function textKey(isCase: boolean, resolution: string): ConsentTextKey | null {
	if (isCase) return 'case';
	return resolution === 'day' || resolution === 'hour' ? `own_view_${resolution}` : null;
}

export const actions: Actions = {
	/** Shows the question as the tenants will see it. Answers `{ preview }`. */
	preview: async (event) => {
		const { reader, home } = await homeReader(event);
		const wanted = readWanted(await readForm(event.request));
		const found = wanted && (await readOpenCases(reader, home)).find(({ id }) => id === wanted.caseId);
		if (!wanted || !found) return fail(400, { problem: 'ask' as const });
		return { preview: previewOf(wanted, found) };
	},
	/** Asks the tenants to let a case read. */
	ask: async (event) => {
		const { reader, home } = await homeReader(event);
		const wanted = readWanted(await readForm(event.request));
		const answer = wanted && isHomeId(wanted.caseId) ? await askConsent(reader, wanted.caseId, wanted) : null;
		if (answer === 'asked') redirect(303, `/staff/consents/${home}?asked`);
		return fail(400, { problem: 'ask' as const });
	},
	/** Types in a consent that was given on paper: it waits for that holder. */
	propose: async (event) => {
		const { reader, home } = await homeReader(event);
		const form = await readForm(event.request);
		const [holder, caseId] = [form.text('holder'), form.text('case')];
		const { language } = event.locals;
		const signed = form.all('resolution').flatMap((resolution) => {
			const key = textKey(caseId !== '', resolution);
			return key === null ? [] : [{ resolution, text: consentText(key, language) }];
		});
		const isWhole = signed.length > 0 && signed.length === form.all('resolution').length;
		const media = form.all('medium');
		const answer =
			isHomeId(holder) && (caseId === '' || isHomeId(caseId)) && media.length > 0 && isWhole
				? await proposeConsent(reader, {
						...{ home, holder, media, signed, language },
						caseId: caseId === '' ? null : caseId
					})
				: 'not_offered';
		if (answer === 'proposed') redirect(303, `/staff/consents/${home}?proposed`);
		return fail(400, { problem: 'paper' as const });
	}
};
