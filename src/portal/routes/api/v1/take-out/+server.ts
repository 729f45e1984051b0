import { isAccessToken } from '#lib/server/accounts/access-token.ts';
import { problem } from '#portal/server/problem.ts';
import { takeOutAnswer } from '#portal/server/take-out.ts';
import { interfaceReader, keep, notFound } from '#portal/server/viewer.ts';
import type { RequestHandler } from './$types';

/** Everything about whoever asks, as a ZIP archive; the words in it are English. */
export const GET: RequestHandler = async (event) => {
	const reader = interfaceReader(event);
	if (reader instanceof Response) return reader;
	// Everything is more than any token is for.
	if (isAccessToken(reader.token)) return notFound(reader);
	const answer = await takeOutAnswer(reader, event.locals.language);
	if (answer === 'nothing') return notFound(reader);
	if (answer === 'busy')
		return problem('too_many_attempts', 'A take-out is under way already. Try again when it is done.', {
			'retry-after': '30'
		});
	keep(reader);
	return answer;
};
