import { describe, expect, test } from 'vitest';
import { HOUR } from './calendar.ts';
import { combineMeters, foldPoints, inUnits, reachOf, type MeterCells } from './combine.ts';
import { counterHours, hoursFromReadings } from './hours.ts';
import { everyHour, utc, waterMeter } from './made-readings.ts';
import { FLAG } from './quality.ts';

const NOON = utc('2017-01-17T12:00:00Z');
const shaft = (registers: readonly number[], start = NOON): MeterCells => ({
	cells: counterHours(everyHour(start, registers), waterMeter()),
	active: { start: 0, end: null },
	scale: -3
});
const amounts = (meters: readonly MeterCells[]) => combineMeters(meters).map((point) => point.amount);

describe('several meters of one medium', () => {
	test('water from two shafts is summed, only up to the latest time that both reach', () => {
		const meters = [shaft([0, 100, 200, 300]), shaft([5000, 5011, 5022])];
		expect(amounts(meters)).toEqual([0.111, 0.111]);
		expect(reachOf(meters)).toBe(NOON + 2 * HOUR);
	});

	test('where one knows nothing the sum is of the other, and missing', () => {
		const [first, second] = combineMeters([shaft([0, 100, 200]), shaft([5000, 5011], NOON + HOUR)]);
		expect(first).toMatchObject({ amount: 0.1, flags: FLAG.MISSING });
		expect(second).toMatchObject({ amount: 0.111, flags: 0 });
	});

	test('a meter that never answered holds the sum at its installation', () => {
		const silent: MeterCells = { cells: [], active: { start: NOON + HOUR, end: null }, scale: -3 };
		expect(amounts([shaft([0, 100, 200]), silent])).toEqual([0.1]);
	});

	test('an exchanged meter stops counting, and its hour has both parts', () => {
		const at = NOON + HOUR + 600;
		const old = counterHours(
			everyHour(NOON, [1_009_000, 1_009_900]),
			waterMeter({ removed: at, finalRegister: 1_010_000 })
		);
		const neu = counterHours(
			everyHour(NOON + 2 * HOUR, [5, 20]),
			waterMeter({ installed: at, initialRegister: 0, replaces: true })
		);
		const points = combineMeters([
			{ cells: old, active: { start: 0, end: at }, scale: -3 },
			{ cells: neu, active: { start: at, end: null }, scale: -3 }
		]);
		expect(points.map((point) => [point.amount, point.flags])).toEqual([
			[0.9, 0],
			[0.105, FLAG.METER_CHANGED],
			[0.015, 0]
		]);
	});

	test('nothing known by any is no amount, not zero', () => {
		const cells = counterHours(everyHour(NOON, [100, 110, 0, 5]), waterMeter());
		const points = combineMeters([{ cells, active: { start: 0, end: null }, scale: -3 }]);
		expect(points.map((point) => point.amount)).toEqual([0.01, null, null]);
	});

	test('meters that count in other steps', () => {
		const coarse = { ...shaft([0, 1, 2]), scale: -2 };
		expect(amounts([shaft([0, 7, 14]), coarse])).toEqual([0.017, 0.017]);
	});

	test('amounts are the nearest numbers, without dust', () => {
		const meters = [shaft([0, 100, 300]), shaft([0, 200, 400])];
		expect(JSON.stringify(amounts(meters))).toBe('[0.3,0.4]');
		expect(inUnits(1234, -3)).toBe(1.234);
		expect(inUnits(3, 2)).toBe(300);
	});

	test('coarser points from summed hours agree exactly', () => {
		const points = combineMeters([shaft([0, 100, 300, 333]), shaft([0, 200, 400, 401])]);
		expect(foldPoints(points, NOON, NOON + 3 * HOUR, -3)).toMatchObject({ amount: 0.734, flags: 0 });
		const holed = points.filter((_, i) => i !== 1);
		expect(foldPoints(holed, NOON, NOON + 3 * HOUR, -3)).toMatchObject({
			amount: 0.334,
			flags: FLAG.MISSING
		});
	});
});

test('rooms are averaged, with the lowest and the highest of all', () => {
	const room = waterMeter({ kind: 'gauge', medium: 'temperature', scale: -2 });
	const cells = [2000, 2101].map((value) => hoursFromReadings(everyHour(NOON, [value]), room));
	const points = combineMeters(
		cells.map((one) => ({ cells: one, active: { start: 0, end: null }, scale: -2 }))
	);
	expect(points).toEqual([{ start: NOON, end: NOON + HOUR, amount: 20.51, low: 20, high: 21.01, flags: 0 }]);
});
