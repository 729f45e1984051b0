import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundScale, yOf } from './scale.ts';

describe('a scale', () => {
	it('starts at zero for amounts and ends at a round number', () => {
		expect(roundScale(0, 56, 4, 4).ticks).toEqual([0, 20, 40, 60]);
		expect(roundScale(0, 0.43, 4, 0.2)).toMatchObject({ min: 0, max: 0.6, decimals: 1 });
	});
	it('has zero among its ticks when something is exported', () => {
		const scale = roundScale(-1.8, 2.4, 4, 0.2);
		expect(scale.ticks).toContain(0);
		expect(scale.min).toBeLessThanOrEqual(-1.8);
	});
	it('does not start at zero for temperatures, and does not blow up a flat line', () => {
		const scale = roundScale(21, 21.2, 4, 3);
		expect(scale.min).toBeGreaterThan(15);
		expect(scale.max - scale.min).toBeGreaterThanOrEqual(3);
	});
	it('stands on its own when there is nothing to show', () => {
		expect(roundScale(0, 0, 4, 4)).toMatchObject({ min: 0, max: 4 });
	});
	it('holds every value and writes every tick with its decimals', () => {
		const value = fc.double({ min: -5000, max: 5000, noNaN: true });
		fc.assert(
			fc.property(value, value, (a, b) => {
				const scale = roundScale(Math.min(a, b, 0), Math.max(a, b, 0), 4, 0.2);
				expect(scale.min).toBeLessThanOrEqual(Math.min(a, b, 0) + 1e-6);
				expect(scale.max).toBeGreaterThanOrEqual(Math.max(a, b, 0) - 1e-6);
				expect(scale.ticks.length).toBeLessThanOrEqual(8);
				for (const tick of scale.ticks) expect(Number(tick.toFixed(scale.decimals))).toBeCloseTo(tick, 9);
			})
		);
	});
	it('maps its ends to the ends of the plot', () => {
		const scale = roundScale(0, 60, 4, 4);
		expect(yOf(scale, 0, 10, 110)).toBe(110);
		expect(yOf(scale, 60, 10, 110)).toBe(10);
	});
});
