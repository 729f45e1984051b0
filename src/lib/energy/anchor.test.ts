import { describe, expect, test } from 'vitest';
import { anchorAfter, anchorBefore } from './anchor.ts';
import { HOUR } from './calendar.ts';
import { everyHour, utc, waterMeter } from './made-readings.ts';
import { LOOKAHEAD } from './screen.ts';

const NOON = utc('2017-01-17T12:00:00Z');
const steady = Array.from({ length: 10 }, (_, i) => 100_000 + i * 30);
const at = (index: number) => NOON + index * HOUR;
const meter = waterMeter();

describe('an anchor', () => {
	test('lies LOOKAHEAD readings before the change, or after it', () => {
		const readings = everyHour(NOON, [...steady, ...steady.map((register) => register + 300)]);
		expect(anchorBefore(readings, at(10), meter)).toBe(9 - LOOKAHEAD);
		expect(anchorAfter(readings, at(10), meter)).toBe(11 + LOOKAHEAD);
	});

	test('has readings of a later hour before the change: what the hour ends with is theirs to say', () => {
		const hourly = everyHour(NOON, steady);
		const [from, register] = [at(10), 100_000 + 10 * 30];
		const minutes = [0, 1, 2, 3, 4].map((i) => ({
			at: from + i * 60,
			register: register + i * 30,
			flags: 0,
			source: 1
		}));
		// every reading of the last hour lies before its end, which the change can move
		expect(anchorBefore([...hourly, ...minutes], at(12), meter)).toBe(9);
	});

	test('is none among readings that a slip holds below the old register', () => {
		const slipped = Array.from({ length: 8 }, (_, i) => 100_260 + i);
		const readings = everyHour(NOON, [...steady, ...slipped]);
		expect(anchorBefore(readings, at(18), meter)).toBe(9 - LOOKAHEAD);
		expect(anchorAfter(readings, at(8), meter)).toBeNull();
	});

	test('is none beside a fall or an implausible rise', () => {
		const fall = [...steady.slice(0, 5), 0, ...steady.slice(5)];
		expect(anchorBefore(everyHour(NOON, fall), at(11), meter)).toBeNull();
		const rise = [...steady.slice(0, 5), ...steady.slice(5).map((register) => register + 50_000)];
		expect(anchorBefore(everyHour(NOON, rise), at(10), meter)).toBeNull();
	});

	test('is none where nothing is used, or too little is known', () => {
		expect(anchorBefore(everyHour(NOON, Array(30).fill(100) as number[]), at(30), meter)).toBeNull();
		expect(anchorBefore([], NOON, meter)).toBeNull();
		expect(anchorAfter([], NOON, meter)).toBeNull();
	});
});
