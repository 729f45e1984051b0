import { addMonths, civilDay } from '../calendar.ts';
import { comparePairs, hoursUntil, yearBefore, type Comparison, type Pair } from '../compare.ts';
import { MEDIUM_FACTS } from '../medium.ts';
import { FLAG } from '../quality.ts';
import type { Point } from '../series.ts';
import { daysOf, fold, isOwn, monthOf, monthsSoFar, type Known } from './known.ts';
import type { SoFar } from './overview.ts';

const NOTHING = { amount: null, low: null, high: null, flags: FLAG.MISSING | FLAG.ABSENT };

function soFar(
	span: readonly string[],
	point: Point | null,
	today: string,
	comparison: Comparison | null
): SoFar {
	const { amount, low, high, flags } = point ?? NOTHING;
	return { first: span[0] ?? today, last: span.at(-1) ?? today, amount, low, high, flags, comparison };
}

const isCounter = ({ medium }: Known) => MEDIUM_FACTS[medium].kind === 'counter';

/** Today beside the same date last year up to the same hour. null where no hours may be read. */
export function daySoFar(known: Known): SoFar | null {
	const { today, reads, until, open, hours, frame } = known;
	if (reads !== 'hour' || frame.isLeft) return null;
	const isHere = until !== null && civilDay(until - 1, frame.zone) === today && open === today;
	const point = isHere ? (known.byDay.get(today) ?? null) : null;
	const pairs = point === null ? [] : [openPair(known, today, hours)];
	return soFar([today], point, today, isCounter(known) ? comparePairs(pairs, known.scale) : null);
}

/** This month beside the same days last year. A month that shows no days is compared when it is over. */
export function monthSoFar(known: Known): SoFar {
	const month = known.today.slice(0, 7);
	const isCompared = isCounter(known) && known.reads !== 'month' && !known.frame.isLeft;
	const comparison = isCompared ? comparePairs(presentPairs(known), known.scale) : null;
	return soFar(daysOf(known, month), monthOf(known, month), known.today, comparison);
}

/** This year beside the same days last year, or the same whole months where days are not known. */
export function yearSoFar(known: Known): SoFar {
	const months = monthsSoFar(known);
	const points = months.flatMap((month) => monthOf(known, month) ?? []);
	const point = points.length === 0 ? null : fold(points, known);
	const pairs = months.flatMap((month) => monthPairs(known, month));
	const days = months.flatMap((month) => daysOf(known, month));
	const comparison = isCounter(known) ? comparePairs(pairs, known.scale) : null;
	return soFar(days, point, known.today, comparison);
}

/** The latest month that is over beside the same month last year; null where the home was not theirs then. */
export function lastMonth(known: Known): SoFar | null {
	const month = addMonths(`${known.today.slice(0, 7)}-01`, -1).slice(0, 7);
	if (known.frame.isLeft || !isOwn(known, month)) return null;
	const pairs = [wholeMonths(known, month)];
	const comparison = isCounter(known) ? comparePairs(pairs, known.scale) : null;
	return soFar(daysOf(known, month), monthOf(known, month), known.today, comparison);
}

/** The pairs that this month is compared by; none where it shows no days. */
export function presentPairs(known: Known): Pair[] {
	return known.reads === 'month' || known.frame.isLeft ? [] : dayPairs(known, known.today.slice(0, 7));
}

/** The days of a month that are over, as far as anything is known, and the open one up to its latest hour. */
function dayPairs(known: Known, month: string): Pair[] {
	const { open, today, byDay, until, frame } = known;
	if (until === null) return [];
	const reached = civilDay(until - 1, frame.zone);
	return daysOf(known, month)
		.filter((day) => day <= reached && (day < today || open !== null || frame.isLeft))
		.map((day) => {
			if (day === open) return openPair(known, day, known.hours);
			const before = yearBefore(day);
			return {
				now: byDay.get(day),
				before: before === null ? undefined : byDay.get(before),
				isOwn: before !== null && isOwn(known, before)
			};
		});
}

function openPair(known: Known, day: string, hours: readonly Point[]): Pair {
	const { until, frame, byDay } = known;
	const before = yearBefore(day);
	const same = until === null ? [] : hoursUntil(hours, day, until, frame.zone);
	return {
		now: byDay.get(day),
		before: same.length === 0 ? undefined : fold(same, known),
		isOwn: before !== null && (same[0]?.start ?? Number.NEGATIVE_INFINITY) >= frame.start
	};
}

/** By days where they are known in both years, else the month as a whole once it is over. */
function monthPairs(known: Known, month: string): Pair[] {
	const days = daysOf(known, month);
	const both = (day: string) => known.byDay.has(day) && known.byDay.has(yearBefore(day) ?? day);
	if (month === known.today.slice(0, 7)) return known.reads === 'month' ? [] : dayPairs(known, month);
	return days.every(both) ? dayPairs(known, month) : [wholeMonths(known, month)];
}

function wholeMonths(known: Known, month: string): Pair {
	const before = addMonths(`${month}-01`, -12).slice(0, 7);
	return {
		now: monthOf(known, month) ?? undefined,
		before: storedMonth(known, before) ?? undefined,
		isOwn: isOwn(known, before)
	};
}

/** Last year's month, which may lie before the home's own time. */
function storedMonth(known: Known, month: string): Point | null {
	return known.byMonth.get(month) ?? null;
}
