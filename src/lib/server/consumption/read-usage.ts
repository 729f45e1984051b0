import { addDays, civilDay, dayStart } from '#lib/energy/calendar.ts';
import type { Medium, Resolution } from '#lib/energy/medium.ts';
import { FLAG } from '#lib/energy/quality.ts';
import {
	SUBJECT_MEDIA,
	SUBJECTS,
	type Comparison,
	type Home,
	type Series,
	type Subject,
	type Usage
} from '#lib/energy/series.ts';
import { comparisonsOf, readAgainst } from './comparison.ts';
import { daysInGaps, gapsOf } from './gaps.ts';
import type { DaySpan } from './intervals.ts';
import type { OffMedium } from './off-media.ts';
import type { MeterRow } from './packed.ts';
import { periodOfHome, periodSpan, type HomePeriod } from './periods.ts';
import { HOME_JSON, homeOf, type HomeRow } from './read-homes.ts';
import { parseReadings, readingsStatement } from './read-readings.ts';
import { readSeries } from './read-series.ts';
import { readTrace } from './read-trace.ts';
import { readRows, type Reader } from './reader.ts';

export interface UsageQuestion {
	readonly home: string;
	readonly subject: Subject;
	readonly resolution: Resolution;
	/** As it stands in the address. */
	readonly period: string;
	/** The hour to open, UTC seconds; null for none. */
	readonly open: number | null;
	/** What to lay the period beside; of the own homes only. */
	readonly compare?: Comparison | null;
}

/** `no_page`: the home has no meter of the subject, or no such period. */
export type UsageAnswer =
	| { readonly kind: 'no_home' }
	| { readonly kind: 'no_page' }
	| {
			readonly kind: 'usage';
			/** Of the media that may be read. */
			readonly usage: Usage;
			/** The home's media of the subject that may not be read at this resolution. */
			readonly off: readonly OffMedium[];
	  };

/**
 * Finer intervals tell what the shown ones hide: where the gaps are, and when a register began anew. A ticket opens one
 * resolution, and they are not asked for.
 */
const FINER: Readonly<Record<Resolution, Resolution>> = {
	hour: 'hour',
	day: 'hour',
	month: 'day',
	year: 'day'
};

/** The subjects that a home has meters for. */
export function subjectsOf(home: Home): Subject[] {
	return SUBJECTS.filter((subject) => SUBJECT_MEDIA[subject].some((medium) => home.media.includes(medium)));
}

/** Everything that the usage page shows of one period. */
export async function readUsage(reader: Reader, question: UsageQuestion): Promise<UsageAnswer> {
	const { home: id, subject, resolution, period } = question;
	const span = periodSpan(resolution, period, reader.now);
	const media = SUBJECT_MEDIA[subject];
	const finer = reader.ticket === undefined ? FINER[resolution] : resolution;
	const compare = reader.ticket === undefined ? (question.compare ?? null) : null;
	const [found, shown, fine, against] = await Promise.all([
		readHomeAndLatest(reader, id, media),
		span ? readSeries(reader, { home: id, media, resolution, span }) : null,
		span && finer !== resolution ? readSeries(reader, { home: id, media, resolution: finer, span }) : null,
		compare ? readAgainst(reader, { home: id, media, resolution, period }, compare) : null
	]);
	if (found === null) return { kind: 'no_home' };
	const { home, latest } = found;
	const facts = [home.timeZone, home.from, home.to] as const;
	const steps = span && periodOfHome(resolution, span, facts, reader.now);
	if (steps === null || shown?.kind !== 'series' || !subjectsOf(home).includes(subject)) {
		return { kind: 'no_page' };
	}
	const off = shown.off.filter(({ medium }) => home.media.includes(medium));
	const isOff = (medium: Medium, list: readonly OffMedium[]) => list.some((each) => each.medium === medium);
	const series = shown.series.filter(({ medium }) => home.media.includes(medium) && !isOff(medium, off));
	const close = series.map((each) => {
		const closer = fine?.kind === 'series' && !isOff(each.medium, fine.off) ? fine.series : [];
		return closer.find(({ medium }) => medium === each.medium) ?? each;
	});
	const [gaps, trace] = await Promise.all([
		readGaps(reader, home, close, shown.meters, steps),
		question.open === null ? null : readTrace(reader, { home: id, media, start: question.open })
	]);
	const usage: Usage = {
		home,
		subject,
		subjects: subjectsOf(home),
		resolution,
		period,
		...steps,
		series,
		gaps,
		exchanges: exchangesOf(home, close, shown.meters, steps),
		latest: latest ?? lastKnown(close, reader.now),
		trace: trace?.kind === 'trace' ? trace.trace : null,
		now: reader.now,
		...(reader.ticket === undefined && { comparisons: comparisonsOf(resolution, period, facts, reader.now) }),
		...(against && {
			against: { ...against, series: against.series.filter(({ medium }) => home.media.includes(medium)) }
		})
	};
	return { kind: 'usage', usage, off };
}

/** Where readings may not be read, the latest instant of which the shown intervals say anything. UTC seconds. */
function lastKnown(series: readonly Series[], now: number): number | null {
	const ends = series.flatMap(
		({ points }) => points.findLast(({ flags }) => !(flags & FLAG.ABSENT))?.end ?? []
	);
	return ends.length === 0 ? null : Math.min(Math.max(...ends), now);
}

/** Its days hold the latest reading nearly always; looking further back costs more. */
const RECENT_S = 40 * 86_400;

async function readHomeAndLatest(
	reader: Reader,
	id: string,
	media: readonly Medium[]
): Promise<{ home: Home; latest: number | null } | null> {
	const last = (since: string) => `(select json_build_array(r.day, max(r.at[cardinality(r.at)]))
		from portal.readings r where r.home_id = $1 and r.medium = any($2::text[]) ${since}
		group by r.day order by r.day desc limit 1)`;
	const text = `select (select ${HOME_JSON} from portal.homes h where h.home_id = $1) as home,
		coalesce(${last('and r.day >= $3::date')}, ${last('')}) as latest`;
	const parameters = [id, media, civilDay(reader.now - RECENT_S, 'UTC')];
	const [rows] = await readRows(reader, [{ text, parameters }]);
	const row = rows?.[0] as { home: HomeRow | null; latest: [string, number] | null } | undefined;
	if (!row?.home) return null;
	const home = homeOf(row.home);
	return { home, latest: row.latest && dayStart(row.latest[0], home.timeZone) + row.latest[1] };
}

/** The gaps of each medium that has any, from the readings of the days that they touch. */
async function readGaps(
	reader: Reader,
	home: Home,
	series: readonly Series[],
	meters: readonly MeterRow[],
	{ firstDay, lastDay }: HomePeriod
): Promise<Usage['gaps']> {
	const zone = home.timeZone;
	const touched = series
		.map(({ medium, points }) => ({ medium, days: daysInGaps(points, zone) }))
		.filter(({ days }) => days.size > 0);
	if (touched.length === 0) return [];
	const span: DaySpan = { from: firstDay, to: addDays(lastDay, 1) };
	const days = [...new Set(touched.flatMap((each) => [...each.days]))];
	const media = touched.map(({ medium }) => medium);
	const [rows] = await readRows(reader, [readingsStatement(home.id, media, span, days)]);
	const readings = parseReadings(rows?.[0], zone);
	const period = { zone, start: dayStart(span.from, zone), end: dayStart(span.to, zone) };
	return touched.map(({ medium, days: own }) => ({
		medium,
		gaps: meters
			.filter((meter) => meter[1] === medium)
			.flatMap((meter) =>
				gapsOf({
					meter,
					readings: (readings.get(meter[0]) ?? []).map(([at, register, flags]) => [at, register, flags]),
					days: own,
					...period
				})
			)
			.sort((a, b) => a.start - b.start)
	}));
}

/** When a meter of the home took another's place, or its register began anew, within the period. */
function exchangesOf(
	home: Home,
	series: readonly Series[],
	meters: readonly MeterRow[],
	{ firstDay, lastDay }: HomePeriod
): Usage['exchanges'] {
	const start = Math.max(home.from + 1, dayStart(firstDay, home.timeZone));
	const end = Math.min(home.to ?? Number.POSITIVE_INFINITY, dayStart(addDays(lastDay, 1), home.timeZone));
	return series.flatMap(({ medium, points }) => {
		const own = meters.filter((meter) => meter[1] === medium);
		const known = [...new Set(own.flatMap(([, , , installed, removed]) => [installed, removed ?? -1]))]
			.filter((at) => at >= start && at < end)
			.sort((a, b) => a - b);
		const restarted = points
			.filter(({ flags }) => flags & FLAG.METER_CHANGED)
			.filter((point) => !known.some((at) => at >= point.start && at <= point.end))
			.map((point) => point.start);
		return [...known, ...restarted].sort((a, b) => a - b).map((at) => ({ medium, at }));
	});
}
