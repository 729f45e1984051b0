import { error, fail, redirect } from '@sveltejs/kit';
import { addMonths, civilDay, dayStart } from '#lib/energy/calendar.ts';
import { makeInvitation } from '#lib/server/accounts/invitation.ts';
import {
	approveMandate,
	endMandate,
	invite,
	readHomeMandates
} from '#lib/server/consumption/visits/home-mandates.ts';
import { textField } from '#portal/server/form-fields.ts';
import { readInvitationForm } from '#portal/server/invitation-form.ts';
import { portal } from '#portal/server/portal.ts';
import { isHomeId } from '#portal/server/requests.ts';
import { pageReader, stillSignedIn } from '#portal/server/viewer.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Who may look into a home; `?agreed` and `?ended` say what has just been done. */
export const load: PageServerLoad = async (event) => {
	const reader = pageReader(event);
	const { home } = event.params;
	const found = isHomeId(home) ? await readHomeMandates(reader, home) : null;
	if (found === null) {
		await stillSignedIn(event, reader);
		error(404, 'Not available');
	}
	const { searchParams } = event.url;
	const done = (['agreed', 'ended'] as const).find((word) => searchParams.has(word)) ?? null;
	const goesOn = found.home.to === null || found.home.to > reader.now;
	return { ...found, goesOn, now: reader.now, done };
};

/** The mandate named in the form, decided about; then back to the list. One that is gone already needs nothing. */
async function decide(event: RequestEvent, what: typeof approveMandate, word: string): Promise<never> {
	const reader = pageReader(event);
	const { home } = event.params;
	const mandate = textField(await event.request.formData(), 'mandate');
	if (isHomeId(mandate)) await what(reader, mandate);
	if (isHomeId(home)) redirect(303, `/homes/${home}/people?${word}`);
	await stillSignedIn(event, reader);
	error(404, 'Not available');
}

export const actions: Actions = {
	/** Answers `{ invitation: { link, code, called } }`, shown this once; or `{ sent, fault }`. */
	invite: async (event) => {
		const reader = pageReader(event);
		const { home } = event.params;
		const form = readInvitationForm(await event.request.formData());
		if (!form.ok) return fail(400, { sent: form.sent, fault: form.fault });
		const found = isHomeId(home) ? await readHomeMandates(reader, home) : null;
		const { word, code, hash: codeHash } = makeInvitation();
		const { months, ...asked } = form.value;
		const zone = found?.home.timeZone;
		const ends = dayStart(addMonths(civilDay(reader.now, zone), months), zone);
		const outcome = found === null ? 'no_home' : await invite(reader, { ...asked, home, codeHash, ends });
		if (outcome === 'no_home') {
			await stillSignedIn(event, reader);
			error(404, 'Not available');
		}
		if (outcome === 'not_offered') return fail(409, { sent: form.sent, fault: 'not_offered' as const });
		// without an address of its own the portal is on a loopback address, where there is no TLS
		const origin = portal().config.origin?.origin ?? `http://${event.url.host}`;
		return { invitation: { link: `${origin}/invitation/${word}`, code, called: asked.called } };
	},
	agree: (event) => decide(event, approveMandate, 'agreed'),
	end: (event) => decide(event, endMandate, 'ended')
};
