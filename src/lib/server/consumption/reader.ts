import type { Pool } from '#lib/server/db/connection.ts';
import { readManyAsSession, readManyAsVisitor, type Statement } from '#lib/server/db/session.ts';

/** On whose behalf something is read, and when. What may be read is the database's to decide. */
export interface Reader {
	readonly pool: Pool;
	/** The session token as presented; '' for nobody. */
	readonly token: string;
	/** UTC seconds. */
	readonly now: number;
	/** What opened another's home (open-access.ts); absent: the own homes are read. */
	readonly ticket?: string;
}

/**
 * Reads in one round trip and one state: the own homes, or with a ticket what it opens of another's.
 * @returns the rows of each statement; the caller states their shape
 */
export function readRows(
	{ pool, token, ticket }: Pick<Reader, 'pool' | 'token' | 'ticket'>,
	statements: readonly Statement[]
): Promise<unknown[][]> {
	if (ticket === undefined) return readManyAsSession(pool, token, statements);
	return readManyAsVisitor(pool, { token, ticket }, statements);
}
