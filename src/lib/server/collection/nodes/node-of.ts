import type { Pool } from '../../db/connection.ts';
import { homeMeters, type HomeMeter, type HomeMeterRow } from './home-meter.ts';

/** A home node that showed a key that is worth something: whose readings it may bring. */
export interface HomeNode {
	/** What its readings name as where they came from. */
	readonly sourceId: number;
	/** UTC seconds at which its home begins; the home goes on. */
	readonly homeFrom: number;
	readonly timeZone: string;
	/** All that hung in the home during its time. */
	readonly meters: readonly HomeMeter[];
}

interface NodeRow {
	source_id: number;
	home_from: number;
	time_zone: string;
	meters: HomeMeterRow[];
}

/** More than a century; further off than that is only ever said to be so. */
const MOST_OFF_S = 2_000_000_000;

/**
 * The node of a key, which is noted as seen. null for a key that is unknown, wrong, revoked or whose tenancy is over:
 * the database tells none from another.
 * @param gate signed in as hemvy_gate
 * @param clockOffS seconds that the node's clock is ahead of ours; null: it did not say
 */
export async function nodeOf(
	gate: Pool,
	key: { readonly id: string; readonly secretHash: string },
	clockOffS: number | null
): Promise<HomeNode | null> {
	const off = clockOffS === null ? null : Math.max(-MOST_OFF_S, Math.min(MOST_OFF_S, Math.round(clockOffS)));
	const [row] = await gate<NodeRow[]>`
		select source_id, home_from, time_zone, meters
		from node.node_of(${key.id}, decode(${key.secretHash}, 'hex'), ${off}::int)`;
	if (row === undefined) return null;
	const { source_id: sourceId, home_from: homeFrom, time_zone: timeZone } = row;
	return { sourceId, homeFrom, timeZone, meters: homeMeters(row.meters) };
}
