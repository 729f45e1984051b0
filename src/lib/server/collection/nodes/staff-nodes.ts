import type { Pool } from '../../db/connection.ts';
import { callAsStaff } from '../../db/session.ts';

/** A display as staff see it: whose contract it hangs with, and when it was heard. Times are UTC seconds. */
export interface StaffDisplay {
	readonly id: string;
	readonly contract: string;
	readonly paired: number;
	/** null: never heard yet. */
	readonly lastSeen: number | null;
}

/** `no_staff`: whoever presents the token is no technician, or has not given a second factor. */
export type Refused =
	{ readonly kind: 'no_staff' } | { readonly kind: 'too_many'; readonly retryAfterS: number };

export type StaffDisplays =
	| Refused
	| { readonly kind: 'displays'; readonly displays: readonly StaffDisplay[]; readonly isMore: boolean };

/** Displays shown at once; whoever looks for another writes more of its contract number. */
export const DISPLAYS_MOST = 200;

interface Row {
	outcome: string;
	retry_after_s: number | null;
}

interface DisplayRow extends Row {
	id: string;
	contract: string;
	paired: number;
	last_seen: number | null;
}

const refused = (row: Row | undefined): Refused =>
	row?.outcome === 'too_many'
		? { kind: 'too_many', retryAfterS: Math.max(1, row.retry_after_s ?? 1) }
		: { kind: 'no_staff' };

/** The displays of the companies that the caller is a technician for, of contracts that begin with `contract`. */
export async function readStaffDisplays(pool: Pool, token: string, contract: string): Promise<StaffDisplays> {
	const rows = await callAsStaff<DisplayRow>(
		pool,
		token,
		`select outcome, retry_after_s, node_id as id, contract_number as contract,
				extract(epoch from paired)::float8 as paired, extract(epoch from last_seen)::float8 as last_seen
			from node.staff_displays($1, $2::int)`,
		[contract, DISPLAYS_MOST + 1]
	);
	const [first] = rows;
	if (first !== undefined && first.outcome !== 'display') return refused(first);
	const displays = rows
		.slice(0, DISPLAYS_MOST)
		.map(({ id, contract: number, paired, last_seen: lastSeen }) => ({
			...{ id, contract: number, paired, lastSeen }
		}));
	return { kind: 'displays', displays, isMore: rows.length > DISPLAYS_MOST };
}

/**
 * `no_code`: wrong, over or entered already. `no_contract`: no contract of the own company that goes on has this number.
 */
export type StaffBindAnswer = Refused | { readonly kind: 'bound' | 'no_code' | 'no_contract' };

/** Binds the node that shows a code to the home of a contract. @param codeHash SHA-256, hex */
export async function bindForContract(
	pool: Pool,
	token: string,
	bond: { readonly contract: string; readonly codeHash: string }
): Promise<StaffBindAnswer> {
	const [row] = await callAsStaff<Row>(
		pool,
		token,
		`select outcome, retry_after_s from node.staff_pair(decode($1, 'hex'), $2)`,
		[bond.codeHash, bond.contract]
	);
	const kind = row?.outcome;
	return kind === 'bound' || kind === 'no_code' || kind === 'no_contract' ? { kind } : refused(row);
}

export type StaffRevokeAnswer = Refused | { readonly kind: 'revoked' | 'no_display' };

/** Takes a display of the own company away, and its key with it. @param node a UUID */
export async function revokeAsStaff(pool: Pool, token: string, node: string): Promise<StaffRevokeAnswer> {
	const [row] = await callAsStaff<Row>(
		pool,
		token,
		'select outcome, retry_after_s from node.staff_revoke($1::uuid)',
		[node]
	);
	const kind = row?.outcome;
	return kind === 'revoked' || kind === 'no_display' ? { kind } : refused(row);
}
