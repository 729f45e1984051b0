import type { Pool } from '../../db/connection.ts';
import { callAsSession, readManyAsSession } from '../../db/session.ts';

/** A display as the holders of its home see it. Times are UTC seconds. */
export interface OwnNode {
	readonly id: string;
	readonly name: string;
	readonly paired: number;
	/** null: never heard yet. */
	readonly lastSeen: number | null;
	/** Seconds that its clock was ahead when last heard; null: it did not say. */
	readonly clockOffS: number | null;
}

/** A home and the displays on its walls. */
export interface HomeNodes {
	readonly timeZone: string;
	/** UTC seconds; null: the home goes on. */
	readonly to: number | null;
	readonly nodes: readonly OwnNode[];
}

interface HomeRow {
	time_zone: string;
	to: number | null;
}

const HOME = `select time_zone, extract(epoch from to_at)::float8 as "to" from portal.homes where home_id = $1`;
const NODES = `select node_id as id, name, extract(epoch from paired)::float8 as paired,
		extract(epoch from last_seen)::float8 as "lastSeen", clock_off_s as "clockOffS"
	from portal.home_nodes where home_id = $1 and revoked is null order by paired, node_id`;

/** The displays of a home of whoever presents the token; null where the home is not theirs or is none. */
export async function readOwnNodes(pool: Pool, token: string, home: string): Promise<HomeNodes | null> {
	const [homes = [], nodes = []] = await readManyAsSession(pool, token, [
		{ text: HOME, parameters: [home] },
		{ text: NODES, parameters: [home] }
	]);
	const [found] = homes as HomeRow[];
	if (found === undefined) return null;
	return { timeZone: found.time_zone, to: found.to, nodes: nodes as OwnNode[] };
}

/**
 * `no_code`: wrong, over or entered already. `no_home`: not a home of theirs, or one that is over.
 */
export type BindAnswer =
	| { readonly kind: 'bound' }
	| { readonly kind: 'no_code' }
	| { readonly kind: 'no_home' }
	| { readonly kind: 'too_many'; readonly retryAfterS: number };

interface BindRow {
	outcome: BindAnswer['kind'];
	retry_after_s: number | null;
}

/** Binds the node that shows a code to a home of whoever presents the token. @param codeHash SHA-256, hex */
export async function bindPairing(
	pool: Pool,
	token: string,
	bond: { readonly home: string; readonly codeHash: string }
): Promise<BindAnswer> {
	const [row] = await callAsSession<BindRow>(
		pool,
		token,
		`select outcome, retry_after_s from node.bind_pairing(decode($1, 'hex'), $2::uuid)`,
		[bond.codeHash, bond.home]
	);
	if (row?.outcome === 'too_many')
		return { kind: 'too_many', retryAfterS: Math.max(1, row.retry_after_s ?? 1) };
	return { kind: row?.outcome ?? 'no_home' };
}

/** Takes a display away from a home of whoever presents the token; false: there was none of this id to take away. */
export async function revokeOwnNode(pool: Pool, token: string, node: string): Promise<boolean> {
	const [row] = await callAsSession<{ done: boolean }>(
		pool,
		token,
		'select node.revoke_node($1::uuid) as done',
		[node]
	);
	return row?.done ?? false;
}
