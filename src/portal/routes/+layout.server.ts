import { readSession } from '#lib/server/accounts/session.ts';
import { readGivenMandates } from '#lib/server/consumption/visits/given-mandates.ts';
import { readHomes } from '#lib/server/consumption/read-homes.ts';
import { portal } from '#portal/server/portal.ts';
import { setLanguageCookie } from '#portal/server/language-cookie.ts';
import { renewSessionCookie, unlessSent } from '#portal/server/session-cookie.ts';
import type { LayoutServerLoad } from './$types';

/** Who is signed in, which homes are theirs, and whether others have let them into theirs. This moves the session's end on, in the browser too. */
export const load: LayoutServerLoad = async ({ locals, cookies }) => {
	const { config, pool } = portal();
	const here = { locale: locals.language, demo: config.demo };
	const token = locals.token;
	if (token === null)
		return { ...here, person: null, homes: [], isInvited: false, staff: false, water: null };
	const [viewer, homes, given] = await Promise.all([
		readSession(pool, token),
		readHomes({ pool, token }),
		readGivenMandates({ pool, token })
	]);
	if (viewer !== null) renewSessionCookie(cookies, token, viewer.expires, config.secureCookies);
	const language = viewer?.language ?? null;
	// Chosen on another device meanwhile: the next page is in it.
	if (language !== null && language !== locals.language) {
		unlessSent(() => {
			setLanguageCookie(cookies, language, config.secureCookies);
		});
	}
	const isInvited = given.length > 0;
	const { person = null, water = null } = viewer ?? {};
	return { ...here, person, homes, isInvited, staff: viewer?.kind === 'staff', water };
};
