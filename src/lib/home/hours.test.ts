import { describe, expect, it } from 'vitest';
import { counterBoundaries, gaugeMeans, type Sample } from './hours.ts';

const H10 = Date.parse('2026-11-22T10:00:00Z') / 1000;
const MIN = 60;

/** A register that rises evenly: one sample every `every` seconds. */
const rising = (from: number, to: number, every: number, perHour: number, start = 10): Sample[] =>
	Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, i) => ({
		at: from + i * every,
		value: Number((start + (perHour * i * every) / 3600).toFixed(3))
	}));

describe('a counter’s hour boundary', () => {
	it('lies between the two telegrams around it, in proportion', () => {
		const { hours } = counterBoundaries(
			[
				{ at: H10 - 10 * MIN, value: 1 },
				{ at: H10 + 20 * MIN, value: 1.03 }
			],
			'cold_water'
		);
		expect(hours).toEqual([{ at: H10, value: 1010, quality: 'measured' }]);
	});

	it('is the telegram’s own register where one falls on it', () => {
		const { hours } = counterBoundaries([{ at: H10, value: 3.5 }], 'electricity');
		expect(hours).toEqual([{ at: H10, value: 3500, quality: 'measured' }]);
	});

	it('is not told before a telegram after it has come', () => {
		expect(counterBoundaries([{ at: H10 - 5, value: 3.5 }], 'electricity').hours).toEqual([]);
	});

	it('says that it is interpolated where the silence was long', () => {
		const { hours } = counterBoundaries(
			[
				{ at: H10 - 60 * MIN, value: 1 },
				{ at: H10 + 120 * MIN, value: 1.3 }
			],
			'hot_water'
		);
		expect(hours.map(({ value, quality }) => [value, quality])).toEqual([
			[1000, 'measured'],
			[1100, 'interpolated'],
			[1200, 'interpolated'],
			[1300, 'measured']
		]);
	});

	it('is the same in whatever pieces the telegrams came, so late ones only fill their own hour', () => {
		const all = rising(H10 - 7200, H10 + 7200, 300, 0.06);
		const without = all.filter(({ at }) => at < H10 - 600 || at > H10 + 600);
		const whole = counterBoundaries(all, 'cold_water').hours;
		const late = counterBoundaries(without, 'cold_water').hours;
		expect(whole).toHaveLength(5);
		expect(late.filter(({ at }) => at !== H10)).toEqual(whole.filter(({ at }) => at !== H10));
	});
});

describe('a register that falls', () => {
	const before = rising(H10 - 3600, H10 - 600, 600, 0.06, 100);
	it('100 → 0.2 is another register: each boundary tells the one that stood', () => {
		const after = rising(H10 + 600, H10 + 5400, 600, 0.06, 0.2);
		const { hours, breaks } = counterBoundaries([...before, ...after], 'cold_water');
		expect(hours.map(({ at, value }) => [(at - H10) / 3600, value])).toEqual([
			[-1, 100_000],
			[0, 100_050],
			[1, 250]
		]);
		expect(hours[1]?.quality).toBe('interpolated');
		expect(breaks).toEqual([{ at: H10 + 600, from: 100_050, to: 200 }]);
	});

	it('for a moment counts for nothing', () => {
		const after = rising(H10 + 600, H10 + 5400, 600, 0.06, 100.07);
		const { hours, breaks } = counterBoundaries(
			[...before, { at: H10 - 60, value: 0 }, ...after],
			'cold_water'
		);
		expect(hours.map(({ value }) => value)).toEqual([100_000, 100_060, 100_120]);
		expect(breaks).toEqual([]);
	});

	it('waits until it is decided which of both it is', () => {
		const { hours, settled } = counterBoundaries([...before, { at: H10 + 5, value: 0.2 }], 'cold_water');
		expect(hours.map(({ at }) => at)).toEqual([H10 - 3600]);
		expect(settled).toBe(H10 - 600);
	});
});

it('a gauge’s hour is the mean of its own samples, and an hour without any is not there', () => {
	const samples = [
		{ at: H10, value: 20 },
		{ at: H10 + 1800, value: 21 },
		{ at: H10 + 7200, value: 30 }
	];
	expect(gaugeMeans(samples, 'temperature')).toEqual([
		{ at: H10, value: 2050, quality: 'measured' },
		{ at: H10 + 7200, value: 3000, quality: 'measured' }
	]);
});
