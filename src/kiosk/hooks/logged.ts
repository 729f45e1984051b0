import { randomBytes } from 'node:crypto';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { kiosk } from '../server/home-node.ts';
import { describe } from '../server/log.ts';

/** One entry a request, at level debug: method, route, status, time taken. */
export const logged: Handle = async ({ event, resolve }) => {
	const { log } = kiosk();
	if (!log.isLevelEnabled('debug')) return resolve(event);
	const started = performance.now();
	const response = await resolve(event);
	const ms = Math.round((performance.now() - started) * 10) / 10;
	log.debug({ method: event.request.method, route: event.route.id, status: response.status, ms }, 'request');
	return response;
};

/** What broke is logged as far as it is safe to, and told to nobody but as a word to quote. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
	if (kind !== 'unknown') return { message: 'Not available' };
	const reference = randomBytes(4).toString('hex');
	const entry = { reference, method: event.request.method, route: event.route.id, ...describe(error) };
	kiosk().log.error(entry, 'request failed');
	return { message: 'Something went wrong', reference };
};
