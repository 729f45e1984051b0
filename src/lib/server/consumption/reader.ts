import type { Pool } from '#lib/server/db/connection.ts';

/** On whose behalf something is read, and when. What may be read is the database's to decide. */
export interface Reader {
	readonly pool: Pool;
	/** The session token as presented; '' for nobody. */
	readonly token: string;
	/** UTC seconds. */
	readonly now: number;
}
