import { describe, expect, it } from 'vitest';
import { shownWater } from './water.ts';

describe('water', () => {
	it('is told in litres below a cubic metre, unless somebody wants it otherwise', () => {
		expect([0.35, 0.999, 1, -2].map((amount) => shownWater(amount).name)).toEqual(['l', 'l', 'm³', 'm³']);
		expect([0.35, 12].map((amount) => shownWater(amount, 'litre'))).toEqual([
			{ name: 'l', factor: 1000 },
			{ name: 'l', factor: 1000 }
		]);
		expect([0.035, 12].map((amount) => shownWater(amount, 'm3').name)).toEqual(['m³', 'm³']);
	});
});
