import type { Cell, Pack } from '#lib/energy/cell.ts';
import { addMonths, civilDay, dayStart, firstOfMonth, HOME_ZONE } from '#lib/energy/calendar.ts';
import { foldDays, foldMonths } from '#lib/energy/fold.ts';
import { MEDIUM_FACTS, type Medium, type MeterKind } from '#lib/energy/medium.ts';
import { unpackDays, unpackHours, unpackMonths } from '#lib/energy/pack.ts';
import type { Parameter, Statement } from '#lib/server/db/session.ts';
import { periodsOf, type DaySpan, type Sources } from './intervals.ts';

/** A home's facts as they come with its packs: time zone, from, to (UTC seconds). */
export type HomeFacts = readonly [timeZone: string, from: number, to: number | null];

/** A meter of the home during its time: id, medium, scale, installed, removed (UTC seconds). */
export type MeterRow = readonly [string, Medium, number, number, number | null];

/** A packed row: meter, period ('YYYY-MM-DD'), first, packed; and steps, flags, lows, highs unless all are null. */
export type PackRow = readonly [
	meter: string,
	period: string,
	first: number,
	packed: number[],
	steps?: number[] | null,
	flags?: number[] | null,
	lows?: number[] | null,
	highs?: number[] | null
];

/** What one round trip brings; the lists are null where nothing may be seen. */
export interface Packed {
	readonly home: HomeFacts | null;
	readonly meters: readonly MeterRow[];
	readonly hours: readonly PackRow[];
	readonly days: readonly PackRow[];
	readonly months: readonly PackRow[];
}

interface TextRow {
	readonly home: string | null;
	readonly meters: string | null;
	readonly hours: string | null;
	readonly days: string | null;
	readonly months: string | null;
}

/** The home and its meters, asked once for all that follows: `meter` for packsOf. $1: home, $2: media. */
export const PLACE = `with place as materialized (select * from portal.home_meters h where h.home_id = $1),
meter as materialized (select * from place where medium = any($2::text[]))`;

export const HOME = `(select json_build_array(time_zone, extract(epoch from from_at)::float8,
	extract(epoch from to_at)::float8)::text from place limit 1)`;

export const METERS = `(select json_agg(json_build_array(meter_id, medium, scale, extract(epoch from installed)::float8,
	extract(epoch from removed)::float8))::text from meter)`;

/** A list of integers as JSON. By the views' contract no array holds nulls. */
const list = (column: string) => `coalesce('[' || array_to_string(p.${column}, ',') || ']', 'null')`;

/** What most rows have none of, and then leave out. */
const SELDOM = `case when p.steps is null and p.flags is null and p.lows is null then '' else
	concat(',', ${['steps', 'flags', 'lows', 'highs'].map(list).join(`, ',', `)}) end`;

/**
 * Packs as JSON text, each meter's in time order: parsing it is far cheaper for Node than thousands of rows. Put
 * together as text, because json_build_array looks up how to write each value anew in each row. Asked meter by meter,
 * so that each is found by the whole of its key.
 */
export function packsOf(
	view: 'hour_packs' | 'day_packs' | 'month_packs',
	period: 'day' | 'month' | 'year',
	where: string
): string {
	return `(select '[' || string_agg(each.packs, ',') || ']' from meter cross join lateral (
		select string_agg('["' || meter.meter_id::text || '","' || p.${period}::text || '",' || p.first::text
			|| ',' || ${list('packed')} || ${SELDOM} || ']', ',' order by p.${period}) as packs
		from portal.${view} p where p.apartment_key = meter.apartment_key and p.series_key = meter.series_key
			and p.meter_key = meter.meter_key and ${where}) each)`;
}

/**
 * The one query of a series: the home, its meters of the media, and the packs of the sources. Bounds of the periods
 * are values of their own, so that partitions are left out and the statement's text stays one of a few.
 */
export function packedStatement(home: string, media: readonly Medium[], sources: Sources): Statement {
	const { hours } = sources;
	const [days, months] = spansToRead(sources);
	const parameters: Parameter[] = [home, media];
	const bind = (value: Parameter) => `$${parameters.push(value)}`;
	const hourRows = (span: DaySpan) => {
		const bounds = `p.day >= ${bind(span.from)}::date and p.day < ${bind(span.to)}::date`;
		return packsOf('hour_packs', 'day', bounds);
	};
	const rows = (view: 'day_packs' | 'month_packs', period: 'month' | 'year', spans: readonly DaySpan[]) =>
		packsOf(view, period, `p.${period} = any(${bind(periodsOf(spans, period))}::date[])`);
	const parts = [
		`${HOME} as home`,
		`${METERS} as meters`,
		`${hours ? hourRows(hours) : 'null'} as hours`,
		`${days.length > 0 ? rows('day_packs', 'month', days) : 'null'} as days`,
		`${months.length > 0 ? rows('month_packs', 'year', months) : 'null'} as months`
	];
	return { text: `${PLACE}\nselect ${parts.join(',\n')}`, parameters };
}

/**
 * The spans of days and of months to read. What comes after is told by whichever is read anyway. A grid of months reads
 * the months at its edges too: whoever may read no days sees them whole.
 */
function spansToRead({ grid, days, months, beyond }: Sources): readonly [days: DaySpan[], months: DaySpan[]] {
	const after = beyond === null ? [] : [beyond];
	const byMonths = months !== null && days.length === 0;
	return [
		byMonths ? [] : [...days, ...after],
		grid === 'month' ? [...(months === null ? [] : [months]), ...days, ...(byMonths ? after : [])] : []
	];
}

/** The row of packedStatement, parsed. */
export function parsePacked(row: unknown): Packed {
	const text = row as TextRow;
	return {
		home: text.home === null ? null : (JSON.parse(text.home) as HomeFacts),
		meters: JSON.parse(text.meters ?? '[]') as MeterRow[],
		hours: JSON.parse(text.hours ?? '[]') as PackRow[],
		days: JSON.parse(text.days ?? '[]') as PackRow[],
		months: JSON.parse(text.months ?? '[]') as PackRow[]
	};
}

/** One meter's cells of the series' grid within the asked days, and whether it has any after them. */
export interface MeterSeries {
	readonly meter: MeterRow;
	readonly cells: readonly Cell[];
	readonly continues: boolean;
}

export function packOf([
	,
	,
	first,
	values,
	steps = null,
	flags = null,
	lows = null,
	highs = null
]: PackRow): Pack {
	return { first, values, steps, flags, lows, highs };
}

/** What turns a medium's packs into cells. UTC seconds. */
export interface CellTerms {
	readonly sources: Sources;
	/** From when there is something to know: the first interval's start. */
	readonly since: number;
	readonly now: number;
}

/** Per meter of the medium: its hours, its days, or its months with broken ones folded from days. Time ascending. */
export function cellsOf(packed: Packed, medium: Medium, terms: CellTerms): MeterSeries[] {
	return packed.meters
		.filter((meter) => meter[1] === medium)
		.map((meter) => meterCells(packed, meter, MEDIUM_FACTS[medium].kind, terms));
}

function meterCells(
	packed: Packed,
	meter: MeterRow,
	kind: MeterKind,
	{ sources, since, now }: CellTerms
): MeterSeries {
	const zone = packed.home?.[0] ?? HOME_ZONE;
	const mine = (rows: readonly PackRow[]) => rows.filter((row) => row[0] === meter[0]);
	const hours: Cell[] = mine(packed.hours).flatMap((row) => unpackHours(packOf(row), row[1], zone, kind));
	if (sources.grid === 'hour') return { meter, cells: hours, continues: false };
	const days = withToday(
		mine(packed.days).flatMap((row): Cell[] => unpackDays(packOf(row), row[1], zone, kind)),
		hours,
		{ zone, now }
	);
	const months = mine(packed.months).flatMap((row): Cell[] => unpackMonths(packOf(row), row[1], zone, kind));
	const end = dayStart(sources.span.to, zone);
	const continues = days.some((cell) => cell.start >= end) || months.some((cell) => cell.start >= end);
	const parts = sources.days.map((span) => cellsIn(days, span, zone));
	if (sources.grid === 'day') return { meter, cells: parts.flat(), continues };
	const edges = sources.days.flatMap((span, i) => {
		const part = parts[i] ?? [];
		return part.length > 0 ? foldMonths(part, zone, since) : wholeMonths(months, span, zone);
	});
	const whole = sources.months ? cellsIn(months, sources.months, zone) : [];
	return { meter, cells: [...edges, ...whole].sort((a, b) => a.start - b.start), continues };
}

function cellsIn(cells: readonly Cell[], span: DaySpan, zone: string): Cell[] {
	const [start, end] = [dayStart(span.from, zone), dayStart(span.to, zone)];
	return cells.filter((cell) => cell.start >= start && cell.start < end);
}

/** The months that lie within the span from beginning to end: of a broken one, days alone could tell the part. */
function wholeMonths(months: readonly Cell[], span: DaySpan, zone: string): Cell[] {
	return cellsIn(months, span, zone).filter(
		({ start }) => addMonths(firstOfMonth(civilDay(start, zone)), 1) <= span.to
	);
}

/**
 * The days, of which today is what its full hours say: the hour that is running would make it, its month and its
 * year look as if something were missing. Where no hours may be read the day stays as it is.
 */
function withToday(
	days: Cell[],
	hours: readonly Cell[],
	{ zone, now }: { zone: string; now: number }
): Cell[] {
	if (hours.length === 0) return days;
	const start = dayStart(civilDay(now, zone), zone);
	const full = hours.filter((cell) => cell.start >= start && cell.end <= now);
	const rest = days.filter((cell) => cell.start !== start);
	return [...rest, ...foldDays(full, zone)].sort((a, b) => a.start - b.start);
}
