import { pino, type Logger } from 'pino';
import type { PortalConfig } from '#lib/server/config/portal.ts';
import { framesOf } from '#lib/server/http/request-log.ts';

/**
 * The portal's log, JSON lines on standard output. What is logged of a request is its method, its route
 * (`/homes/[home]/usage`, never the address itself), status and time taken: no readings, names, tokens or queries.
 */
export function makeLog(level: PortalConfig['logLevel']): Logger {
	return pino({ name: 'portal', level, base: { pid: process.pid } });
}

/** What may be said in the log of something thrown: PostgreSQL's own messages can quote values, so only its code. */
export function describe(thrown: unknown): Record<string, unknown> {
	if (!(thrown instanceof Error)) return { error: typeof thrown };
	const facts: Record<string, unknown> = {
		error: thrown.name,
		at: framesOf(thrown)
	};
	const {
		code,
		table_name: table,
		constraint_name: constraint
	} = thrown as unknown as Record<string, unknown>;
	if (typeof code === 'string') Object.assign(facts, { code, table, constraint });
	if (thrown.name !== 'PostgresError') facts['message'] = thrown.message;
	return facts;
}

/** Whether what was thrown says that the database cannot be reached or is not taking queries. */
export function isUnavailable(thrown: unknown): boolean {
	const code = thrown instanceof Error ? (thrown as Error & { code?: unknown }).code : undefined;
	return (
		typeof code === 'string' &&
		/^(ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EPIPE|CONNECT_TIMEOUT|CONNECTION_CLOSED|CONNECTION_ENDED|CONNECTION_DESTROYED|57P0[123]|08\d\d\d|53300)$/.test(
			code
		)
	);
}
