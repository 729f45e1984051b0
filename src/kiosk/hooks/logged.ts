import { randomBytes } from 'node:crypto';
import type { HandleServerError } from '@sveltejs/kit/hooks';
import { requestLog } from '#lib/server/http/request-log.ts';
import { kiosk } from '../server/home-node.ts';
import { describe } from '../server/log.ts';

export const logged = requestLog(() => kiosk().log);

/** What broke is logged as far as it is safe to, and told to nobody but as a word to quote. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
	if (kind !== 'unknown') return { message: 'Not available' };
	const reference = randomBytes(4).toString('hex');
	const entry = { reference, method: event.request.method, route: event.route.id, ...describe(error) };
	kiosk().log.error(entry, 'request failed');
	return { message: 'Something went wrong', reference };
};
