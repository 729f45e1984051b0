import type { RequestEvent } from '@sveltejs/kit';
import { countBadToken, countUse, waitFor } from '#lib/server/accounts/access-tokens.ts';
import { describe } from './log.ts';
import { placeOf } from './place.ts';
import { portal, present } from './portal.ts';
import { problem } from './problem.ts';

/**
 * Answers a program that presents a personal access token. What the token lets through is the database's to decide; a
 * token that is worth nothing gets one answer, whatever the reason.
 * @param token null: what was presented can be none
 * @param answer asks the route, with the token in its place
 */
export async function answerProgram(
	event: Pick<RequestEvent, 'locals' | 'request' | 'getClientAddress'>,
	token: string | null,
	answer: () => Response | Promise<Response>
): Promise<Response> {
	const { pool, log } = portal();
	const { address } = placeOf(event);
	const now = present();
	const wait = waitFor(token, address, now);
	if (wait !== null) {
		return problem('too_many_attempts', `Try again in ${wait} s.`, { 'retry-after': String(wait) });
	}
	event.locals.token = token;
	const response = token === null ? null : await answer();
	if (response === null || response.status === 401) {
		await countBadToken(pool, token, address, now);
		return problem('unknown_token', undefined, {
			'www-authenticate': 'Bearer realm="hemvy", error="invalid_token"'
		});
	}
	if (token !== null && response.status < 400) {
		countUse(pool, token, (thrown) => {
			log.warn(describe(thrown), 'use of a token not counted');
		});
	}
	return response;
}
