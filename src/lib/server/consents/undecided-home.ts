import type { Pool } from '../db/connection.ts';
import { readAsSession } from '../db/session.ts';

/** The home for which whoever presents the token has said neither yes nor no yet; null: none. */
export async function readUndecidedHome(pool: Pool, token: string): Promise<string | null> {
	const [row] = await readAsSession<{ home: string | null }>(
		pool,
		token,
		'select consent.undecided_home() as home'
	);
	return row?.home ?? null;
}
