import { fail, redirect } from '@sveltejs/kit';
import { readInvitation } from '#lib/server/accounts/invitation.ts';
import { openInvited } from '#lib/server/accounts/open-invited.ts';
import { acceptMandate } from '#lib/server/consumption/visits/given-mandates.ts';
import { textField } from '#portal/server/form-fields.ts';
import { placeOf } from '#portal/server/place.ts';
import { portal, present } from '#portal/server/portal.ts';
import { newAccountSchema, parse } from '#portal/server/requests.ts';
import { setSessionCookie } from '#portal/server/session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

/** Whoever is signed in has a sign-in already. The page is the same for a link of nobody's. */
export const load: PageServerLoad = ({ locals, params }) => {
	if (locals.token !== null) redirect(303, `/invitation/${encodeURIComponent(params.word)}`);
	return { word: params.word };
};

export const actions: Actions = {
	/** A sign-in for whoever was invited, and the invitation with it. Answers `{ name, email, code, problem }`. */
	default: async ({ params, request, cookies, getClientAddress }) => {
		const { config, pool } = portal();
		const form = await request.formData();
		const fields = {
			name: textField(form, 'name').slice(0, 200),
			email: textField(form, 'email').slice(0, 300),
			password: textField(form, 'password')
		};
		const code = textField(form, 'code').slice(0, 20);
		const sent = { name: fields.name, email: fields.email, code };
		const account = parse(newAccountSchema, fields, { secret: true });
		if (!account.ok) return fail(400, { ...sent, problem: 'invalid' as const });
		const codeHash = readInvitation(params.word, code) ?? '00'.repeat(32);
		const place = placeOf({ request, getClientAddress });
		const answer = await openInvited(pool, { ...account.value, ...place, codeHash, now: present() });
		if (answer.kind === 'too_many')
			return fail(429, { ...sent, problem: 'limited' as const, retryAfterSeconds: answer.retryAfterS });
		if (answer.kind === 'refused') return fail(400, { ...sent, problem: 'refused' as const });
		setSessionCookie(cookies, answer.token, answer.expires, config.secureCookies);
		const reader = { pool, token: answer.token, now: present() };
		const taken = await acceptMandate(reader, codeHash);
		redirect(303, taken.kind === 'accepted' ? '/shared?accepted' : '/');
	}
};
