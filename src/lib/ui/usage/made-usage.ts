import { MEDIUM_FACTS } from '#lib/energy/medium.ts';
import type { Medium, Resolution } from '#lib/energy/medium.ts';
import type { Point, Series, Usage } from '#lib/energy/series.ts';

/** UTC seconds of an ISO instant. */
export const at = (iso: string) => Date.parse(iso) / 1000;

/** A point for tests: amounts in the series' unit. */
export function madePoint(start: number, amount: number | null, flags = 0, seconds = 3600): Point {
	return { start, end: start + seconds, amount, low: null, high: null, flags };
}

/** A series of one medium from points; the total is their sum. */
export function madeSeries(
	medium: Medium,
	points: readonly Point[],
	resolution: Resolution = 'hour'
): Series {
	const known = points.flatMap((p) => p.amount ?? []);
	const total = known.length > 0 ? known.reduce((a, b) => a + b, 0) : null;
	return { medium, unit: MEDIUM_FACTS[medium].unit, resolution, timeZone: 'Europe/Stockholm', points, total };
}

/** A usage page's data for tests: a day of water in a home that is long since inhabited, seen from afterwards. */
export function madeUsage(series: readonly Series[], over: Partial<Usage> = {}): Usage {
	return {
		home: {
			id: 'home',
			address: 'Granvägen 4',
			apartment: '1203',
			company: 'Lövhem',
			timeZone: 'Europe/Stockholm',
			from: at('2015-01-01T00:00:00Z'),
			to: null,
			media: ['cold_water', 'hot_water']
		},
		subject: 'water',
		subjects: ['water'],
		resolution: 'hour',
		period: '2026-11-21',
		firstDay: '2026-11-21',
		lastDay: '2026-11-21',
		previous: '2026-11-20',
		next: null,
		series,
		gaps: [],
		exchanges: [],
		latest: at('2026-11-22T12:00:00Z'),
		trace: null,
		now: at('2026-11-22T12:20:00Z'),
		...over
	};
}

/** Points for the hours of a day from `first` on, one an amount; null is absent. */
export function madeHours(first: string, amounts: readonly (number | null)[]): Point[] {
	return amounts.map((amount, i) => madePoint(at(first) + i * 3600, amount, amount === null ? 80 : 0));
}
