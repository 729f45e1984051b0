import type { Lease } from '#lib/home/grant-ends.ts';
import { describe, expect, it } from 'vitest';
import { nextEnd } from './next-end.ts';

const GRANT: Lease['grant'] = { day: ['electricity'], hour: ['electricity', 'cold_water'] };

describe('the next end of what a display may show', () => {
	it('is the first that is still to come, of the tenancy or of any consent', () => {
		const ends: Lease['ends'] = {
			home: 5000,
			day: { electricity: 3000 },
			hour: { electricity: 1000, cold_water: 2000 }
		};
		expect([0, 1000, 2500, 4000, 5000].map((at) => nextEnd({ grant: GRANT, ends }, at))).toEqual([
			1000,
			2000,
			3000,
			5000,
			null
		]);
	});

	it('is none where no end is known', () => {
		expect(nextEnd({ grant: GRANT, ends: { home: null, day: {}, hour: {} } }, 0)).toBeNull();
	});
});
