import type { Reading } from './cell.ts';
import { GAP_LIMIT_S } from './hours.ts';
import type { MeterFacts } from './meter.ts';
import { trackOf } from './track.ts';

/** Silence between two readings that both count. */
export interface Silence {
	/** Times of the two readings, UTC seconds. */
	readonly start: number;
	readonly end: number;
	/** What was used over the whole of it, smallest units. */
	readonly amount: number;
}

/**
 * A counter's gaps: more than `limitSeconds` between consecutive readings that count, registered installation and
 * removal included. Where the register jumped without use there is no amount, so no gap but missing hours.
 */
export function gapsOf(
	readings: readonly Reading[],
	meter: MeterFacts,
	limitSeconds: number = GAP_LIMIT_S
): Silence[] {
	const points = trackOf(readings, meter)?.points ?? [];
	return points.flatMap((point, i) => {
		const before = points[i - 1];
		if (before === undefined || point.passage === 'break' || point.at - before.at <= limitSeconds) return [];
		return [{ start: before.at, end: point.at, amount: point.total - before.total }];
	});
}
