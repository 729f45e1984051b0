import { fail, redirect } from '@sveltejs/kit';
import { signIn } from '#lib/server/accounts/sign-in.ts';
import { readSession } from '#lib/server/accounts/session.ts';
import { setLanguageCookie } from '#portal/server/language-cookie.ts';
import { placeOf } from '#portal/server/place.ts';
import { portal, present } from '#portal/server/portal.ts';
import { credentialsSchema, parse } from '#portal/server/requests.ts';
import { setSessionCookie } from '#portal/server/session-cookie.ts';
import { safePath } from '#portal/server/viewer.ts';
import { WORK_PROBLEMS } from '#portal/server/work-sign-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** Whoever is signed in already has nothing to do here. `workProblem`: how a sign-in with a work account ended. */
export const load: PageServerLoad = async ({ locals, url }) => {
	if (locals.token !== null && (await readSession(portal().pool, locals.token)) !== null) {
		redirect(303, safePath(url.searchParams.get('next')));
	}
	const said = url.searchParams.get('work');
	return {
		hasProvider: portal().config.provider !== null,
		workProblem: WORK_PROBLEMS.find((problem) => problem === said) ?? null,
		next: safePath(url.searchParams.get('next'))
	};
};

export const actions: Actions = {
	/** Answers `{ email, problem }`; `wrong` is the same for an unknown account and a wrong password. */
	default: async ({ request, cookies, url, getClientAddress }) => {
		const { config, pool } = portal();
		const fields = Object.fromEntries(await request.formData());
		const email = typeof fields['email'] === 'string' ? fields['email'] : '';
		const sent = parse(credentialsSchema, fields, { secret: true });
		if (!sent.ok) return fail(400, { email, problem: 'invalid' as const });
		const where = {
			...placeOf({ request, getClientAddress }),
			now: present(),
			demo: config.demo
		};
		const answer = await signIn(pool, { ...sent.value, ...where });
		if (answer.kind === 'refused') return fail(401, { email, problem: 'wrong' as const });
		if (answer.kind === 'too_many') {
			return fail(429, { email, problem: 'limited' as const, retryAfterSeconds: answer.retryAfterS });
		}
		setSessionCookie(cookies, answer.token, answer.expires, config.secureCookies);
		const chosen = (await readSession(pool, answer.token))?.language ?? null;
		if (chosen !== null) setLanguageCookie(cookies, chosen, config.secureCookies);
		redirect(303, safePath(url.searchParams.get('next')));
	}
};
