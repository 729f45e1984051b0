import { expect, it } from 'vitest';
import { backOff } from './back-off.ts';

it('waits longer each time, up to a most, and briefly again after a good while', () => {
	const wait = backOff(500, 3_000, 60_000);
	expect([wait(0), wait(10), wait(10), wait(10), wait(59_999)]).toEqual([500, 1000, 2000, 3000, 3000]);
	expect([wait(60_000), wait(0)]).toEqual([500, 1000]);
});
