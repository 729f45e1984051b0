import { addDays, civilDay, HOUR, offsetMinutes } from './calendar.ts';
import { FLAG } from './quality.ts';
import type { Point } from './series.ts';

/** What a comparison leaves out on both sides: what is not measured, or is a share of what a gap held. */
const NOT_MEASURED = FLAG.MISSING | FLAG.ABSENT | FLAG.SUSPECT | FLAG.INTERPOLATED | FLAG.ODD_SHARE;
/** So much of the period must be measured on both sides. */
const ENOUGH = 0.8;
/** A smaller change is about the same: homes differ more from week to week. */
const SAME = 0.03;

/** An interval of this year and the same of last year. */
export interface Pair {
	readonly now: Point | undefined;
	readonly before: Point | undefined;
	/** Last year's lay wholly in the home's own time; false also where last year had no such day (29 February). */
	readonly isOwn: boolean;
}

/**
 * `too_early`: nothing of the period is measured yet. `not_own`: last year somebody else lived there, or nobody.
 * `before_missing`, `now_missing`: too little was measured last year, this year.
 */
export type NoComparison = 'too_early' | 'not_own' | 'before_missing' | 'now_missing';

/** What was used in the same time of both years, in the unit; of a gauge nothing is compared. */
export type Comparison =
	| { readonly kind: 'none'; readonly reason: NoComparison }
	| {
			readonly kind: 'compared';
			readonly now: number;
			readonly before: number;
			/** (now − before) ÷ before; null where nothing was used last year. */
			readonly change: number | null;
			/** Too small a change to speak of. */
			readonly isSame: boolean;
			/** Pairs left out, because one of the two is not measured. */
			readonly leftOut: number;
	  };

/** The same civil day of the year before; null for 29 February. */
export function yearBefore(day: string): string | null {
	if (day.endsWith('-02-29')) return null;
	return `${String(Number(day.slice(0, 4)) - 1).padStart(4, '0')}${day.slice(4)}`;
}

/** Whether an interval is measured from end to end. */
export function isMeasured(point: Point | undefined): point is Point & { readonly amount: number } {
	return point !== undefined && point.amount !== null && !(point.flags & NOT_MEASURED);
}

/**
 * Like with like: what is not measured on one side is left out on both. None when less than four fifths of the time is
 * left. `scale`: amounts are added as integers of it.
 */
export function comparePairs(pairs: readonly Pair[], scale: number): Comparison {
	const length = ({ now, before }: Pair) =>
		(now?.end ?? before?.end ?? 0) - (now?.start ?? before?.start ?? 0);
	const whole = pairs.reduce((sum, pair) => sum + length(pair), 0);
	if (whole <= 0) return { kind: 'none', reason: 'too_early' };
	const share = (isIn: (pair: Pair) => boolean) =>
		pairs.filter(isIn).reduce((sum, pair) => sum + length(pair), 0) / whole;
	const both = ({ now, before, isOwn }: Pair) => isOwn && isMeasured(now) && isMeasured(before);
	if (share(both) < ENOUGH) {
		if (share(({ isOwn }) => isOwn) < ENOUGH) return { kind: 'none', reason: 'not_own' };
		const isBeforeThere = share(({ before }) => isMeasured(before)) >= ENOUGH;
		return { kind: 'none', reason: isBeforeThere ? 'now_missing' : 'before_missing' };
	}
	const compared = pairs.filter(both);
	const perUnit = 10 ** Math.max(0, -scale);
	const sum = (of: 'now' | 'before') =>
		compared.reduce((total, pair) => total + Math.round((pair[of]?.amount ?? 0) * perUnit), 0) / perUnit;
	const [now, before] = [sum('now'), sum('before')];
	return {
		kind: 'compared',
		now,
		before,
		change: before > 0 ? (now - before) / before : null,
		isSame: before > 0 ? Math.abs(now - before) <= SAME * before : now === before,
		leftOut: pairs.length - compared.length
	};
}

/** The hour that clocks show at `at`, 0–23. */
function clockHour(at: number, zone: string): number {
	return Math.floor((at + offsetMinutes(at, zone) * 60) / HOUR) % 24;
}

/**
 * Of last year's hours those that the clock had reached when it last stood as it does at `until`, the end of the latest
 * hour of the day `day`: as many as this year, but for the days on which clocks are set.
 */
export function hoursUntil<P extends { readonly start: number }>(
	hours: readonly P[],
	day: string,
	until: number,
	zone: string
): P[] {
	const date = yearBefore(day);
	if (date === null) return [];
	const last = clockHour(until - HOUR, zone);
	return hours.filter(({ start }) => civilDay(start, zone) === date && clockHour(start, zone) <= last);
}

/** The civil days from `from` to `to`, both included; none when `from` is after `to`. */
export function daysBetween(from: string, to: string): string[] {
	const days: string[] = [];
	for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
	return days;
}
