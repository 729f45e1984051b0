import { addDays, civilDay } from '#lib/energy/calendar.ts';
import { inUnits } from '#lib/energy/combine.ts';
import { GAP_LIMIT_S } from '#lib/energy/hours.ts';
import { FLAG } from '#lib/energy/quality.ts';
import type { Gap, Point } from '#lib/energy/series.ts';
import type { MeterRow } from './packed.ts';

/** A reading as it is stored: UTC seconds, register in the meter's smallest unit, flags. */
export type PlainReading = readonly [at: number, register: number, flags: number];

/** Civil days in which a boundary of some interval lies inside a gap. */
export function daysInGaps(points: readonly Point[], zone: string): Set<string> {
	const days = new Set<string>();
	for (const { start, end, flags } of points) {
		if (!(flags & FLAG.INTERPOLATED)) continue;
		const last = civilDay(end - 1, zone);
		for (let day = civilDay(start, zone); day <= last; day = addDays(day, 1)) days.add(day);
	}
	return days;
}

/** Where to look: one meter's readings of the days with gaps and the nearest outside the period, time ascending. */
export interface Silence {
	readonly meter: MeterRow;
	readonly readings: readonly PlainReading[];
	/** See daysInGaps. Readings of other days within the period are not among the given. */
	readonly days: ReadonlySet<string>;
	readonly zone: string;
	/** The period, UTC seconds. */
	readonly start: number;
	readonly end: number;
}

/**
 * The meter's gaps that touch the period: two readings that count, further apart than the gap limit, with nothing
 * between them. Where the register fell meanwhile (an exchange), what was used is not a difference and no gap is told.
 */
export function gapsOf({ meter, readings, days, zone, start, end }: Silence): Gap[] {
	const counted = readings.filter(([, , flags]) => !(flags & (FLAG.SUSPECT | FLAG.SET_ASIDE)));
	const gaps: Gap[] = [];
	for (const [i, after] of counted.entries()) {
		const before = counted[i - 1];
		if (before === undefined || after[0] - before[0] <= GAP_LIMIT_S) continue;
		if (after[0] <= start || before[0] >= end || after[1] < before[1]) continue;
		if (!isSilent(before[0], after[0])) continue;
		gaps.push({ start: before[0], end: after[0], amount: inUnits(after[1] - before[1], meter[2]) });
	}
	return gaps;

	/** Whether all days within the period between the two are days in gaps: the others' readings were not fetched. */
	function isSilent(from: number, to: number): boolean {
		const last = civilDay(Math.min(to, end - 1), zone);
		for (let day = civilDay(Math.max(from, start), zone); day <= last; day = addDays(day, 1)) {
			if (!days.has(day)) return false;
		}
		return true;
	}
}
