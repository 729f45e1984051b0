import { fail, redirect } from '@sveltejs/kit';
import { readInvitation } from '#lib/server/accounts/invitation.ts';
import { acceptMandate } from '#lib/server/consumption/visits/given-mandates.ts';
import { textField } from '#portal/server/form-fields.ts';
import { pageReader, stillSignedIn } from '#portal/server/viewer.ts';
import type { Actions, PageServerLoad } from './$types';

/** Where an invitation's link leads: whoever is signed in writes its code. The page is the same for a link of nobody's. */
export const load: PageServerLoad = async (event) => {
	await stillSignedIn(event, pageReader(event));
};

export const actions: Actions = {
	/** Answers `{ code, problem }`. */
	default: async (event) => {
		const reader = pageReader(event);
		const code = textField(await event.request.formData(), 'code').slice(0, 20);
		// What can be no code is asked for all the same: the attempt counts.
		const answer = await acceptMandate(reader, readInvitation(event.params.word, code) ?? '00'.repeat(32));
		if (answer.kind === 'accepted') redirect(303, '/shared?accepted');
		if (answer.kind === 'moved_in') redirect(303, '/');
		await stillSignedIn(event, reader);
		if (answer.kind === 'no_code') return fail(400, { code, problem: 'wrong' as const });
		return fail(429, { code, problem: 'limited' as const, retryAfterSeconds: answer.retryAfterS });
	}
};
