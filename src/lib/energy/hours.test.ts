import { describe, expect, test } from 'vitest';
import { HOUR } from './calendar.ts';
import type { CounterCell, Reading } from './cell.ts';
import { amountOf } from './fold.ts';
import { gapsOf } from './gaps.ts';
import { counterHours, hoursFromReadings } from './hours.ts';
import { everyHour, utc, waterMeter } from './made-readings.ts';
import { FLAG, qualityOf } from './quality.ts';

const NOON = utc('2017-01-17T12:00:00Z');
const amounts = (cells: readonly CounterCell[]) => cells.map(amountOf);
const total = (cells: readonly CounterCell[]) => amounts(cells).reduce((a, b) => a + b, 0);
const qualities = (cells: readonly CounterCell[]) => cells.map((cell) => qualityOf(cell.flags));
const flagged = (cells: readonly CounterCell[], flag: number) =>
	cells.map((cell) => (cell.flags & flag) !== 0);

describe('boundaries', () => {
	test('readings on the hour are the boundaries themselves', () => {
		const cells = counterHours(everyHour(NOON, [100, 130, 130, 200]), waterMeter());
		expect(amounts(cells)).toEqual([30, 0, 70]);
		expect(cells[0]).toEqual({ start: NOON, end: NOON + HOUR, from: 100, to: 130, step: 0, flags: 0 });
		expect(qualities(cells)).toEqual(['measured', 'measured', 'measured']);
	});

	test('between readings a boundary is interpolated and rounded once, for both its hours', () => {
		const cells = counterHours(everyHour(NOON + 900, [100, 103, 110, 110]), waterMeter());
		expect(cells.map((cell) => cell.to)).toEqual([102, 108, 110, 110]);
		expect(cells.slice(1).every((cell, i) => cell.from === cells[i]?.to)).toBe(true);
		expect(total(cells)).toBe(10);
	});

	test('the first and the last hour have their known part and are missing the rest', () => {
		const cells = counterHours(everyHour(NOON + 900, [100, 140, 180]), waterMeter());
		expect(amounts(cells)).toEqual([30, 40, 10]);
		expect(qualities(cells)).toEqual(['missing', 'measured', 'missing']);
		expect(flagged(cells, FLAG.ABSENT)).toEqual([false, false, false]);
	});

	test('one reading alone says nothing of its hour', () => {
		const [cell] = counterHours(everyHour(NOON + 900, [100]), waterMeter());
		expect(cell?.flags).toBe(FLAG.MISSING | FLAG.ABSENT);
		expect(counterHours([], waterMeter())).toEqual([]);
	});

	test('an excerpt is the same hours as in the whole', () => {
		const readings = everyHour(NOON + 900, [100, 130, 135, 180, 181, 190]);
		const span = { from: NOON + HOUR, to: NOON + 3 * HOUR };
		expect(counterHours(readings, waterMeter(), span)).toEqual(
			counterHours(readings, waterMeter()).slice(1, 3)
		);
	});
});

describe('gaps', () => {
	const silent = (register: number): Reading[] => [
		...everyHour(NOON, [1000, 1010]),
		...everyHour(NOON + HOUR + 30 * 24 * HOUR, [register, register + 5])
	];

	test('30 silent days and the same reading are 0, spread over the gap', () => {
		const cells = counterHours(silent(1010), waterMeter());
		expect(total(cells)).toBe(15);
		expect(new Set(qualities(cells.slice(1, -1)))).toEqual(new Set(['interpolated']));
		expect(gapsOf(silent(1010), waterMeter())).toEqual([
			{ start: NOON + HOUR, end: NOON + HOUR + 30 * 24 * HOUR, amount: 0 }
		]);
	});

	test('silence, then +172.53: one gap with the whole of it, totals right', () => {
		const cells = counterHours(silent(1010 + 172_530), waterMeter());
		expect(total(cells)).toBe(10 + 172_530 + 5);
		expect(gapsOf(silent(1010 + 172_530), waterMeter())).toEqual([
			{ start: NOON + HOUR, end: NOON + HOUR + 30 * 24 * HOUR, amount: 172_530 }
		]);
		expect(flagged(cells, FLAG.INTERPOLATED).filter(Boolean)).toHaveLength(720);
	});

	test('a silence of exactly the limit is no gap, nor is a restart, which is missing', () => {
		expect(gapsOf(everyHour(NOON, [0, 10], 5400), waterMeter())).toEqual([]);
		expect(gapsOf(everyHour(NOON, [0, 10], 5401), waterMeter())).toHaveLength(1);
		expect(gapsOf(everyHour(NOON, [1000, 0, 0, 0, 0], 5400), waterMeter(), 3600)).toHaveLength(3);
	});

	test('only boundaries strictly inside a gap are guessed', () => {
		const cells = counterHours(
			[...everyHour(NOON, [0, 10]), ...everyHour(NOON + 3 * HOUR, [30, 40])],
			waterMeter()
		);
		expect(flagged(cells, FLAG.START_IN_GAP)).toEqual([false, false, true, false]);
		expect(flagged(cells, FLAG.END_IN_GAP)).toEqual([false, true, false, false]);
		expect(qualities(cells)).toEqual(['measured', 'interpolated', 'interpolated', 'measured']);
	});
});

describe('a register that jumps', () => {
	test('an unreported restart: nothing across it, a marked gap, the register true at every boundary', () => {
		const readings = everyHour(NOON + 1800, [1_000_000, 1_010_000, 0, 5000, 5000, 5000]);
		const cells = counterHours(readings, waterMeter());
		expect(cells.map((cell) => cell.to)).toEqual(
			[1_005_000, 1_010_000, 2500, 5000, 5000, 5000, 5000].slice(0, 6)
		);
		expect(amounts(cells)).toEqual([5000, 5000, 2500, 2500, 0, 0]);
		expect(qualities(cells).slice(1, 4)).toEqual(['missing', 'missing', 'measured']);
		expect(flagged(cells, FLAG.METER_CHANGED)).toEqual([false, false, true, false, false, false]);
	});

	test('hours wholly inside an unreported restart are absent, not zero', () => {
		const readings = [...everyHour(NOON, [1000, 1010]), ...everyHour(NOON + 5 * HOUR, [0, 5, 6, 7])];
		const cells = counterHours(readings, waterMeter());
		expect(flagged(cells, FLAG.ABSENT)).toEqual([false, true, true, true, true, false, false, false]);
		expect(flagged(cells, FLAG.INTERPOLATED)).not.toContain(true);
		expect(total(cells)).toBe(10 + 7);
	});

	test('an overflow is interpolated along the register as if it went on', () => {
		const cells = counterHours(everyHour(NOON + 1800, [99_950, 99_990, 30, 60]), waterMeter({ digits: 2 }));
		expect(cells.map((cell) => cell.to)).toEqual([99_970, 10, 45, 60]);
		expect(amounts(cells)).toEqual([20, 40, 35, 15]);
		expect(cells.map((cell) => cell.step)).toEqual([0, 100_000, 0, 0]);
		expect(flagged(cells, FLAG.METER_CHANGED)).toEqual([false, true, false, false]);
	});

	test('undecided readings: the hours up to them are absent until the next ones decide', () => {
		const cells = counterHours(everyHour(NOON, [1000, 1010, 0, 5]), waterMeter());
		expect(amounts(cells)).toEqual([10, 0, 0]);
		expect(flagged(cells, FLAG.ABSENT)).toEqual([false, true, true]);
	});
});

describe('a registered exchange', () => {
	const out = NOON + 2 * HOUR + 600;
	const old = waterMeter({ removed: out, finalRegister: 1_010_000 });
	const neu = waterMeter({ installed: out, initialRegister: 0, replaces: true });

	test('is (final − last) + (now − initial): 1010 → 0 → 5 is 5', () => {
		const before = counterHours(everyHour(NOON, [1_009_000, 1_009_500, 1_009_990]), old);
		const after = counterHours(everyHour(NOON + 3 * HOUR, [5, 5]), neu);
		expect(total(before)).toBe(1000);
		expect(total(after)).toBe(5);
		expect(before.at(-1)).toMatchObject({ start: NOON + 2 * HOUR, to: 1_010_000, flags: FLAG.METER_CHANGED });
		expect(after[0]).toMatchObject({ start: NOON + 2 * HOUR, from: 0, to: 5, flags: FLAG.METER_CHANGED });
	});

	test('of an unknown final reading: the hours to the removal are missing', () => {
		const cells = counterHours(everyHour(NOON - 2 * HOUR, [100, 110, 120]), { ...old, finalRegister: null });
		expect(flagged(cells, FLAG.ABSENT)).toEqual([false, false, true, true, true]);
		expect(flagged(cells, FLAG.METER_CHANGED)).toEqual([false, false, false, false, true]);
		expect(total(cells)).toBe(20);
	});

	test('of an unknown initial register: the new meter begins, changed, with its first reading', () => {
		const unknown = { ...neu, initialRegister: null };
		const cells = counterHours(everyHour(out + 1800, [700, 705, 709]), unknown);
		expect(flagged(cells, FLAG.METER_CHANGED)).toEqual([true, false, false]);
		expect(flagged(cells, FLAG.MISSING)).toEqual([true, false, true]);
		expect(total(cells)).toBe(9);
	});

	test('on the whole hour marks the old meter’s last hour and the new one’s first', () => {
		const before = counterHours(everyHour(NOON, [0, 5, 9]), waterMeter({ removed: NOON + 2 * HOUR }));
		const after = counterHours(
			everyHour(NOON, [0, 5, 9]),
			waterMeter({ installed: NOON, initialRegister: 0, replaces: true })
		);
		expect(flagged(before, FLAG.METER_CHANGED)).toEqual([false, true]);
		expect(flagged(after, FLAG.METER_CHANGED)).toEqual([true, false]);
	});

	test('a first meter, or an excerpt, is no exchange', () => {
		const readings = everyHour(out + 1800, [700, 705, 709]);
		const first = counterHours(readings, { ...neu, replaces: false });
		expect(flagged(first, FLAG.METER_CHANGED)).toEqual([false, false, false]);
		expect(first[0]?.from).toBe(0);
		const excerpt = counterHours(readings, { ...neu, removed: out + 9000 }, { begins: false, ends: false });
		expect(flagged(excerpt, FLAG.METER_CHANGED)).toEqual([false, false, false]);
		expect(excerpt[0]?.from).toBe(700);
	});

	test('readings of the old meter from after its removal, or before the new one’s time, are no part of either', () => {
		const readings = everyHour(NOON, [1_009_000, 1_009_500, 1_009_990, 1_010_500, 1_010_600]);
		expect(total(counterHours(readings, old))).toBe(1000);
		expect(total(counterHours(readings.slice(0, 3), neu))).toBe(0);
	});

	test('the registered reading goes before one of the same instant', () => {
		const readings = [...everyHour(NOON, [1_009_000, 1_009_500]), ...everyHour(out, [1_010_050])];
		expect(total(counterHours(readings, old))).toBe(1000);
	});

	test('a final reading below the last one is a marked gap, never negative', () => {
		const cells = counterHours(everyHour(NOON, [1_009_000, 1_009_500, 1_015_000]), old);
		expect(Math.min(...amounts(cells))).toBeGreaterThanOrEqual(0);
		expect(cells.at(-1)).toMatchObject({
			to: 1_010_000,
			flags: FLAG.MISSING | FLAG.ABSENT | FLAG.METER_CHANGED
		});
	});
});

describe('how a reading came', () => {
	test('LATE and CORRECTED go to the hours between it and the readings on both sides', () => {
		const readings = everyHour(NOON + 900, [0, 10, 20, 30]).map((reading, i) =>
			i === 2 ? { ...reading, flags: FLAG.LATE | FLAG.CORRECTED } : reading
		);
		const cells = counterHours(readings, waterMeter());
		expect(flagged(cells, FLAG.LATE)).toEqual([false, true, true, true]);
		expect(flagged(cells, FLAG.CORRECTED)).toEqual([false, true, true, true]);
	});

	test('on the hour they go to the hour before and the hour after, no further', () => {
		const readings = everyHour(NOON, [0, 10, 20, 30, 40]).map((reading, i) =>
			i === 2 ? { ...reading, flags: FLAG.LATE } : reading
		);
		expect(flagged(counterHours(readings, waterMeter()), FLAG.LATE)).toEqual([false, true, true, false]);
		const dip = counterHours(everyHour(NOON, [1000, 1010, 5, 1020, 1030]), waterMeter());
		expect(flagged(dip, FLAG.SUSPECT)).toEqual([false, true, false, false]);
	});

	test('a boundary that was delivered as worked out within a gap makes the hours on both sides interpolated', () => {
		const readings = everyHour(NOON, [0, 10, 20, 30, 40]).map((reading, i) =>
			i === 2 ? { ...reading, flags: FLAG.INTERPOLATED } : reading
		);
		const cells = counterHours(readings, waterMeter());
		expect(qualities(cells)).toEqual(['measured', 'interpolated', 'interpolated', 'measured']);
		expect(flagged(cells, FLAG.END_IN_GAP)).toEqual([false, true, false, false]);
		expect(flagged(cells, FLAG.START_IN_GAP)).toEqual([false, false, true, false]);
		expect(amounts(cells)).toEqual([10, 10, 10, 10]);
	});

	test('a reading that was set aside makes its hour suspect and changes no amount', () => {
		const cells = counterHours(everyHour(NOON + 900, [1000, 1010, 5, 1020, 1030]), waterMeter());
		expect(flagged(cells, FLAG.SUSPECT)).toEqual([false, false, true, false, false]);
		expect(total(cells)).toBe(30);
	});
});

describe('a gauge', () => {
	const room = waterMeter({ kind: 'gauge', medium: 'temperature', scale: -2 });

	test('is the plain mean of an hour’s samples, lowest and highest; no sample, no hour', () => {
		const readings = everyHour(NOON, [2100, 2130, 2000], 1200).concat(everyHour(NOON + 2 * HOUR, [1900]));
		expect(hoursFromReadings(readings, room)).toEqual([
			{ start: NOON, end: NOON + HOUR, mean: 2077, low: 2000, high: 2130, flags: 0 },
			{ start: NOON + 2 * HOUR, end: NOON + 3 * HOUR, mean: 1900, low: 1900, high: 1900, flags: 0 }
		]);
	});

	test('has the mean’s own quality where somebody else worked it out', () => {
		const [reading] = everyHour(NOON + 1800, [2100]);
		const cells = reading && hoursFromReadings([{ ...reading, flags: FLAG.INTERPOLATED }], room);
		expect(cells?.map((cell) => qualityOf(cell.flags))).toEqual(['interpolated']);
	});
});
