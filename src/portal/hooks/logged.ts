import type { HandleServerError } from '@sveltejs/kit/hooks';
import { randomWord } from '#lib/server/accounts/random-word.ts';
import { requestLog } from '#lib/server/http/request-log.ts';
import { describe, isUnavailable } from '../server/log.ts';
import { portal } from '../server/portal.ts';

export const logged = requestLog(() => portal().log);

/**
 * What broke is logged in full where it is safe to, and told to nobody: a visitor gets a word to quote, the same that
 * stands in the log. What was expected (no such page) needs neither.
 */
export const handleError: HandleServerError = ({ kind, error, event }) => {
	if (kind !== 'unknown') return { message: 'Not available' };
	if (isNoForm(error)) return { status: 400, message: 'Not available' };
	const reference = randomWord().slice(0, 8);
	const unavailable = isUnavailable(error);
	const entry = { reference, method: event.request.method, route: event.route.id, ...describe(error) };
	portal().log.error(entry, unavailable ? 'database not reached' : 'request failed');
	return { status: unavailable ? 503 : 500, message: 'Something went wrong', reference };
};

/** What was sent in a form's place and is none. The runtime has words for it and no code. */
function isNoForm(thrown: unknown): boolean {
	return (
		thrown instanceof TypeError &&
		/^Failed to parse body as FormData|^Content-Type was not one of "multipart/.test(thrown.message)
	);
}
