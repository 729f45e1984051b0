import { addDays, civilDay } from '#lib/energy/calendar.ts';
import { isCounterCell, type Cell } from '#lib/energy/cell.ts';
import { inUnits } from '#lib/energy/combine.ts';
import { amountOf } from '#lib/energy/fold.ts';
import { MEDIUM_FACTS, type Medium } from '#lib/energy/medium.ts';
import { FLAG } from '#lib/energy/quality.ts';
import type { Trace, TraceMeter, TraceReading } from '#lib/energy/series.ts';
import { ownTime, sourcesOf } from './intervals.ts';
import { cellsOf, packedStatement, parsePacked, type MeterSeries } from './packed.ts';
import { readOffMedia, type OffMedium } from './off-media.ts';
import { parseReadings, readingsStatement, type StoredReading } from './read-readings.ts';
import { readRows, type Reader } from './reader.ts';

const HOUR = 3600;
const UNKNOWN = FLAG.MISSING | FLAG.ABSENT;
const ASIDE = FLAG.SUSPECT | FLAG.SET_ASIDE;

/** `no_hour`: the home has no such hour: outside its own time, or not over yet. `off`: whose home it is may read no hours. */
export type TraceAnswer =
	| { readonly kind: 'no_home' }
	| { readonly kind: 'no_hour' }
	| { readonly kind: 'off'; readonly off: readonly OffMedium[] }
	| { readonly kind: 'trace'; readonly timeZone: string; readonly trace: Trace };

export interface TraceQuestion {
	readonly home: string;
	readonly media: readonly Medium[];
	/** The hour's start, UTC seconds. */
	readonly start: number;
}

/** One hour opened: per meter both registers, what was used, and the readings that tell. Two round trips. */
export async function readTrace(reader: Reader, question: TraceQuestion): Promise<TraceAnswer> {
	const { home, media, start } = question;
	const end = start + HOUR;
	// The civil day is known once the home's time zone is: a day on either side of the UTC day holds it for sure.
	const utcDay = civilDay(start, 'UTC');
	const span = { from: addDays(utcDay, -1), to: addDays(utcDay, 2) };
	const sources = sourcesOf('hour', span, reader.now);
	const [packedRows, readingRows] = await readRows(reader, [
		packedStatement(home, media, sources),
		readingsStatement(home, media, span)
	]);
	const packed = parsePacked(packedRows?.[0]);
	if (packed.home === null) return { kind: 'no_home' };
	const own = ownTime(packed.home);
	if (start < own.start || end > own.end || end > reader.now) return { kind: 'no_hour' };
	if (packed.hours.length === 0) {
		const off = await readOffMedia(reader, home, 'hour', media);
		if (off.length > 0) return { kind: 'off', off };
	}
	const readings = parseReadings(readingRows?.[0], packed.home[0]);
	const hung = media
		.flatMap((medium) => cellsOf(packed, medium, { sources, since: start, now: reader.now }))
		.filter(
			({ meter: [, , , installed, removed] }) => installed < end && (removed === null || removed > start)
		)
		.map((series) => ({ series, near: nearest(readings.get(series.meter[0]) ?? [], start, end) }));
	const facts = await readFacts(
		reader,
		question,
		hung.flatMap(({ near }) => near)
	);
	const meters = hung.map(({ series, near }) => traceMeter(series, near, facts, start));
	return { kind: 'trace', timeZone: packed.home[0], trace: { start, end, meters } };
}

/** The last reading before that counts, all within, and the first after that counts. */
function nearest(readings: readonly StoredReading[], start: number, end: number): StoredReading[] {
	const counts = ([, , flags]: StoredReading) => !(flags & ASIDE);
	const before = readings.findLast((reading) => reading[0] < start && counts(reading));
	const within = readings.filter(([at]) => at >= start && at <= end);
	const reached = within.some((reading) => reading[0] === end && counts(reading));
	const after = reached ? undefined : readings.find((reading) => reading[0] > end && counts(reading));
	const began = within.some((reading) => reading[0] === start && counts(reading));
	return [...(before && !began ? [before] : []), ...within, ...(after ? [after] : [])];
}

interface Facts {
	readonly serials: ReadonlyMap<string, string>;
	readonly sources: ReadonlyMap<number, { readonly kind: string; readonly label: string }>;
	/** By meter and instant, newest first. */
	readonly replaced: ReadonlyMap<string, TraceReading['replaced']>;
}

interface FactRow {
	serials: [string, string][] | null;
	sources?: [number, string, string][] | null;
	corrections?: [string, number, number, number][] | null;
}

async function readFacts(
	reader: Reader,
	{ home, media }: TraceQuestion,
	near: readonly StoredReading[]
): Promise<Facts> {
	const serials = `select (select json_agg(json_build_array(m.meter_id, m.serial)) from portal.meters m
			where m.home_id = $1 and m.medium = any($2::text[])) as serials`;
	const text = `${serials},
		(select json_agg(json_build_array(s.id, s.kind, s.label)) from portal.sources s
			where s.id = any($3::int[])) as sources,
		(select json_agg(json_build_array(c.meter_id, extract(epoch from c.at)::float8, c.old_register,
				extract(epoch from c.replaced)::float8) order by c.replaced desc) from portal.corrections c
			where c.home_id = $1 and c.medium = any($2::text[]) and c.at between to_timestamp($4::float8)
				and to_timestamp($5::float8)) as corrections`;
	const instants = near.map(([at]) => at);
	const ids = [...new Set(near.map(([, , , source]) => source))];
	const [first, last] = instants.length > 0 ? [Math.min(...instants), Math.max(...instants)] : [0, 0];
	// Deliveries and earlier values are the household's own: a ticket opens neither.
	const statement =
		reader.ticket === undefined
			? { text, parameters: [home, media, ids, first, last] }
			: { text: serials, parameters: [home, media] };
	const [rows] = await readRows(reader, [statement]);
	const row = rows?.[0] as FactRow | undefined;
	const replaced = new Map<string, { register: number; replacedAt: number }[]>();
	for (const [meter, at, register, replacedAt] of row?.corrections ?? []) {
		const key = `${meter} ${at}`;
		replaced.set(key, [...(replaced.get(key) ?? []), { register, replacedAt: Math.floor(replacedAt) }]);
	}
	return {
		serials: new Map(row?.serials ?? []),
		sources: new Map((row?.sources ?? []).map(([id, kind, label]) => [id, { kind, label }])),
		replaced
	};
}

function traceMeter(
	{ meter: [id, medium, scale], cells }: MeterSeries,
	near: readonly StoredReading[],
	facts: Facts,
	start: number
): TraceMeter {
	const cell = cells.find((each) => each.start === start);
	const readings = near.map(([at, register, flags, source]): TraceReading => {
		const replaced = facts.replaced.get(`${id} ${at}`) ?? [];
		return {
			at,
			register: inUnits(register, scale),
			flags,
			source: facts.sources.get(source) ?? { kind: 'unknown', label: '' },
			replaced: replaced.map((each) => ({ ...each, register: inUnits(each.register, scale) }))
		};
	});
	const unit = MEDIUM_FACTS[medium].unit;
	return { serial: facts.serials.get(id) ?? '', medium, unit, ...registers(cell, scale), readings };
}

/** Registers and amount of a meter's hour, in units; nothing is known of an hour without a cell. */
function registers(
	cell: Cell | undefined,
	scale: number
): Pick<TraceMeter, 'fromRegister' | 'toRegister' | 'amount' | 'step' | 'flags'> {
	const none = { fromRegister: null, toRegister: null, amount: null, step: 0 };
	if (cell === undefined || cell.flags & FLAG.ABSENT) return { ...none, flags: cell?.flags ?? UNKNOWN };
	if (!isCounterCell(cell)) return { ...none, amount: inUnits(cell.mean, scale), flags: cell.flags };
	return {
		fromRegister: inUnits(cell.from, scale),
		toRegister: inUnits(cell.to, scale),
		amount: inUnits(amountOf(cell), scale),
		step: inUnits(cell.step, scale),
		flags: cell.flags
	};
}
