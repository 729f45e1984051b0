import { describe, expect, it } from 'vitest';
import { combineMeters } from '#lib/energy/combine.ts';
import type { Cell } from '#lib/energy/cell.ts';
import { FLAG } from '#lib/energy/quality.ts';
import type { Point } from '#lib/energy/series.ts';
import { coarsen, placePoints, sumMeters, totalOf } from './points.ts';

const UNKNOWN = FLAG.MISSING | FLAG.ABSENT;

function point(start: number, amount: number | null, more: Partial<Point> = {}): Point {
	return {
		start,
		end: start + 3600,
		amount,
		low: null,
		high: null,
		flags: amount === null ? UNKNOWN : 0,
		...more
	};
}

describe('a total', () => {
	it('is exact: no dust of binary fractions', () => {
		const points = [point(0, 0.1), point(3600, 0.2), point(7200, null)];
		expect(totalOf(points, 'counter', -3)).toBe(0.3);
	});

	it('is null, not zero, when nothing is known', () => {
		expect(totalOf([point(0, null)], 'counter', -3)).toBeNull();
		expect(totalOf([], 'counter', -3)).toBeNull();
	});

	it('of a gauge is the mean by time, to the gauge’s own decimals', () => {
		const points = [point(0, 20), point(3600, 21, { end: 10_800 }), point(10_800, null)];
		expect(totalOf(points, 'gauge', -2)).toBe(20.67);
	});
});

describe('points', () => {
	it('take the places of their intervals; the others are missing', () => {
		const intervals = [0, 3600, 7200].map((start) => ({ start, end: start + 3600, whole: start }));
		const placed = placePoints([point(-3600, 9), point(3600, 1), point(10_800, 9)], intervals);
		expect(placed.map(({ amount }) => amount)).toEqual([null, 1, null]);
		expect(placed[0]?.flags).toBe(UNKNOWN);
	});

	it('are as short as their intervals', () => {
		const intervals = [{ start: 1800, end: 3000, whole: 0 }];
		expect(placePoints([point(0, 1)], intervals)).toEqual([point(1800, 1, { end: 3000 })]);
	});

	it('add up to longer ones, gauges to means with their range', () => {
		const whole = [{ start: 0, end: 7200, whole: 0 }];
		expect(coarsen([point(0, 0.1), point(3600, 0.2)], whole, 'counter', -3)[0]).toMatchObject({
			amount: 0.3,
			flags: 0
		});
		const rooms = [point(0, 20, { low: 19, high: 21 }), point(3600, 21, { low: 18, high: 22 })];
		expect(coarsen(rooms, whole, 'gauge', -2)).toEqual([
			{ start: 0, end: 7200, amount: 20.5, low: 18, high: 22, flags: 0 }
		]);
	});
});

describe('the sum of a single meter', () => {
	const hour = (start: number) => ({ start, end: start + 3600 });

	it.each([
		[
			'counter' as const,
			[
				{ ...hour(0), from: 10, to: 15, step: 0, flags: 0 },
				{ ...hour(3600), from: 15, to: 15, step: 0, flags: UNKNOWN },
				{ ...hour(10_800), from: 15, to: 2, step: 20, flags: FLAG.METER_CHANGED }
			]
		],
		[
			'gauge' as const,
			[
				{ ...hour(0), mean: 2000, low: 1990, high: 2010, flags: 0 },
				{ ...hour(3600), mean: 2000, low: 2000, high: 2000, flags: UNKNOWN }
			]
		]
	])('is what combining any number of meters makes of one %s', (kind, cells: Cell[]) => {
		const meter = ['m', kind === 'counter' ? 'cold_water' : 'temperature', -2, 0, null] as const;
		const combined = combineMeters([{ cells, active: { start: 0, end: null }, scale: -2 }]);
		expect(sumMeters([{ meter, cells, continues: true }], kind)).toEqual(combined);
	});
});
