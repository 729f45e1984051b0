import { describe, expect, it } from 'vitest';
import { at, madeUsage } from './made-usage.ts';
import { periodAt, slotAddress, usageAddress } from './place.ts';

const day = madeUsage([], { period: '2016-10-30', firstDay: '2016-10-30', lastDay: '2016-10-30' });

describe('changing resolution', () => {
	it('keeps the place in time when the view gets coarser', () => {
		expect(periodAt(day, 'day')).toBe('2016-10');
		expect(periodAt(day, 'month')).toBe('2016');
		expect(periodAt(day, 'year')).toBe('all');
		expect(periodAt(day, 'hour')).toBe('2016-10-30');
	});
	it('goes to the last known day of the period when the view gets finer', () => {
		const month = madeUsage([], {
			resolution: 'day',
			period: '2026-11',
			firstDay: '2026-11-01',
			lastDay: '2026-11-30',
			latest: at('2026-11-20T10:00:00Z')
		});
		expect(periodAt(month, 'hour')).toBe('2026-11-20');
		expect(periodAt({ ...month, period: '2026-10', lastDay: '2026-10-31' }, 'hour')).toBe('2026-10-31');
	});
	it('never leaves the home’s own time', () => {
		const first = madeUsage([], {
			resolution: 'day',
			period: '2026-11',
			firstDay: '2026-11-21',
			lastDay: '2026-11-30',
			latest: at('2026-11-02T10:00:00Z')
		});
		expect(periodAt(first, 'hour')).toBe('2026-11-21');
	});
	it('goes from all years to the latest year', () => {
		const all = madeUsage([], {
			resolution: 'year',
			period: 'all',
			firstDay: '2015-01-01',
			lastDay: '2026-12-31'
		});
		expect(periodAt(all, 'month')).toBe('2026');
	});
});

describe('following a bar', () => {
	it('goes one resolution down', () => {
		const month = madeUsage([], { resolution: 'month', period: '2026' });
		expect(slotAddress(month, { day: '2026-11-01', start: 0 })).toBe('/homes/home/usage/water/day/2026-11');
	});
	it('opens the trace at hours, on the same page', () => {
		expect(slotAddress(day, { day: '2016-10-30', start: 1477785600 })).toBe(
			'/homes/home/usage/water/hour/2016-10-30?open=1477785600#trace'
		);
	});
	it('writes a home’s id so that it cannot leave its place in the address', () => {
		expect(usageAddress({ home: { id: 'a/b' } }, 'water', 'year', 'all')).toBe(
			'/homes/a%2Fb/usage/water/year/all'
		);
	});
});
