import { describe, expect, it } from 'vitest';
import type { Bar } from '#lib/energy/overview/overview.ts';
import { FLAG } from '#lib/energy/quality.ts';
import { HEIGHT, lookOf, sparkBars, sparkLine } from './spark.ts';

const bar = (amount: number | null, more: Partial<Bar> = {}): Bar => ({
	key: '2026-11-01',
	amount,
	low: null,
	high: null,
	flags: 0,
	state: 'done',
	before: null,
	...more
});

describe('the bars of the overview', () => {
	it('begin at zero and share a scale with last year', () => {
		const [one, two] = sparkBars([bar(1, { before: 2 }), bar(2)]);
		expect((two?.height ?? 0) / (one?.height ?? 1)).toBeCloseTo(2);
		expect(one?.tick).toBe(two?.y);
		expect((one?.y ?? 0) + (one?.height ?? 0)).toBeCloseTo(HEIGHT - 2);
	});

	it('draw what is known of each: a known zero is seen, what is not known is no bar', () => {
		expect(sparkBars([bar(0), bar(4)])[0]).toMatchObject({ look: 'solid', height: 1.5 });
		expect(lookOf(bar(null))).toBe('absent');
		expect(lookOf(bar(null, { state: 'coming' }))).toBeNull();
		expect(lookOf(bar(null, { state: 'running' }))).toBeNull();
		expect(lookOf(bar(1, { state: 'running', flags: FLAG.MISSING }))).toBe('running');
		expect(lookOf(bar(1, { flags: FLAG.MISSING | FLAG.SUSPECT }))).toBe('partial');
		expect(lookOf(bar(1, { flags: FLAG.SUSPECT }))).toBe('crossed');
		expect(lookOf(bar(1, { flags: FLAG.INTERPOLATED }))).toBe('hatched');
	});

	it('of nothing at all lie on the ground', () => {
		expect(sparkBars([bar(0)])[0]?.y).toBeLessThan(HEIGHT);
		expect(sparkLine([bar(null)])).toEqual({ lines: [], bands: [], dots: [] });
	});

	it('a line is broken where nothing is known', () => {
		const { lines, dots } = sparkLine([bar(20), bar(21), bar(null), bar(20)]);
		expect([lines.length, dots.length]).toEqual([1, 1]);
	});
});
