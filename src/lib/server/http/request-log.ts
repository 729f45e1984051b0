import type { Handle } from '@sveltejs/kit/hooks';
import type { Logger } from 'pino';

/** One entry a request, at level debug: method, route (never the address), status, time taken. */
export const requestLog =
	(logOf: () => Logger): Handle =>
	async ({ event, resolve }) => {
		const log = logOf();
		if (!log.isLevelEnabled('debug')) return resolve(event);
		const started = performance.now();
		const response = await resolve(event);
		const ms = Math.round((performance.now() - started) * 10) / 10;
		log.debug(
			{ method: event.request.method, route: event.route.id, status: response.status, ms },
			'request'
		);
		return response;
	};

/** Where something was thrown: its innermost frames, without the message, which may quote values. */
export function framesOf(thrown: Error): string[] {
	const frames = (thrown.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
	return frames.slice(0, 8).map((line) => line.trim());
}
