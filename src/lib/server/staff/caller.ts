import type { Pool } from '#lib/server/db/connection.ts';

/** On whose behalf staff's functions are called. What they may is the database's to decide. */
export interface Caller {
	readonly pool: Pool;
	/** The session token as presented; '' for nobody. */
	readonly token: string;
}
