import { error, redirect } from '@sveltejs/kit';
import { takeOutAnswer } from '#portal/server/take-out.ts';
import { pageReader, stillSignedIn } from '#portal/server/viewer.ts';
import type { RequestHandler } from './$types';

/** Everything about whoever is signed in, as a ZIP archive. Sent by a form, so that no link makes it by accident. */
export const POST: RequestHandler = async (event) => {
	const reader = pageReader(event);
	const answer = await takeOutAnswer(reader, event.locals.language);
	if (answer instanceof Response) return answer;
	await stillSignedIn(event, reader);
	error(answer === 'busy' ? 409 : 404, 'Not available');
};

/** Whoever comes by an address, such as back from signing in, sees the page instead. */
export const GET: RequestHandler = () => redirect(303, '/');
