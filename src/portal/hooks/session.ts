import type { Handle } from '@sveltejs/kit/hooks';
import { readBearer } from '#lib/server/accounts/access-token.ts';
import { noteSessionAside } from '#lib/server/accounts/own-sessions.ts';
import { isSessionToken, SESSION_COOKIE } from '#lib/server/accounts/session-token.ts';
import { describe } from '../server/log.ts';
import { placeOf } from '../server/place.ts';
import { portal, present } from '../server/portal.ts';
import { answerProgram } from '../server/program.ts';

/** Where personal access tokens count, and nowhere else: no page and no form ever sees one. */
const isRead = (method: string, pathname: string): boolean =>
	pathname.startsWith('/api/v1/') && (method === 'GET' || method === 'HEAD');

/**
 * Takes the session's token from its cookie, or a program's from its header, no more: whatever is read presents the token
 * to the database by itself, so that no request spends a round trip on asking who somebody is.
 */
export const session: Handle = async ({ event, resolve }) => {
	const { request, url, locals, cookies } = event;
	const bearer = isRead(request.method, url.pathname)
		? readBearer(request.headers.get('authorization'))
		: undefined;
	if (bearer !== undefined) return answerProgram(event, bearer, () => resolve(event));
	const token = cookies.get(SESSION_COOKIE);
	locals.token = isSessionToken(token) ? token : null;
	const response = await resolve(event);
	if (locals.token !== null && response.status < 400) {
		noteSessionAside(portal().pool, locals.token, placeOf(event), {
			now: present(),
			onFailure: (thrown) => {
				portal().log.warn(describe(thrown), 'use of a session not noted');
			}
		});
	}
	return response;
};
