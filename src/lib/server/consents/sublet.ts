import type { Pool } from '../db/connection.ts';
import { readAsSession } from '../db/session.ts';

/** When a home is or will be sublet, as whoever is on the contract is told. Times are UTC seconds. */
export interface HolderSublet {
	readonly from: number;
	/** null: not decided. */
	readonly to: number | null;
	/** The home is the sublet stretch itself; otherwise it is the time before it. */
	readonly isHere: boolean;
}

/** null: the home is not sublet, or is not theirs. */
export async function readHolderSublet(
	pool: Pool,
	token: string,
	home: string
): Promise<HolderSublet | null> {
	const [row] = await readAsSession<HolderSublet>(
		pool,
		token,
		`select extract(epoch from from_at)::float8 as "from", extract(epoch from to_at)::float8 as "to", is_here as "isHere"
			from consent.sublet($1::uuid)`,
		[home]
	);
	return row ?? null;
}
