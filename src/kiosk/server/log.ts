import { pino, type Logger } from 'pino';
import type { KioskConfig } from '#lib/server/config/kiosk.ts';
import { framesOf } from '#lib/server/http/request-log.ts';

/**
 * The home node's log, JSON lines on standard output. What is logged of a request is its method, its route, status
 * and time taken: no readings, names, PINs or addresses.
 */
export function makeLog(level: KioskConfig['logLevel']): Logger {
	return pino({ name: 'kiosk', level, base: { pid: process.pid } });
}

/** What may be said in the log of something thrown: messages can quote what a device sent, so its place only. */
export function describe(thrown: unknown): Record<string, unknown> {
	if (!(thrown instanceof Error)) return { error: typeof thrown };
	const { code } = thrown as Error & { code?: unknown };
	return {
		error: thrown.name,
		...(typeof code === 'string' ? { code } : {}),
		at: framesOf(thrown)
	};
}
