import { describe, expect, test } from 'vitest';
import { civilDay, dayStart, HOUR } from './calendar.ts';
import type { CounterCell, GaugeCell } from './cell.ts';
import { amountOf, foldCounter, foldDays, foldGauge, foldMonths, foldYears } from './fold.ts';
import { counterHours } from './hours.ts';
import { everyHour, utc, waterMeter } from './made-readings.ts';
import { FLAG, qualityOf } from './quality.ts';

const sum = (cells: readonly CounterCell[]) => cells.reduce((all, cell) => all + amountOf(cell), 0);
const cell = (hour: number, flags = 0, amount = 1): CounterCell => ({
	start: hour * HOUR,
	end: (hour + 1) * HOUR,
	from: 0,
	to: amount,
	step: 0,
	flags
});
const DAY_START = dayStart('2016-07-25');

describe('flags of a coarser interval', () => {
	test('missing if any part is, absent only if all are', () => {
		const absent = FLAG.MISSING | FLAG.ABSENT;
		expect(foldCounter([cell(0), cell(1, absent)]).flags).toBe(FLAG.MISSING);
		expect(foldCounter([cell(0, absent), cell(1, absent)]).flags).toBe(absent);
	});

	test('interpolated only if its own first or last boundary lies in a gap', () => {
		const gap = [
			cell(0),
			cell(1, FLAG.END_IN_GAP | FLAG.INTERPOLATED),
			cell(2, FLAG.START_IN_GAP | FLAG.INTERPOLATED),
			cell(3)
		];
		expect(foldCounter(gap).flags).toBe(0);
		expect(foldCounter(gap.slice(0, 2)).flags).toBe(FLAG.END_IN_GAP | FLAG.INTERPOLATED);
		expect(foldCounter(gap.slice(2)).flags).toBe(FLAG.START_IN_GAP | FLAG.INTERPOLATED);
	});

	test('suspect, corrected, late and meter changed of any part', () => {
		const flags = [FLAG.SUSPECT, FLAG.CORRECTED, FLAG.LATE, FLAG.METER_CHANGED];
		expect(foldCounter(flags.map((flag, i) => cell(i, flag))).flags).toBe(
			flags.reduce((all: number, flag) => all | flag, 0)
		);
	});

	test('a hole between the parts is missing', () => {
		expect(qualityOf(foldCounter([cell(0), cell(2)]).flags)).toBe('missing');
		expect(qualityOf(foldCounter([cell(0), cell(1)]).flags)).toBe('measured');
	});

	test('of nothing there is no interval', () => {
		expect(() => foldCounter([])).toThrow(RangeError);
	});
});

describe('sums agree', () => {
	const start = dayStart('2016-03-01');
	const hourly = everyHour(
		start + 420,
		Array.from({ length: 500 * 24 }, (_, i) => Math.floor(i * 7.3) + (i % 5))
	);
	const hours = counterHours(hourly, waterMeter());
	const days = foldDays(hours);
	const months = foldMonths(days);

	test('Σ hours = Σ days = Σ months = Σ years = last − first', () => {
		const used = (hourly.at(-1)?.register ?? 0) - (hourly[0]?.register ?? 0);
		for (const cells of [hours, days, months, foldYears(months)]) expect(sum(cells)).toBe(used);
	});

	test('each day is the sum of its own hours, of 23 on the last Sunday of March and 25 in October', () => {
		for (const day of days) {
			const own = hours.filter((hour) => hour.start >= day.start && hour.end <= day.end);
			expect(amountOf(day)).toBe(sum(own));
		}
		const lengths = (day: string) =>
			days.filter((one) => civilDay(one.start) === day).map((one) => one.end - one.start);
		expect(lengths('2017-03-26')).toEqual([23 * HOUR]);
		expect(lengths('2016-10-30')).toEqual([25 * HOUR]);
	});

	test('the range 25 July–31 August counts those days only', () => {
		const from = dayStart('2016-07-25');
		const to = dayStart('2016-09-01');
		const within = days.filter((day) => day.start >= from && day.end <= to);
		expect(within).toHaveLength(38);
		const first = within[0]?.from ?? 0;
		expect(sum(within)).toBe((within.at(-1)?.to ?? 0) - first);
		expect(sum(within)).toBe(sum(hours.filter((hour) => hour.start >= from && hour.end <= to)));
	});

	test('days touch: the day’s last register is the next day’s first', () => {
		expect(days.slice(1).every((day, i) => day.from === days[i]?.to && day.start === days[i].end)).toBe(true);
	});
});

describe('civil intervals', () => {
	test('an hour 00:30 today counts today', () => {
		const [day] = foldDays(counterHours(everyHour(utc('2026-03-30T22:00:00Z'), [0, 5]), waterMeter()));
		expect(day?.start).toBe(dayStart('2026-03-31'));
	});

	test('what lacks before the first hour is missing from `since` on, not before', () => {
		const hours = counterHours(everyHour(DAY_START + 14 * HOUR, [0, 5]), waterMeter());
		expect(foldDays(hours)[0]?.flags).toBe(0);
		expect(foldDays(hours, undefined, DAY_START + 14 * HOUR)[0]?.flags).toBe(0);
		expect(foldDays(hours, undefined, DAY_START)[0]?.flags).toBe(FLAG.MISSING);
	});

	test('what lacks at a day’s end is missing once there are later days', () => {
		const morning = counterHours(everyHour(DAY_START, [0, 5]), waterMeter());
		const next = counterHours(everyHour(DAY_START + 24 * HOUR, [5, 6]), waterMeter());
		expect(foldDays(morning)[0]?.flags).toBe(0);
		expect(foldDays([...morning, ...next]).map((day) => day.flags)).toEqual([FLAG.MISSING, 0]);
	});
});

describe('a gauge', () => {
	const hour = (i: number, mean: number, flags = 0): GaugeCell => ({
		...{ start: i * HOUR, end: (i + 1) * HOUR },
		...{ mean, low: mean - 10, high: mean + 10, flags }
	});

	test('mean of means, lowest and highest; an absent hour counts in none', () => {
		const absent = hour(2, 9999, FLAG.MISSING | FLAG.ABSENT);
		expect(foldGauge([hour(0, 2000), hour(1, 2100), absent])).toEqual({
			...{ start: 0, end: 3 * HOUR, mean: 2050, low: 1990, high: 2110 },
			flags: FLAG.MISSING
		});
	});

	test('weighted by length, so that a day of one hour less weighs less', () => {
		const long = { ...hour(1, 2100), end: 4 * HOUR };
		expect(foldGauge([hour(0, 2000), long]).mean).toBe(2075);
	});
});
