import { redirect } from '@sveltejs/kit';
import { closeSession } from '#lib/server/accounts/session.ts';
import { portal } from '#portal/server/portal.ts';
import { clearSessionCookie } from '#portal/server/session-cookie.ts';
import type { RequestHandler } from './$types';

/** Ends the session, here and in the database; and then at the company's provider, where that had opened it. */
export const POST: RequestHandler = async ({ locals, cookies }) => {
	const { config, pool } = portal();
	const isByProvider = locals.token !== null && (await closeSession(pool, locals.token));
	clearSessionCookie(cookies, config.secureCookies);
	redirect(303, isByProvider && config.provider !== null ? '/sign-in/work/sign-out' : '/sign-in');
};
