import type { Handle } from '@sveltejs/kit/hooks';
import { isSessionToken, SESSION_COOKIE } from '#lib/server/accounts/session-token.ts';

/**
 * Takes the session's token from its cookie, no more: whatever is read presents the token to the database by itself,
 * so that no request spends a round trip on asking who somebody is.
 */
export const session: Handle = ({ event, resolve }) => {
	const token = event.cookies.get(SESSION_COOKIE);
	event.locals.token = isSessionToken(token) ? token : null;
	return resolve(event);
};
