import { addDays, civilDay, dayStart, firstOfMonth, addMonths } from '../calendar.ts';
import { foldPoints } from '../combine.ts';
import { daysBetween } from '../compare.ts';
import { foldFlags } from '../fold.ts';
import type { Leak } from '../leak.ts';
import { MEDIUM_FACTS, type Medium } from '../medium.ts';
import { FLAG } from '../quality.ts';
import type { Point } from '../series.ts';
import type { Reads } from './overview.ts';

/** A medium as it was read: summed over its meters, time ascending, in the unit. */
export interface MediumParts {
	readonly medium: Medium;
	/** Amounts are integers × 10^scale. */
	readonly scale: number;
	readonly reads: Reads;
	/** Hours that are over: of the latest two weeks, and of today's date last year. */
	readonly hours: readonly Point[];
	readonly days: readonly Point[];
	readonly months: readonly Point[];
	/** What its meters' hours say, one a meter at most. */
	readonly leaks: readonly Leak[];
}

/** Whose time it is, and when. UTC seconds. */
export interface Frame {
	readonly zone: string;
	/** The home's own time, whole hours; `end` is Infinity while it goes on. */
	readonly start: number;
	readonly end: number;
	/** The present; in a home that is left, its last second. */
	readonly at: number;
	readonly isLeft: boolean;
}

/** What is known of a medium, by civil day and month, as far as it is known. */
export interface Known extends MediumParts {
	readonly frame: Frame;
	readonly today: string;
	/** End of the latest hour that is known whole; where no hours are read, of the latest day that is over. null: nothing is known. */
	readonly until: number | null;
	/** The day within which `until` lies: what it holds is counted by its hours up to there. */
	readonly open: string | null;
	readonly byDay: ReadonlyMap<string, Point>;
	/** 'YYYY-MM' → the month as it is stored. */
	readonly byMonth: ReadonlyMap<string, Point>;
}

/** Brings a medium's points in order: days as far as they are known, and the last of them by its hours. */
export function knownOf(parts: MediumParts, frame: Frame): Known {
	const { zone, at } = frame;
	const today = civilDay(at, zone);
	// an hour whose readings have not all come yet is neither missing nor known
	const lastHour = parts.hours.findLast(({ flags, end }) => !(flags & FLAG.MISSING) && end <= at + 1);
	const lastDay = parts.days.findLast(({ flags }) => !(flags & FLAG.ABSENT));
	const most = frame.isLeft ? frame.end : dayStart(today, zone);
	const until = lastHour?.end ?? (lastDay === undefined ? null : Math.min(lastDay.end, most));
	const byDay = new Map(parts.days.map((point) => [civilDay(point.start, zone), point]));
	let open: string | null = null;
	if (lastHour !== undefined) {
		const day = civilDay(lastHour.end - 1, zone);
		if (lastHour.end < dayStart(addDays(day, 1), zone)) open = day;
		for (const other of byDay.keys()) if (other > day || other === open) byDay.delete(other);
		const own = parts.hours.filter(
			(hour) => hour.end <= lastHour.end && hour.start >= Math.max(dayStart(day, zone), frame.start)
		);
		if (open !== null) byDay.set(open, fold(own, parts));
	}
	const byMonth = new Map(parts.months.map((point) => [civilDay(point.start, zone).slice(0, 7), point]));
	if (!frame.isLeft) {
		if (lastHour === undefined) stillRuns(byDay, today);
		stillRuns(byMonth, today.slice(0, 7));
	}
	return { ...parts, frame, today, until, open, byDay, byMonth };
}

/** What a stored day or month lacks while it runs is the hour that is running, and not missing. */
function stillRuns(points: Map<string, Point>, key: string): void {
	const point = points.get(key);
	if (point !== undefined && point.amount !== null) {
		points.set(key, { ...point, flags: point.flags & ~FLAG.MISSING });
	}
}

/** One interval of those in it, time ascending, at least one: a counter's sum, a gauge's mean by time with its range. */
export function fold(
	points: readonly Point[],
	{ medium, scale }: Pick<MediumParts, 'medium' | 'scale'>
): Point {
	const start = points[0]?.start ?? 0;
	const end = points.at(-1)?.end ?? start;
	if (MEDIUM_FACTS[medium].kind === 'counter') return foldPoints(points, start, end, scale);
	let [sum, seconds] = [0, 0];
	for (const point of points) {
		if (point.amount === null) continue;
		sum += point.amount * (point.end - point.start);
		seconds += point.end - point.start;
	}
	const lows = points.flatMap(({ low }) => low ?? []);
	const highs = points.flatMap(({ high }) => high ?? []);
	return {
		start,
		end,
		amount: seconds === 0 ? null : Math.round((sum / seconds) * 10 ** -scale) * 10 ** scale,
		low: lows.length === 0 ? null : Math.min(...lows),
		high: highs.length === 0 ? null : Math.max(...highs),
		flags: foldFlags(points, false)
	};
}

/**
 * Whether a civil day, or the days of a month 'YYYY-MM', lie wholly in the home's own time, and in the time of its
 * meters: of the day and the month with which the values begin, only a part is known.
 */
export function isOwn({ frame, byDay, byMonth }: Known, key: string): boolean {
	const [first, next] = bounds(key);
	const start = dayStart(first, frame.zone);
	if (start < frame.start || dayStart(next, frame.zone) > frame.end) return false;
	const firstMonth = [...byMonth.keys()].reduce((a, b) => (a < b ? a : b), '9999-12');
	const firstDay = [...byDay.keys()].reduce((a, b) => (a < b ? a : b), '9999-12-31');
	const begins = key === firstMonth || (key === firstDay && key.slice(0, 7) <= firstMonth);
	return !begins || start === frame.start;
}

/** Whether any of a civil day or month lies in the home's own time. */
export function touchesOwn({ frame }: Known, key: string): boolean {
	const [first, next] = bounds(key);
	return dayStart(next, frame.zone) > frame.start && dayStart(first, frame.zone) < frame.end;
}

function bounds(key: string): readonly [first: string, next: string] {
	return key.length === 7 ? [`${key}-01`, addMonths(`${key}-01`, 1)] : [key, addDays(key, 1)];
}

/** The home's own civil days of a month 'YYYY-MM' that have begun. */
export function daysOf(known: Known, month: string): string[] {
	const first = `${month}-01`;
	const own = civilDay(known.frame.start, known.frame.zone);
	const last = addDays(addMonths(first, 1), -1);
	return daysBetween(first > own ? first : own, last < known.today ? last : known.today);
}

/**
 * A month as far as it has come: from its days where they are all known, so that it ends where they do; else as it is
 * stored, else from the days there are. null when nothing is known.
 */
export function monthOf(known: Known, month: string): Point | null {
	const days = daysOf(known, month).filter((day) => known.until === null || !isAfter(known, day));
	const points = days.flatMap((day) => known.byDay.get(day) ?? []);
	const stored = known.byMonth.get(month);
	if (points.length > 0 && (points.length === days.length || stored === undefined)) {
		const folded = fold(points, known);
		return points.length === days.length ? folded : { ...folded, flags: folded.flags | FLAG.MISSING };
	}
	return stored ?? null;
}

/** Whether a day begins after everything that is known; today as stored counts where no hours are read. */
function isAfter({ until, frame, byDay }: Known, day: string): boolean {
	return dayStart(day, frame.zone) >= (until ?? 0) && !byDay.has(day);
}

/** The months of today's year as far as they have come: 'YYYY-MM'. */
export function monthsSoFar({ today, frame }: Known): string[] {
	const year = today.slice(0, 4);
	const own = firstOfMonth(civilDay(frame.start, frame.zone)).slice(0, 7);
	const all = Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`);
	return all.filter((month) => month >= own && month <= today.slice(0, 7));
}
