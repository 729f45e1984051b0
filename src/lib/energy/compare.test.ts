import { describe, expect, it } from 'vitest';
import { dayStart } from './calendar.ts';
import { comparePairs, hoursUntil, isMeasured, yearBefore, type Pair } from './compare.ts';
import { utc } from './made-readings.ts';
import { FLAG } from './quality.ts';
import type { Point } from './series.ts';

const DAY = 86_400;

function point(amount: number | null, flags = amount === null ? FLAG.MISSING | FLAG.ABSENT : 0): Point {
	return { start: 0, end: DAY, amount, low: null, high: null, flags };
}

function pair(now: number | null, before: number | null, more: Partial<Pair> = {}): Pair {
	return { now: point(now), before: point(before), isOwn: true, ...more };
}

const many = (n: number, each: Pair) => Array.from({ length: n }, () => each);

describe('a comparison with last year', () => {
	it('is of the same days: what is not measured on one side is left out on both', () => {
		const pairs = [...many(9, pair(0.1, 0.2)), pair(5, null)];
		expect(comparePairs(pairs, -3)).toEqual({
			kind: 'compared',
			now: 0.9,
			before: 1.8,
			change: -0.5,
			isSame: false,
			leftOut: 1
		});
	});

	it('leaves out shares of a gap, and what is suspect', () => {
		for (const flag of [FLAG.INTERPOLATED, FLAG.SUSPECT, FLAG.MISSING]) {
			expect(isMeasured(point(1, flag))).toBe(false);
		}
		expect(isMeasured(point(1, FLAG.LATE | FLAG.CORRECTED | FLAG.METER_CHANGED))).toBe(true);
	});

	it.each([
		['too_early', []],
		['not_own', many(10, pair(1, 1, { isOwn: false }))],
		['before_missing', [...many(7, pair(1, 1)), ...many(3, pair(1, null))]],
		['now_missing', [...many(7, pair(1, 1)), ...many(3, pair(null, 1))]]
	] as const)('is none, with its reason, when less than four fifths are measured: %s', (reason, pairs) => {
		expect(comparePairs(pairs, -3)).toEqual({ kind: 'none', reason });
	});

	it('calls a change below three per cent about the same', () => {
		const same = (now: number) => {
			const comparison = comparePairs([pair(now, 1)], -3);
			return comparison.kind === 'compared' && comparison.isSame;
		};
		expect([0.971, 1.029, 0.969, 1.031].map(same)).toEqual([true, true, false, false]);
	});

	it('has no percentage of nothing', () => {
		expect(comparePairs([pair(1, 0)], -3)).toMatchObject({ change: null, isSame: false });
		expect(comparePairs([pair(0, 0)], -3)).toMatchObject({ change: null, isSame: true });
	});
});

describe('the same time last year', () => {
	it('is the same civil date, which 29 February has not', () => {
		expect(yearBefore('2026-11-23')).toBe('2025-11-23');
		expect(yearBefore('2025-02-28')).toBe('2024-02-28');
		expect(yearBefore('2024-02-29')).toBeNull();
	});

	const hoursOf = (day: string) =>
		Array.from({ length: 25 }, (_, i) => ({ start: dayStart(day) + i * 3600 })).filter(
			({ start }) =>
				start < dayStart(day) + (day === '2026-03-29' ? 23 : day === '2025-10-26' ? 25 : 24) * 3600
		);
	const counts = (last: string, day: string, until: string) =>
		hoursUntil(hoursOf(last), day, utc(until), 'Europe/Stockholm').length;

	it('ends at the same hour of the clock', () => {
		expect(counts('2025-11-23', '2026-11-23', '2026-11-23T13:00+01:00')).toBe(13);
		expect(counts('2025-11-23', '2026-11-23', '2026-11-24T00:00+01:00')).toBe(24);
	});

	it('has one hour more where clocks went back then, and one fewer where they went forward', () => {
		expect(counts('2025-10-26', '2026-10-26', '2026-10-26T13:00+01:00')).toBe(14);
		expect(counts('2026-03-29', '2027-03-29', '2027-03-29T13:00+02:00')).toBe(12);
	});

	it('is as far after the first hour 02 of October as after the second', () => {
		expect(counts('2025-10-25', '2026-10-25', '2026-10-25T01:00:00Z')).toBe(3);
		expect(counts('2025-10-25', '2026-10-25', '2026-10-25T02:00:00Z')).toBe(3);
	});

	it('is nothing beside 29 February', () => {
		expect(counts('2027-02-28', '2028-02-29', '2028-02-29T13:00+01:00')).toBe(0);
	});
});
