import { expect, it } from 'vitest';
import { pixelShift } from './pixel-shift.ts';

const START = 180 * 9_972_222;
const places = Array.from({ length: 480 }, (_, i) => pixelShift(START + i * 180));

it('moves by a few pixels at a time, and never far', () => {
	for (const [i, [x, y]] of places.entries()) {
		expect(Math.hypot(x, y)).toBeLessThanOrEqual(4.2);
		const [beforeX, beforeY] = places[i - 1] ?? [x, y];
		expect(Math.hypot(x - beforeX, y - beforeY)).toBeLessThanOrEqual(4.2);
	}
});
it('stands still for some minutes, then never in the same place', () => {
	expect(pixelShift(START + 179)).toEqual(pixelShift(START));
	for (const [i, place] of places.entries()) expect(place).not.toEqual(places[i + 1]);
});
it('is evenly about the middle', () => {
	for (const axis of [0, 1] as const)
		expect(Math.abs(places.reduce((sum, place) => sum + place[axis], 0) / places.length)).toBeLessThan(1);
});
