import { fail, redirect } from '@sveltejs/kit';
import { makeInvitation } from '#lib/server/accounts/invitation.ts';
import { changeSublet, type SubletChange } from '#lib/server/collection/change-sublet.ts';
import { readHolders } from '#lib/server/staff/consents.ts';
import {
	inviteSubtenant,
	readSublet,
	readSubtenantInvitations,
	removeSubtenant,
	takeBackInvitation
} from '#lib/server/staff/sublets.ts';
import { readForm, type SentForm } from '#portal/server/form.ts';
import { localInstant } from '#portal/server/local-instant.ts';
import { portal } from '#portal/server/portal.ts';
import { isHomeId } from '#portal/server/requests.ts';
import { homeFacts, homeReader } from '#portal/server/staff-home.ts';
import { notTheirs } from '#portal/server/staff.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const DONE = ['begun', 'ended', 'undone', 'changed'] as const;

/** Whether a home is sublet, from when until when, and who lives there. */
export const load: PageServerLoad = async (event) => {
	const { reader, facts } = await homeFacts(event);
	const sublet = await readSublet(reader, facts.id);
	const [subtenants, invitations] =
		sublet === null
			? [[], []]
			: await Promise.all([readHolders(reader, sublet.home), readSubtenantInvitations(reader, sublet.home)]);
	const done = DONE.find((word) => event.url.searchParams.has(word)) ?? null;
	return { facts, sublet, subtenants, invitations, done, now: reader.now, isHere: portal().gate !== null };
};

const back = ({ params }: RequestEvent, done: (typeof DONE)[number]): never =>
	redirect(303, `/staff/consents/${params.home}/sublet?${done}`);

/** The dates of a form as they were sent, and as instants; a time that was left out is noon, as contracts have it. */
function readDates(form: SentForm) {
	const sent = { from: form.text('from'), fromTime: form.text('fromTime') || '12:00' };
	const until = { to: form.text('to'), toTime: form.text('toTime') || '12:00' };
	return {
		sent: { ...sent, ...until },
		from: localInstant(sent.from, sent.fromTime),
		to: until.to === '' ? null : (localInstant(until.to, until.toTime) ?? 'wrong')
	} as const;
}

/** Does what was asked, where readings are stored; what the database refuses is said. */
async function change(event: RequestEvent, it: SubletChange, sent: object, done: (typeof DONE)[number]) {
	const { reader, home } = await homeReader(event);
	const { gate } = portal();
	if (gate === null) return fail(409, { problem: 'not_here' as const, act: it.act, sent });
	const answer = await changeSublet(gate, { token: reader.token, home, change: it, now: reader.now });
	if (answer === 'done') return back(event, done);
	if (answer === 'no_home') return notTheirs(event, reader);
	return fail(400, { problem: answer, act: it.act, sent });
}

export const actions: Actions = {
	/** Shows what a sublet would mean before it is registered. Answers `{ plan: { from, to }, sent }`. */
	preview: async (event) => {
		await homeReader(event);
		const { sent, from, to } = readDates(await readForm(event.request));
		if (from === null || to === 'wrong' || (to !== null && to <= from))
			return fail(400, { problem: 'not_offered' as const, act: 'begin' as const, sent });
		return { plan: { from, to }, sent };
	},
	/** Registers it. Answers `{ problem, act, sent }`. */
	begin: async (event) => {
		const { sent, from, to } = readDates(await readForm(event.request));
		if (from === null || to === 'wrong')
			return fail(400, { problem: 'not_offered' as const, act: 'begin' as const, sent });
		return change(event, { act: 'begin', from, to }, sent, 'begun');
	},
	/** Says when it ends. Answers as `begin`. */
	end: async (event) => {
		const { sent, to } = readDates(await readForm(event.request));
		if (to === null || to === 'wrong')
			return fail(400, { problem: 'not_offered' as const, act: 'end' as const, sent });
		return change(event, { act: 'end', to }, sent, 'ended');
	},
	/** Takes it back. Answers as `begin`. */
	undo: async (event) => {
		const { reader, home } = await homeReader(event);
		const sublet = await readSublet(reader, home);
		if (sublet?.home !== home) return notTheirs(event, reader);
		const { gate } = portal();
		if (gate === null) return fail(409, { problem: 'not_here' as const, act: 'undo' as const, sent: {} });
		const answer = await changeSublet(gate, {
			...{ token: reader.token, home, now: reader.now },
			change: { act: 'undo' }
		});
		if (answer === 'no_home') return notTheirs(event, reader);
		if (answer !== 'done') return fail(400, { problem: answer, act: 'undo' as const, sent: {} });
		// the stretch is gone, and its page with it
		redirect(303, '/staff/consents?undone');
	},
	/** Invites who is to live there. Answers `{ invitation: { link, code, called } }`, which is shown this once. */
	invite: async (event) => {
		const { reader, home } = await homeReader(event);
		const called = (await readForm(event.request)).text('called', 60);
		const { word, code, hash: codeHash } = makeInvitation();
		if (!(await inviteSubtenant(reader, { home, called, codeHash })))
			return fail(400, { problem: 'not_invited' as const });
		const origin = portal().config.origin?.origin ?? event.url.origin;
		return { invitation: { link: `${origin}/invitation/${word}`, code, called } };
	},
	/** Takes an invitation back that nobody has taken up. */
	takeBack: async (event) => {
		const { reader, home } = await homeReader(event);
		const invitation = (await readForm(event.request)).text('invitation');
		if (isHomeId(invitation)) await takeBackInvitation(reader, home, invitation);
		return back(event, 'changed');
	},
	/** Takes a subtenant back who was entered wrongly. */
	remove: async (event) => {
		const { reader, home } = await homeReader(event);
		const person = (await readForm(event.request)).text('person');
		if (isHomeId(person)) await removeSubtenant(reader, home, person);
		return back(event, 'changed');
	}
};
