import type { Pool } from '../db/connection.ts';
import { readAsSession } from '../db/session.ts';

/** A home in which one lives without being on the contract: its readings are not one's own, its hours may be hidden. */
export interface Household {
	/** Public id of the home. */
	readonly id: string;
	readonly address: string;
	readonly apartment: string;
	readonly isHiddenByMe: boolean;
}

/** The households of whoever presents the token. */
export function readHouseholds(pool: Pool, token: string): Promise<Household[]> {
	return readAsSession<Household>(
		pool,
		token,
		`select home_id as id, address, apartment, is_hidden_by_me as "isHiddenByMe" from consent.households()
			order by address, apartment, home_id`
	);
}
