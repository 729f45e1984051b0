import { describe, expect, test } from 'vitest';
import { addDays, dayStart, firstOfMonth, hoursOfDay, HOME_ZONE, HOUR } from './calendar.ts';
import type { CounterCell } from './cell.ts';
import { amountOf, foldDays, foldMonths } from './fold.ts';
import { counterHours } from './hours.ts';
import { everyHour, waterMeter } from './made-readings.ts';
import {
	packDays,
	packHours,
	packMonths,
	patchCells,
	unpackDays,
	unpackHours,
	unpackMonths
} from './pack.ts';
import { FLAG } from './quality.ts';

function hoursOf(day: string, from = 1000): CounterCell[] {
	const count = hoursOfDay(day) + 1;
	return counterHours(
		everyHour(
			dayStart(day),
			Array.from({ length: count }, (_, i) => from + i * i)
		),
		waterMeter()
	);
}
const round = (cells: readonly CounterCell[], day: string) =>
	unpackHours(packHours(cells, day), day, HOME_ZONE, 'counter');

describe('a day of hours', () => {
	test.each([
		['2016-07-25', 24],
		['2017-03-26', 23],
		['2016-10-30', 25]
	])('%s has %i, and unpacks to what was packed', (day, count) => {
		const cells = hoursOf(day);
		const row = packHours(cells, day);
		expect(row).toMatchObject({ first: 0, steps: null, flags: null, lows: null, highs: null });
		expect(row.values).toHaveLength(count + 1);
		expect(round(cells, day)).toEqual(cells);
	});

	test('may begin after midnight and end before the next', () => {
		const cells = hoursOf('2016-07-25').slice(12, 14);
		expect(packHours(cells, '2016-07-25').first).toBe(12);
		expect(round(cells, '2016-07-25')).toEqual(cells);
	});

	test('keeps steps and flags', () => {
		const readings = everyHour(dayStart('2016-07-25'), [99_990, 20, 30, 5, 6, 7, 8]);
		const cells = counterHours(readings, waterMeter({ digits: 2 }));
		expect(cells.some((cell) => cell.step !== 0)).toBe(true);
		expect(round(cells, '2016-07-25')).toEqual(cells);
	});

	test('carries the register over a hole, which is missing and absent, never zero use', () => {
		const cells = hoursOf('2016-07-25');
		const holed = [...cells.slice(0, 3), ...cells.slice(5, 7)];
		const back = round(holed, '2016-07-25');
		expect(back.slice(3, 5).map((cell) => cell.flags)).toEqual([
			FLAG.MISSING | FLAG.ABSENT,
			FLAG.MISSING | FLAG.ABSENT
		]);
		expect(back.slice(3, 5).map(amountOf)).toEqual([0, 0]);
		expect(back.slice(5).map(amountOf)).toEqual(holed.slice(3).map(amountOf));
		expect(back.at(-1)?.to).toBe(holed.at(-1)?.to);
	});

	test('refuses nothing, disorder and another grid', () => {
		const cells = hoursOf('2016-07-25');
		expect(() => packHours([], '2016-07-25')).toThrow(RangeError);
		expect(() => packHours(cells.toReversed(), '2016-07-25')).toThrow(RangeError);
		expect(() => packHours([...cells.slice(0, 1), ...cells.slice(0, 1)], '2016-07-25')).toThrow(RangeError);
		const [first] = cells;
		const crooked = cells.map((cell) => (cell === first ? cell : { ...cell, start: cell.start + 60 }));
		expect(() => packHours(crooked, '2016-07-25')).toThrow(RangeError);
	});

	test('of a gauge keeps means, lowest and highest', () => {
		const start = dayStart('2016-07-25');
		const cells = [0, 1].map((i) => ({
			...{ start: start + i * HOUR, end: start + (i + 1) * HOUR },
			...{ mean: 2000 + i, low: 1990, high: 2010, flags: 0 }
		}));
		const row = packHours(cells, '2016-07-25');
		expect(row).toEqual({
			...{ first: 0, values: [2000, 2001], steps: null, flags: null },
			...{ lows: [1990, 1990], highs: [2010, 2010] }
		});
		expect(unpackHours(row, '2016-07-25', HOME_ZONE, 'gauge')).toEqual(cells);
	});
});

describe('months of days and years of months', () => {
	const hours = ['2016-10-29', '2016-10-30', '2016-10-31', '2016-11-01'].flatMap((day, i) =>
		hoursOf(day, 1000 + i * 10_000)
	);
	const days = foldDays(hours);

	test('October’s days come back with their own lengths', () => {
		const october = days.slice(0, 3);
		const row = packDays(october, '2016-10-01');
		expect(row.first).toBe(28);
		const back = unpackDays(row, '2016-10-01', HOME_ZONE, 'counter');
		expect(back.map((day) => [day.start, day.end, amountOf(day)])).toEqual(
			october.map((day) => [day.start, day.end, amountOf(day)])
		);
		expect(back[1]?.end).toBe((back[1]?.start ?? 0) + 25 * HOUR);
	});

	test('a day of another month is refused', () => {
		expect(() => packDays(days, '2016-10-01')).toThrow(RangeError);
		expect(() => packMonths(foldMonths(days), firstOfMonth('2017-01-01'))).toThrow(RangeError);
	});

	test('months come back', () => {
		const months = foldMonths(days);
		const row = packMonths(months, '2016-01-01');
		expect(row.first).toBe(9);
		const back = unpackMonths(row, '2016-01-01', HOME_ZONE, 'counter');
		expect(back.map((month) => [month.start, month.end, amountOf(month)])).toEqual(
			months.map((month) => [month.start, month.end, amountOf(month)])
		);
	});
});

describe('patching', () => {
	test('a fresh hour takes the place of the old one; the others’ amounts stay', () => {
		const cells = hoursOf('2016-07-25');
		const [third] = cells.slice(2, 3);
		const fresh = { ...(third ?? cells.at(-1)), to: 1900 } as CounterCell;
		const back = round(patchCells(cells, [fresh]), '2016-07-25');
		expect(back.map(amountOf)).toEqual(cells.map((cell) => amountOf(cell === third ? fresh : cell)));
	});
});

test('a year of hours unpacks in a few milliseconds', () => {
	const rows = Array.from({ length: 365 }, (_, i) => addDays('2016-03-01', i)).map((day) => ({
		day,
		row: packHours(hoursOf(day), day)
	}));
	const unpackAll = () => rows.flatMap(({ day, row }) => unpackHours(row, day, HOME_ZONE, 'counter'));
	expect(unpackAll()).toHaveLength(8760);
	const times = Array.from({ length: 9 }, () => {
		const began = performance.now();
		unpackAll();
		return performance.now() - began;
	});
	expect(Math.min(...times)).toBeLessThan(10);
});
