import { describe, expect, it } from 'vitest';
import { ambientOf } from './ambient.ts';

const NORMAL = [300, 320, 340, 360, 380, 400, 420, 440, 460, 480];

describe('the sign of use now', () => {
	it('is against the own normal', () => {
		expect([200, 400, 900].map((watts) => ambientOf(watts, NORMAL))).toEqual(['low', 'normal', 'high']);
	});

	it('needs to be far from the middle, not only beyond most', () => {
		expect(
			ambientOf(
				105,
				Array.from({ length: 20 }, () => 100)
			)
		).toBe('normal');
	});

	it('is not told before there is a normal, or without a value', () => {
		expect(ambientOf(400, NORMAL.slice(0, 5))).toBe('unknown');
		expect(ambientOf(null, NORMAL)).toBe('unknown');
	});

	it('no water where there usually is none is normal', () => {
		expect(
			ambientOf(
				0,
				Array.from({ length: 12 }, () => 0)
			)
		).toBe('normal');
	});
});
