import { describe, expect, it } from 'vitest';
import { grantAt, isHomeOver, NO_ENDS, type Lease } from './grant-ends.ts';
import { NOTHING_GRANTED } from './grant.ts';

const GRANT: Lease['grant'] = { day: ['electricity'], hour: ['electricity', 'cold_water'] };
const LEASE: Lease = {
	grant: GRANT,
	ends: { home: 5000, day: { electricity: 3000 }, hour: { electricity: 1000, cold_water: 2000 } }
};

describe('what a display may show ends by the clock', () => {
	it('each medium at each resolution with its own consent, to the second', () => {
		expect(grantAt(LEASE, 999.9)).toEqual(GRANT);
		expect(grantAt(LEASE, 1000)).toEqual({ day: ['electricity'], hour: ['cold_water'] });
		expect(grantAt(LEASE, 2000)).toEqual({ day: ['electricity'], hour: [] });
		expect(grantAt(LEASE, 3000)).toEqual(NOTHING_GRANTED);
	});

	it('everything with the tenancy, also what would last longer', () => {
		const lasting: Lease = { grant: GRANT, ends: { ...NO_ENDS, home: 5000 } };
		expect(grantAt(lasting, 4999.9)).toEqual(GRANT);
		expect(isHomeOver(lasting, 4999.9)).toBe(false);
		expect(grantAt(lasting, 5000)).toEqual(NOTHING_GRANTED);
		expect(isHomeOver(lasting, 5000)).toBe(true);
	});

	it('of which no end is known it holds', () => {
		expect(grantAt({ grant: GRANT, ends: NO_ENDS }, 4e9)).toEqual(GRANT);
	});
});
