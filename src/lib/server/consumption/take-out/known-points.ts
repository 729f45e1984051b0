import type { Medium } from '#lib/energy/medium.ts';
import { addDays, addMonths, civilDay, firstOfYear } from '#lib/energy/calendar.ts';
import { FLAG } from '#lib/energy/quality.ts';
import type { Home, Point } from '#lib/energy/series.ts';
import type { DaySpan } from '../intervals.ts';
import { readSeries } from '../read-series.ts';
import type { Reader } from '../reader.ts';

/** What is taken out at a time: the finest three are each a file. */
export const TAKEN_RESOLUTIONS = ['month', 'day', 'hour'] as const;
export type TakenResolution = (typeof TAKEN_RESOLUTIONS)[number];

/** A medium of a home at one resolution. */
export interface TakenSeries {
	readonly home: Home;
	readonly medium: Medium;
	readonly resolution: TakenResolution;
}

/** Points of one window, and in how many decimals of the unit they are exact. */
export interface KnownPoints {
	readonly points: readonly Point[];
	readonly decimals: number;
}

/** The home's own time as civil days, in pieces that are read at a time: years of hours, everything of what is coarser. */
function windowsOf({ home, resolution }: TakenSeries, now: number): DaySpan[] {
	const from = civilDay(home.from, home.timeZone);
	const to = addDays(civilDay(Math.min(home.to ?? now, now), home.timeZone), 1);
	if (resolution !== 'hour') return [{ from, to }];
	const windows: DaySpan[] = [];
	for (let start = from; start < to;) {
		const next = addMonths(firstOfYear(start), 12);
		windows.push({ from: start, to: next < to ? next : to });
		start = next;
	}
	return windows;
}

/**
 * What is known of a series, window by window: from the first interval of which something is known to the last. What is
 * missing in between stands there as missing; what is no longer kept, or is yet to come, is left out.
 */
export async function* knownPoints(reader: Reader, series: TakenSeries): AsyncGenerator<KnownPoints> {
	let silent: Point[] = [];
	let begun = false;
	for (const span of windowsOf(series, reader.now)) {
		const { home, medium, resolution } = series;
		const answer = await readSeries(reader, { home: home.id, media: [medium], resolution, span });
		if (answer.kind !== 'series') return;
		const points: Point[] = [];
		for (const point of answer.series[0]?.points ?? []) {
			if (point.flags & FLAG.ABSENT) {
				if (begun) silent.push(point);
				continue;
			}
			begun = true;
			points.push(...silent, point);
			silent = [];
		}
		const scale = Math.min(-2, ...answer.meters.filter(([, of]) => of === medium).map(([, , each]) => each));
		if (points.length > 0) yield { points, decimals: -scale };
	}
}
