import { fail, redirect } from '@sveltejs/kit';
import { makeInvitation } from '#lib/server/accounts/invitation.ts';
import { readHolders } from '#lib/server/staff/consents.ts';
import { endRelease, noticeDeath, releaseEstate } from '#lib/server/staff/estates.ts';
import { endGuardian, enterGuardian, readGuardians } from '#lib/server/staff/guardians.ts';
import {
	liftLimit,
	limitHandling,
	nameHandler,
	readHandlers,
	unnameHandler
} from '#lib/server/staff/handlers.ts';
import { readForm, type SentForm } from '#portal/server/form.ts';
import { portal } from '#portal/server/portal.ts';
import { civilDaySchema, isHomeId, parse } from '#portal/server/requests.ts';
import { homeFacts, homeReader } from '#portal/server/staff-home.ts';
import { notTheirs } from '#portal/server/staff.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const DONE = ['guardian_ended', 'death', 'released', 'release_ended', 'handlers'] as const;

/** Guardians, an estate, and who may handle the home. */
export const load: PageServerLoad = async (event) => {
	const { reader, facts } = await homeFacts(event);
	const [guardians, handled, holders] = await Promise.all([
		readGuardians(reader, facts.id),
		readHandlers(reader, facts.id),
		readHolders(reader, facts.id)
	]);
	const done = DONE.find((word) => event.url.searchParams.has(word)) ?? null;
	return { facts, guardians, handled, holders, done, now: reader.now };
};

const back = ({ params }: RequestEvent, done: (typeof DONE)[number]): never =>
	redirect(303, `/staff/consents/${params.home}/household?${done}`);

/** An action about one person of the home, named in the form; a person who is none is answered like no home. */
async function aboutPerson(event: RequestEvent) {
	const { reader, home } = await homeReader(event);
	const form = await readForm(event.request);
	const person = form.text('person');
	return isHomeId(person) ? { reader, home, form, person } : notTheirs(event, reader);
}

function guardianPlan(form: SentForm) {
	const [begins, ends] = [form.text('begins'), form.text('ends')];
	const [called, order] = [form.text('called', 60), form.text('order', 60)];
	const isWhole =
		called !== '' && order !== '' && [begins, ends].every((day) => parse(civilDaySchema, day).ok);
	const scope = { media: form.all('medium'), resolutions: form.all('resolution') };
	return isWhole ? { begins, ends, called, order, ...scope } : null;
}

export const actions: Actions = {
	/** Enters a guardian. Answers `{ invitation: { link, code, called } }`, which is shown this once. */
	guardian: async (event) => {
		const { reader, home } = await homeReader(event);
		const plan = guardianPlan(await readForm(event.request));
		const { word, code, hash: codeHash } = makeInvitation();
		const answer = plan && (await enterGuardian(reader, { ...plan, home, codeHash }));
		if (answer !== 'entered' || plan === null) return fail(400, { problem: 'guardian' as const });
		const origin = portal().config.origin?.origin ?? event.url.origin;
		return { invitation: { link: `${origin}/invitation/${word}`, code, called: plan.called } };
	},
	endGuardian: async (event) => {
		const { reader } = await homeReader(event);
		const mandate = (await readForm(event.request)).text('mandate');
		if (isHomeId(mandate)) await endGuardian(reader, mandate);
		return back(event, 'guardian_ended');
	},
	/** A holder has died. */
	death: async (event) => {
		const { reader, home } = await homeReader(event);
		if (!(await noticeDeath(reader, home))) return notTheirs(event, reader);
		return back(event, 'death');
	},
	/** Lets whoever acts for the estate read its billed months. Answers `{ problem, sent }`. */
	release: async (event) => {
		const { reader, home } = await homeReader(event);
		const form = await readForm(event.request);
		const sent = { email: form.text('email'), proof: form.text('proof', 40) };
		const answer = await releaseEstate(reader, { home, ...sent });
		if (answer === 'released') return back(event, 'released');
		if (answer === 'no_estate') return notTheirs(event, reader);
		return fail(400, { problem: answer, sent });
	},
	endRelease: async (event) => {
		const { reader, home } = await homeReader(event);
		await endRelease(reader, home);
		return back(event, 'release_ended');
	},
	/** From now on only those named handle the home. */
	limit: async (event) => {
		const { reader, home, person } = await aboutPerson(event);
		if (!(await limitHandling(reader, home, person))) return notTheirs(event, reader);
		return back(event, 'handlers');
	},
	/** Names a colleague. Answers `{ problem, person }`. */
	name: async (event) => {
		const { reader, home, form, person } = await aboutPerson(event);
		if (await nameHandler(reader, home, person, form.text('email'))) return back(event, 'handlers');
		return fail(400, { problem: 'handler' as const, person });
	},
	unname: async (event) => {
		const { reader, home, form, person } = await aboutPerson(event);
		await unnameHandler(reader, home, person, form.text('email'));
		return back(event, 'handlers');
	},
	lift: async (event) => {
		const { reader, home, person } = await aboutPerson(event);
		await liftLimit(reader, home, person);
		return back(event, 'handlers');
	}
};
