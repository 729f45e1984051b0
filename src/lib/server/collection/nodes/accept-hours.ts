import type { Pool } from '../../db/connection.ts';
import type { RejectionReason } from '../merge-readings.ts';
import { storeReadings, type IncomingReading } from '../store-readings.ts';
import { readItem, type Item, type Refusal, type RefusalReason } from './delivery.ts';
import { judgeItem } from './judge-item.ts';
import type { HomeNode } from './node-of.ts';

/** What became of a delivery: each id stands in one of the two. */
export interface Acceptance {
	/** Ids that are on disk here now, whether they came the first time or again. */
	readonly stored: readonly string[];
	/** What never will be. */
	readonly refused: readonly Refusal[];
}

const REASONS: Readonly<Record<RejectionReason, RefusalReason>> = {
	unknown_meter: 'unknown_meter',
	not_installed_then: 'not_installed_then',
	no_home_then: 'not_this_home',
	reduced: 'too_old',
	register_out_of_range: 'bad_value',
	future: 'future'
};

const isRefusal = (judged: object): judged is Refusal => 'reason' in judged;

/**
 * Stores what a node delivers, each item by itself; what is answered as stored is committed. The same items again are
 * stored again and change nothing, also at the same time.
 * @param gate signed in as hemvy_gate
 * @param sent items as they came
 * @param now UTC seconds
 * @throws PostgresError when nothing, or only a part, could be stored: deliver again
 */
export async function acceptHours(
	gate: Pool,
	node: HomeNode,
	sent: readonly unknown[],
	now: number
): Promise<Acceptance> {
	const refused: Refusal[] = [];
	const ids: string[] = [];
	const readings: IncomingReading[] = [];
	for (const item of distinct(sent.map(readItem))) {
		const judged = isRefusal(item) ? item : judgeItem(item, node, now);
		if (isRefusal(judged)) refused.push(judged);
		else {
			ids.push((item as Item).id);
			readings.push(judged);
		}
	}
	const { rejected } = await storeReadings(gate, readings, node.sourceId, { now });
	const late = new Map(rejected.map(({ index, reason }) => [index, reason]));
	const stored = ids.filter((id, index) => {
		const reason = late.get(index);
		if (reason === undefined) return true;
		refused.push({ id, reason: REASONS[reason], detail: 'The store refused it.' });
		return false;
	});
	return { stored, refused };
}

/** One item an id: the same twice is one, and of two that differ neither can be told to be the right one. */
function* distinct(items: readonly (Item | Refusal)[]): Generator<Item | Refusal> {
	const byId = new Map<string, Item | Refusal>();
	for (const item of items) {
		const { id } = item;
		if (id === null) {
			yield item;
			continue;
		}
		const before = byId.get(id);
		const differs = before !== undefined && JSON.stringify(before) !== JSON.stringify(item);
		if (differs) byId.set(id, { id, reason: 'duplicate_id', detail: 'Items with this id differ.' });
		else byId.set(id, item);
	}
	yield* byId.values();
}
