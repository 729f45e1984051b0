import { describe, expect, it } from 'vitest';
import { addDays, dayStart } from '#lib/energy/calendar.ts';
import { todayOf } from './today.ts';
import { normalsAt, usedSince, usualUntil, type Boundaries, type Register } from './usual.ts';

/** Boundaries of `days` days up to 15:00 civil time of `day`: 10 an hour by day (from 8), else 1. */
function boundaries(
	day: string,
	days: number,
	factor: (day: string) => number = () => 1
): Map<number, number> {
	const all = new Map<number, number>();
	let register = 1000;
	for (let back = days; back >= 0; back--) {
		const of = addDays(day, -back);
		const end = back === 0 ? dayStart(of) + 15 * 3600 : dayStart(addDays(of, 1));
		for (let at = dayStart(of); at < end; at += 3600) {
			all.set(at, register);
			register += (at - dayStart(of) >= 8 * 3600 ? 10 : 1) * factor(of);
		}
		all.set(end, register);
	}
	return all;
}

/** A water meter with these boundaries. */
const meter = (known: Boundaries): Register => ({ medium: 'cold_water', boundaries: known });

const DAY = '2026-11-22';
const NOON = dayStart(DAY) + 12 * 3600;

describe('a usual day until now', () => {
	it('is the median of the days before, to the second of the day', () => {
		expect(usualUntil(meter(boundaries(DAY, 14)), NOON)).toBe(48);
		expect(usualUntil(meter(boundaries(DAY, 14)), NOON + 1800)).toBe(53);
	});

	it('one day away from home moves it little', () => {
		expect(usualUntil(meter(boundaries(DAY, 14, (day) => (day === '2026-11-20' ? 0 : 1))), NOON)).toBe(48);
	});

	it('is not told of fewer than three days', () => {
		expect(usualUntil(meter(boundaries(DAY, 2)), NOON)).toBeNull();
	});

	it.each(['2026-10-26', '2026-03-30'])(
		'keeps to civil days where the clock changed the day before %s',
		(day) => {
			expect(usualUntil(meter(boundaries(day, 14)), dayStart(day) + 12 * 3600)).toBe(48);
		}
	);

	it('leaves out days in which the register fell', () => {
		const exchanged = boundaries(DAY, 14);
		for (const at of exchanged.keys())
			if (at >= dayStart('2026-11-15') + 5 * 3600) exchanged.set(at, (exchanged.get(at) ?? 0) - 900);
		expect(usualUntil(meter(exchanged), NOON)).toBe(48);
	});
});

it('use since midnight survives an exchange, and a missing boundary', () => {
	const start = dayStart(DAY);
	const known = new Map([
		[start, 100],
		[start + 3600, 110],
		[start + 3 * 3600, 5]
	]);
	expect(usedSince(meter(known), start, { at: start + 4 * 3600, value: 9 })).toBe(14);
	expect(usedSince(meter(known), start + 7200, { at: start + 4 * 3600, value: 9 })).toBeNull();
});

it('hours at this time of day are those of the same civil hour and its neighbours', () => {
	const normals = normalsAt(meter(boundaries(DAY, 3)), dayStart(DAY) + 8 * 3600);
	expect(normals).toEqual([1, 10, 10, 1, 10, 10, 1, 10, 10]);
});

describe('today', () => {
	const counter = {
		medium: 'hot_water' as const,
		boundaries: boundaries(DAY, 14),
		latest: { at: NOON + 60, value: 1000 }
	};
	const register = counter.boundaries.get(NOON) ?? 0;

	it('adds up the meters of a medium and tells nothing of what is not there', () => {
		const latest = { at: NOON + 60, value: register + 2 };
		const today = todayOf(
			[
				{ ...counter, latest },
				{ ...counter, latest }
			],
			NOON + 60
		);
		expect(today).toMatchObject({ hotL: 100, coldL: null, electricityKWh: null, since: null });
		expect(today.usualHotL).toBeCloseTo(96.33, 1);
	});

	it('says from when it is known, where that is not midnight', () => {
		const late = new Map([...counter.boundaries].filter(([at]) => at >= dayStart(DAY) + 3600));
		const today = todayOf([{ ...counter, boundaries: late, latest: { at: NOON, value: register } }], NOON);
		expect(today).toMatchObject({ hotL: 47, usualHotL: null, since: dayStart(DAY) + 3600 });
	});

	it('at half past midnight is today', () => {
		const start = dayStart(DAY);
		const value = counter.boundaries.get(start) ?? 0;
		const today = todayOf([{ ...counter, latest: { at: start + 1800, value: value + 1 } }], start + 1800);
		expect(today.hotL).toBe(1);
	});
});
