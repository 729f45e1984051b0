import type { Interpretation, Source } from './interpret.ts';
import type { Reason } from './message.ts';

/** What has been heard since the start, for the status page. Never changed, only replaced. */
export interface Tally {
	readonly messages: number;
	readonly readings: number;
	/** Messages of which nothing counted. */
	readonly rejected: ReadonlyMap<Reason, number>;
	/** Single values that did not count, of messages that did. */
	readonly refused: ReadonlyMap<Reason, number>;
	/** Fields that no rule reads, by `source field`. */
	readonly unknown: ReadonlyMap<string, number>;
}

export const NOTHING_HEARD: Tally = {
	messages: 0,
	readings: 0,
	rejected: new Map(),
	refused: new Map(),
	unknown: new Map()
};

/** More names than this nobody looks through; those known go on counting. */
const MOST_NAMES = 500;

/** Counts one message in. */
export function count(tally: Tally, heard: Interpretation): Tally {
	const messages = tally.messages + 1;
	if (heard.kind === 'rejected')
		return { ...tally, messages, rejected: raised(tally.rejected, [heard.reason]) };
	return {
		...tally,
		messages,
		readings: tally.readings + heard.readings.length,
		refused: raised(
			tally.refused,
			heard.refused.map((r) => r.reason)
		),
		unknown: raised(
			tally.unknown,
			heard.unknown.map((field) => named(heard.source, field))
		)
	};
}

const named = (source: Source, field: string) => `${source} ${field.slice(0, 80)}`;

function raised<Key>(counts: ReadonlyMap<Key, number>, keys: readonly Key[]): ReadonlyMap<Key, number> {
	if (keys.length === 0) return counts;
	const next = new Map(counts);
	for (const key of keys)
		if (next.has(key) || next.size < MOST_NAMES) next.set(key, (next.get(key) ?? 0) + 1);
	return next;
}
