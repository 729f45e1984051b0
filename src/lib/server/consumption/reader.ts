import type { Pool } from '#lib/server/db/connection.ts';
import {
	openAndReadAsVisitor,
	readManyAsSession,
	readManyAsVisitor,
	type Statement
} from '#lib/server/db/session.ts';
import type { Ticket } from './open-access.ts';

/** On whose behalf something is read, and when. What may be read is the database's to decide. */
export interface Reader {
	readonly pool: Pool;
	/** The session token as presented; '' for nobody. */
	readonly token: string;
	/** UTC seconds. */
	readonly now: number;
	/** What opens another's home (open-access.ts); absent: the own homes are read. */
	readonly ticket?: Ticket;
}

/**
 * Reads in one round trip and one state: the own homes, or with a ticket what it opens of another's. The first reading
 * with a ticket opens it, in the same trip; others wait for that. What is refused reads as what is not there.
 * @returns the rows of each statement; the caller states their shape
 */
export async function readRows(
	{ pool, token, ticket }: Pick<Reader, 'pool' | 'token' | 'ticket'>,
	statements: readonly Statement[]
): Promise<unknown[][]> {
	if (ticket === undefined) return readManyAsSession(pool, token, statements);
	const { id, role, opening } = ticket;
	if (ticket.opened === undefined) {
		const read = openAndReadAsVisitor(pool, { token, ticket: id, role }, opening, statements);
		ticket.opened = read;
		return read;
	}
	await ticket.opened;
	return readManyAsVisitor(pool, { token, ticket: id }, statements);
}
