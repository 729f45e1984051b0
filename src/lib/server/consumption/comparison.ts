import { addDays, addMonths } from '#lib/energy/calendar.ts';
import type { Medium, Resolution } from '#lib/energy/medium.ts';
import type { Against, Comparison } from '#lib/energy/series.ts';
import { periodOf, periodOfHome, periodSpan } from './periods.ts';
import type { HomeFacts } from './packed.ts';
import { readSeries } from './read-series.ts';
import type { Reader } from './reader.ts';

/** The comparisons that say something different at a resolution. */
const OFFERED: Readonly<Record<Resolution, readonly Comparison[]>> = {
	hour: ['previous', 'year'],
	day: ['previous', 'year'],
	month: ['year'],
	year: []
};

/**
 * The period that another is laid beside, matched by civil dates; null: there is none, as of all years, or of
 * 29 February in most years.
 */
export function comparedPeriod(
	kind: Comparison,
	resolution: Resolution,
	period: string,
	now: number
): string | null {
	const span = periodSpan(resolution, period, now);
	if (span === null || resolution === 'year') return null;
	if (kind === 'previous') return periodOf(resolution, addDays(span.from, -1));
	const before = addMonths(span.from, -12);
	return before.slice(5) === span.from.slice(5) ? periodOf(resolution, before) : null;
}

/** What a period may be laid beside, where that was the home's own time at least in part. */
export function comparisonsOf(
	resolution: Resolution,
	period: string,
	home: HomeFacts,
	now: number
): Pick<Against, 'kind' | 'period'>[] {
	return OFFERED[resolution].flatMap((kind) => {
		const other = comparedPeriod(kind, resolution, period, now);
		const span = other === null ? null : periodSpan(resolution, other, now);
		if (other === null || span === null) return [];
		return periodOfHome(resolution, span, home, now) === null ? [] : [{ kind, period: other }];
	});
}

/** The values of the period that the asked one is laid beside; null: there is no such period. */
export async function readAgainst(
	reader: Reader,
	{ home, media, resolution, period }: AgainstQuestion,
	kind: Comparison
): Promise<Against | null> {
	const other = comparedPeriod(kind, resolution, period, reader.now);
	const span = other === null ? null : periodSpan(resolution, other, reader.now);
	if (other === null || span === null) return null;
	const answer = await readSeries(reader, { home, media, resolution, span });
	if (answer.kind !== 'series') return null;
	const off = answer.off.map(({ medium }) => medium);
	return {
		kind,
		period: other,
		series: answer.series.filter(({ medium, points }) => points.length > 0 && !off.includes(medium))
	};
}

interface AgainstQuestion {
	readonly home: string;
	readonly media: readonly Medium[];
	readonly resolution: Resolution;
	readonly period: string;
}
