import type { Resolution } from '#lib/energy/medium.ts';
import { addDays, addMonths, civilDay, dayStart, firstOfMonth, firstOfYear } from '#lib/energy/calendar.ts';

/** Civil days, `to` excluded. */
export interface DaySpan {
	readonly from: string;
	readonly to: string;
}

/** What a series may cover: asked days, the home's own time and what has happened yet. UTC seconds. */
export interface Bounds {
	readonly span: DaySpan;
	readonly timeZone: string;
	/** The home's own time [from, to); null: still going on. */
	readonly from: number;
	readonly to: number | null;
	readonly now: number;
}

/** One interval of a series, UTC seconds, [start, end), clipped to the bounds. */
export interface Interval {
	readonly start: number;
	readonly end: number;
	/** Where the whole hour, civil day, month or year begins that this is all or a part of. */
	readonly whole: number;
}

/** The civil day, month or year after the one that begins on `day`. */
function next(day: string, resolution: 'day' | 'month' | 'year'): string {
	if (resolution === 'day') return addDays(day, 1);
	return addMonths(day, resolution === 'month' ? 1 : 12);
}

/**
 * The home's own time as whole hours: the hour that a move cuts belongs to neither home.
 * `end` is Infinity while the home is lived in.
 */
export function ownTime([, from, to]: readonly [timeZone: string, from: number, to: number | null]): {
	readonly start: number;
	readonly end: number;
} {
	return {
		start: Math.ceil(from / 3600) * 3600,
		end: to === null ? Number.POSITIVE_INFINITY : Math.floor(to / 3600) * 3600
	};
}

/**
 * Every interval of the resolution that the bounds hold, in order of time. Intervals at the edges are as short as
 * the asked days and the home's own time make them. An hour counts once it is over, a longer one once it has begun.
 */
export function intervalsOf(resolution: Resolution, bounds: Bounds): Interval[] {
	const { span, timeZone, now } = bounds;
	if (span.from >= span.to) return [];
	const home = ownTime([timeZone, bounds.from, bounds.to]);
	const start = Math.max(dayStart(span.from, timeZone), home.start);
	const end = Math.min(dayStart(span.to, timeZone), home.end);
	return resolution === 'hour' ? hours(start, Math.min(end, now)) : civil(resolution, bounds, start, end);
}

function hours(start: number, end: number): Interval[] {
	const found: Interval[] = [];
	for (let at = Math.ceil(start / 3600) * 3600; at + 3600 <= end; at += 3600) {
		found.push({ start: at, end: at + 3600, whole: at });
	}
	return found;
}

function civil(resolution: 'day' | 'month' | 'year', bounds: Bounds, start: number, end: number): Interval[] {
	const { span, timeZone, now } = bounds;
	const found: Interval[] = [];
	const { to } = span;
	const first = civilDay(start, timeZone);
	// Where the home begins long after the asked days do, nothing before needs to be gone through.
	const from = first > span.from && start < end ? first : span.from;
	let day = resolution === 'day' ? from : resolution === 'month' ? firstOfMonth(from) : firstOfYear(from);
	let whole = dayStart(day, timeZone);
	while (day < to && whole < Math.min(end, now)) {
		day = next(day, resolution);
		const ends = dayStart(day, timeZone);
		const interval = { start: Math.max(whole, start), end: Math.min(ends, end), whole };
		if (interval.start < interval.end && interval.start < now) found.push(interval);
		whole = ends;
	}
	return found;
}

/** Which packed rows a series is made of: whole months from months, their broken edges from days. */
export interface Sources {
	/** What the rows are brought to: years are made of months later. */
	readonly grid: 'hour' | 'day' | 'month';
	readonly span: DaySpan;
	/** Of a coarser grid: the days around the present, of which the one that is today is counted by its full hours. */
	readonly hours: DaySpan | null;
	readonly days: readonly DaySpan[];
	readonly months: DaySpan | null;
	/** The day after: whether a meter goes on there tells whether its last interval is whole. null: not needed. */
	readonly beyond: DaySpan | null;
}

/** What to read so that the asked days, and no others, are counted, and of today the hours that are over. */
export function sourcesOf(resolution: Resolution, span: DaySpan, now: number): Sources {
	if (resolution === 'hour') return { grid: 'hour', span, hours: span, days: [], months: null, beyond: null };
	const beyond = { from: span.to, to: addDays(span.to, 1) };
	// Which civil day it is depends on the home's time zone, which is not known yet.
	const utcDay = civilDay(now, 'UTC');
	const around = { from: addDays(utcDay, -1), to: addDays(utcDay, 2) };
	const hours = span.from < around.to && around.from < span.to ? around : null;
	const rest = { span, hours, beyond };
	if (resolution === 'day') return { grid: 'day', days: [span], months: null, ...rest };
	const first = firstOfMonth(span.from) === span.from ? span.from : addMonths(firstOfMonth(span.from), 1);
	const end = firstOfMonth(span.to);
	const present = hours === null ? end : firstOfMonth(around.from);
	const last = present < end ? present : end;
	if (first >= last) return { grid: 'month', days: [span], months: null, ...rest };
	const edges = [
		{ from: span.from, to: first },
		{ from: last, to: span.to }
	];
	const days = edges.filter(({ from, to }) => from < to);
	return { grid: 'month', days, months: { from: first, to: last }, ...rest };
}

/** The packed rows' own periods (first days of months or years) that hold any day of the spans, in order. */
export function periodsOf(spans: readonly DaySpan[], row: 'month' | 'year'): string[] {
	const first = row === 'month' ? firstOfMonth : firstOfYear;
	const periods = new Set<string>();
	for (const { from, to } of spans) {
		for (let period = first(from); period < to; period = addMonths(period, row === 'month' ? 1 : 12)) {
			periods.add(period);
		}
	}
	return [...periods].sort();
}
