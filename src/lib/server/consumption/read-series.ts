import { civilDay, addDays } from '#lib/energy/calendar.ts';
import { foldPoints } from '#lib/energy/combine.ts';
import { MEDIUM_FACTS, type Medium, type Resolution } from '#lib/energy/medium.ts';
import { FLAG } from '#lib/energy/quality.ts';
import type { Point, Series } from '#lib/energy/series.ts';
import { intervalsOf, sourcesOf, type DaySpan, type Interval } from './intervals.ts';
import {
	cellsOf,
	packedStatement,
	parsePacked,
	type HomeFacts,
	type MeterRow,
	type MeterSeries,
	type Packed
} from './packed.ts';
import { readOffMedia, type OffMedium } from './off-media.ts';
import { coarsen, placePoints, scaleOf, sumMeters, totalOf } from './points.ts';
import { readRows, type Reader } from './reader.ts';

export interface SeriesQuestion {
	/** Public id of the home: a UUID. */
	readonly home: string;
	readonly media: readonly Medium[];
	readonly resolution: Resolution;
	/** Civil days of the home's time zone. */
	readonly span: DaySpan;
}

/** `no_home`: there is none of this id for whoever asks; whether there is one for others is not told. */
export type SeriesAnswer =
	| { readonly kind: 'no_home' }
	| {
			readonly kind: 'series';
			readonly home: HomeFacts;
			/** The meters of the media that hung in the home during its time. */
			readonly meters: readonly MeterRow[];
			readonly series: Series[];
			/** The media that whoever asks may not read at this resolution, though the home is theirs. */
			readonly off: readonly OffMedium[];
	  };

/** The home's series of the media, one each in the order asked, in one round trip (two when the data end in between). */
export async function readSeries(reader: Reader, question: SeriesQuestion): Promise<SeriesAnswer> {
	const { media, resolution, span } = question;
	const sources = sourcesOf(resolution, span, reader.now);
	const packed = await readPacked(reader, question.home, media, sources);
	if (packed.home === null) return { kind: 'no_home' };
	const [timeZone, from, to] = packed.home;
	const bounds = { span, timeZone, from, to, now: reader.now };
	const grid = intervalsOf(sources.grid, bounds);
	const coarse = resolution === 'year' ? intervalsOf('year', bounds) : null;
	const series = await Promise.all(
		media.map(async (medium): Promise<Series> => {
			const { kind, unit } = MEDIUM_FACTS[medium];
			const meters = cellsOf(packed, medium, { sources, since: grid[0]?.start ?? 0, now: reader.now });
			const scale = scaleOf(meters);
			let points = meters.length === 0 ? [] : placePoints(sumMeters(meters, kind), grid);
			if (kind === 'counter' && sources.beyond !== null) {
				points = await withTail(reader, question, medium, { timeZone, grid, meters, points, scale });
			}
			const total = totalOf(points, kind, scale);
			if (coarse && points.length > 0) points = coarsen(points, coarse, kind, scale);
			return { medium, unit, resolution, timeZone, points, total };
		})
	);
	const off = await readOffMedia(reader, question.home, resolution, emptyMedia(packed, media, resolution));
	return { kind: 'series', home: packed.home, meters: packed.meters, series, off };
}

/** The media of which no row was found at the resolution: there may be none, or they may not be read. */
function emptyMedia(packed: Packed, media: readonly Medium[], resolution: Resolution): Medium[] {
	const rows = resolution === 'hour' ? packed.hours : resolution === 'day' ? packed.days : packed.months;
	const found = new Set(rows.map(([meter]) => meter));
	return media.filter((medium) => !packed.meters.some((meter) => meter[1] === medium && found.has(meter[0])));
}

async function readPacked(
	reader: Reader,
	home: string,
	media: readonly Medium[],
	sources: ReturnType<typeof sourcesOf>
): Promise<Packed> {
	const [rows] = await readRows(reader, [packedStatement(home, media, sources)]);
	return parsePacked(rows?.[0]);
}

interface Unfinished {
	readonly timeZone: string;
	readonly grid: readonly Interval[];
	readonly meters: readonly MeterSeries[];
	readonly points: Point[];
	readonly scale: number;
}

/**
 * A day or month in which a meter's data end holds whatever each meter said of it. Read hour by hour, it holds what
 * all meters reach, and says so where that is not the whole of it.
 */
async function withTail(
	reader: Reader,
	question: SeriesQuestion,
	medium: Medium,
	series: Unfinished
): Promise<Point[]> {
	const { timeZone, grid, meters, points, scale } = series;
	const index = lastKnown(meters, points, reader.now);
	const interval = grid[index];
	if (interval === undefined) return points;
	const { start, end } = interval;
	const span = { from: civilDay(start, timeZone), to: addDays(civilDay(end - 1, timeZone), 1) };
	const sources = sourcesOf('hour', span, reader.now);
	const packed = await readPacked(reader, question.home, [medium], sources);
	const hours = sumMeters(cellsOf(packed, medium, { sources, since: start, now: reader.now }), 'counter');
	const parts = hours.filter((point) => point.start >= start && point.end <= Math.min(end, reader.now));
	if (parts.length === 0) return points;
	const folded = foldPoints(parts, start, end, scale);
	const cut = (parts.at(-1)?.end ?? end) < end && end <= reader.now;
	return points.with(index, cut ? { ...folded, flags: folded.flags | FLAG.MISSING } : folded);
}

/** Index of the interval in which the data end before the present does; -1 where they go on, or end with it. */
function lastKnown(meters: readonly MeterSeries[], points: readonly Point[], now: number): number {
	const standing = meters.filter(({ meter }) => meter[4] === null);
	if (standing.every(({ continues }) => continues)) return -1;
	const index = points.findLastIndex((point) => !(point.flags & FLAG.ABSENT));
	const last = points[index];
	return last === undefined || (standing.length === 1 && last.end > now) ? -1 : index;
}
