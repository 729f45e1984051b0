import { describe, expect, test } from 'vitest';
import type { CounterCell, GaugeCell } from './cell.ts';
import { flagSuspects, judgeClock, judgeDays, judgeHotShare, judgeHours, judgeRoom } from './plausibility.ts';
import { FLAG, qualityOf } from './quality.ts';

const used = (amount: number, start = 0): CounterCell => ({
	...{ start, end: start + 3600, from: 0, to: amount },
	...{ step: 0, flags: 0 }
});
const room = (mean: number, flags = 0): GaugeCell => ({
	...{ start: 0, end: 3600, mean, low: mean, high: mean },
	flags
});
const reasons = (found: readonly { reason: string }[]) => found.map((one) => one.reason);
const USUAL = { week: 2500, month: 10_000 };

describe('amounts', () => {
	test('an hour as large as a usual week is suspect, one litre less is not', () => {
		expect(reasons(judgeHours([used(2499), used(2500, 3600)], USUAL, null))).toEqual(['hour_as_a_week']);
	});

	test('a day as large as a usual month is suspect', () => {
		expect(reasons(judgeDays([used(9999), used(10_000)], USUAL))).toEqual(['day_as_a_month']);
	});

	test('flow above Q4 is suspect, at Q4 it is not', () => {
		expect(reasons(judgeHours([used(2000), used(2001)], USUAL, 2000))).toEqual(['above_max_flow']);
	});

	test('without a usual amount, or with none used, nothing is judged by it', () => {
		const none = { week: null, month: null };
		const still = { week: 0, month: 0 };
		expect([...judgeHours([used(9e6)], none, null), ...judgeDays([used(9e6)], none)]).toEqual([]);
		expect([...judgeHours([used(0)], still, null), ...judgeDays([used(0)], still)]).toEqual([]);
	});
});

test('a room outside 10–35 °C is suspect; nothing is said of an absent hour', () => {
	const cells = [room(1000), room(3500), room(999), room(3501), room(0, FLAG.MISSING | FLAG.ABSENT)];
	expect(judgeRoom(cells, -2)).toHaveLength(2);
});

test('hot water far from 0.4–0.5 of all over a month is suspect', () => {
	const month = { start: 0, end: 86_400 * 30 };
	expect(judgeHotShare(month, 4500, 5500)).toBeNull();
	expect(judgeHotShare(month, 1900, 8100)?.reason).toBe('hot_share');
	expect(judgeHotShare(month, 7100, 2900)?.reason).toBe('hot_share');
	expect(judgeHotShare(month, 0, 0)).toBeNull();
	expect(judgeHotShare(month, null, 100)).toBeNull();
});

test('a clock is off when more than 5 min ahead, or outside the meter’s life', () => {
	const meter = { installed: 1000, removed: 90_000 };
	const judged = (at: number, now: number) => judgeClock({ at }, meter, now)?.reason ?? null;
	expect(judged(5300, 5000)).toBeNull();
	expect(judged(5301, 5000)).toBe('clock_ahead');
	expect(judged(999, 5000)).toBe('before_installation');
	expect(judged(1000, 5000)).toBeNull();
	expect(judged(90_001, 99_000)).toBe('after_removal');
});

test('a suspect interval keeps its amount and says so', () => {
	const cells = [used(10), used(9000, 3600)];
	const flagged = flagSuspects(cells, judgeHours(cells, USUAL, null));
	expect(flagged.map((cell) => qualityOf(cell.flags))).toEqual(['measured', 'suspect']);
	expect(flagged.map((cell) => cell.to)).toEqual([10, 9000]);
});
