import { describe, expect, it } from 'vitest';
import { dayStart } from '#lib/energy/calendar.ts';
import { FLAG } from '#lib/energy/quality.ts';
import { daysInGaps, gapsOf, type PlainReading, type Silence } from './gaps.ts';

const zone = 'Europe/Stockholm';
const at = (iso: string) => Date.parse(iso) / 1000;
const before: PlainReading = [at('2026-11-03T10:00:00Z'), 1000, 0];
const after: PlainReading = [at('2026-11-05T08:00:00Z'), 173_530, 0];

function silence(more: Partial<Silence> = {}): Silence {
	return {
		meter: ['m', 'cold_water', -3, 0, null],
		readings: [before, after],
		days: new Set(['2026-11-03', '2026-11-04', '2026-11-05']),
		zone,
		start: dayStart('2026-11-01'),
		end: dayStart('2026-12-01'),
		...more
	};
}

describe('a gap', () => {
	it('lies between two readings and holds all that was used meanwhile', () => {
		expect(gapsOf(silence())).toEqual([{ start: before[0], end: after[0], amount: 172.53 }]);
	});

	it('is told on each of its days, also those without a reading', () => {
		const period = { start: dayStart('2026-11-04'), end: dayStart('2026-11-05') };
		expect(gapsOf(silence({ ...period, days: new Set(['2026-11-04']) }))).toHaveLength(1);
	});

	it('is none where a day between had readings', () => {
		expect(gapsOf(silence({ days: new Set(['2026-11-03', '2026-11-05']) }))).toEqual([]);
	});

	it('does not end with a reading that does not count', () => {
		const odd: PlainReading = [at('2026-11-04T10:00:00Z'), 0, FLAG.SUSPECT | FLAG.SET_ASIDE];
		expect(gapsOf(silence({ readings: [before, odd, after] }))).toHaveLength(1);
	});

	it('is none when readings come as often as usual, or when it is over before the period', () => {
		expect(gapsOf(silence({ readings: [before, [before[0] + 5400, 1001, 0]] }))).toEqual([]);
		expect(gapsOf(silence({ start: dayStart('2026-11-06') }))).toEqual([]);
	});

	it('shows as intervals whose boundaries are interpolated', () => {
		const point = { amount: 1, low: null, high: null };
		const points = [
			{ ...point, start: dayStart('2026-11-03'), end: dayStart('2026-11-04'), flags: FLAG.INTERPOLATED },
			{ ...point, start: dayStart('2026-11-04'), end: dayStart('2026-11-05'), flags: 0 }
		];
		expect([...daysInGaps(points, zone)]).toEqual(['2026-11-03']);
	});
});
