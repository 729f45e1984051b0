import { describe, expect, test } from 'vitest';
import { HOUR } from './calendar.ts';
import { bursts, continuousFlow, continuousRise } from './flow.ts';
import { counterHours } from './hours.ts';
import { everyHour, utc, waterMeter } from './made-readings.ts';

const NOON = utc('2017-01-17T12:00:00Z');
const rising = (hours: number, from = 0) => Array.from({ length: hours + 1 }, (_, i) => from + i * 2);
const hoursOf = (registers: readonly number[]) => counterHours(everyHour(NOON, registers), waterMeter());

describe('leak', () => {
	test('water every hour for 24 h, told with the smallest hourly flow', () => {
		const registers = rising(24).map((register, i) => register + (i > 10 ? 50 : 0));
		expect(continuousFlow(hoursOf(registers))).toEqual([
			{ start: NOON, end: NOON + 24 * HOUR, amount: 98, smallest: 2 }
		]);
	});

	test('23 hours are not enough, nor 24 with a still one among them', () => {
		expect(continuousFlow(hoursOf(rising(23)))).toEqual([]);
		const still = [...rising(12), ...rising(12, 24)];
		expect(continuousFlow(hoursOf(still))).toEqual([]);
		expect(continuousFlow(hoursOf(still), 12)).toHaveLength(2);
	});

	test('a gap proves nothing', () => {
		const readings = [...everyHour(NOON, rising(12)), ...everyHour(NOON + 20 * HOUR, rising(12, 100))];
		expect(continuousFlow(counterHours(readings, waterMeter()))).toEqual([]);
	});

	test('hours that do not touch are not on end', () => {
		const hours = hoursOf(rising(25)).filter((_, i) => i !== 12);
		expect(continuousFlow(hours)).toEqual([]);
	});

	test('an hour above the burst level, not one of a gap', () => {
		const readings = [...everyHour(NOON, [0, 900, 901]), ...everyHour(NOON + 5 * HOUR, [9000, 9001])];
		const found = bursts(counterHours(readings, waterMeter()), 500);
		expect(found.map((cell) => cell.start)).toEqual([NOON]);
	});
});

describe('continuous rise of readings', () => {
	test('every reading rises, none more than 3 h after the one before, 48 h at least', () => {
		expect(continuousRise(everyHour(NOON, rising(48)))).toEqual([
			{ from: NOON, to: NOON + 48 * HOUR, amount: 96, lowestPerHour: 2 }
		]);
		expect(continuousRise(everyHour(NOON, rising(47)))).toEqual([]);
		expect(continuousRise(everyHour(NOON, rising(16), 3 * HOUR))).toHaveLength(1);
		expect(continuousRise(everyHour(NOON, rising(16), 3 * HOUR + 1))).toEqual([]);
	});

	test('a reading that stands still or falls ends it, and may begin the next', () => {
		const registers = [...rising(48), ...rising(48, 96), ...rising(48, 10)];
		expect(continuousRise(everyHour(NOON, registers)).map((rise) => rise.amount)).toEqual([96, 96, 96]);
	});
});
