import { describe, expect, it } from 'vitest';
import { addDays, dayStart } from '#lib/energy/calendar.ts';
import type { DayUse } from './day-use.ts';
import { monthOf, type MonthCounter } from './month.ts';

const NOON = dayStart('2026-11-22') + 12 * 3600;
const ELAPSED = 21.5;

const day = (of: string, used = 100, part: Partial<DayUse> = {}): DayUse => ({
	...{ day: of, used, since: dayStart(of), until: dayStart(addDays(of, 1)), isWhole: true },
	...part
});
/** Whole days in [from, to], with what was used in each. */
function days(from: string, to: string, used: (of: string) => number = () => 100): DayUse[] {
	const all: DayUse[] = [];
	for (let of = from; of <= to; of = addDays(of, 1)) all.push(day(of, used(of)));
	return all;
}
const today = (used = 45) => day('2026-11-22', used, { until: NOON - 1800, isWhole: false });
const water = (part: Partial<MonthCounter> = {}): MonthCounter => ({
	medium: 'cold_water',
	days: [...days('2026-09-01', '2026-11-21'), today()],
	tail: 5,
	heard: { at: NOON, value: 9999 },
	...part
});
const first = (counters: readonly MonthCounter[], now = NOON) => monthOf(counters, now).media[0];

describe('the month', () => {
	it('is what was used since its first day beside what is usual until then', () => {
		expect(monthOf([water()], NOON)).toEqual({
			from: '2026-11-01',
			media: [
				{
					...{ medium: 'cold_water', unit: 'l', used: 2150, usual: 2150 },
					...{ ambient: 'normal', since: null }
				}
			]
		});
	});

	it('has electricity in kWh, and only media that the home has a meter of', () => {
		const wattHours = [...days('2026-09-01', '2026-11-21', () => 8000), today(3600)];
		const month = monthOf([water({ medium: 'electricity', days: wattHours, tail: 400 })], NOON);
		expect(month.media).toMatchObject([{ medium: 'electricity', unit: 'kWh', used: 172, usual: 172 }]);
	});

	it('takes for usual the median of up to sixty days before it: days away move it little', () => {
		const away = (of: string) => (of < '2026-09-02' ? 90_000 : of.startsWith('2026-10-0') ? 0 : 100);
		const counter = water({ days: [...days('2026-08-01', '2026-11-21', away), today()] });
		expect(first([counter])?.usual).toBe(100 * ELAPSED);
	});

	it('has no usual below fourteen known days', () => {
		const known = (from: string) => first([water({ days: [...days(from, '2026-11-21'), today()] })]);
		expect(known('2026-11-09')).toMatchObject({ used: 1350, usual: null, ambient: 'unknown' });
		expect(known('2026-11-08')?.usual).toBe(100 * (ELAPSED - 7));
	});

	it('that is not known from its beginning says from when, and is held against the same time', () => {
		const noon = dayStart('2026-11-12') + 12 * 3600;
		const begun = [
			day('2026-11-12', 50, { since: noon, isWhole: false }),
			...days('2026-11-13', '2026-11-21')
		];
		const counter = water({ days: [...days('2026-09-01', '2026-10-20'), ...begun, today()] });
		expect(first([counter])).toMatchObject({ used: 1000, usual: 1000, since: noon, ambient: 'normal' });
	});

	it('begins anew at midnight', () => {
		const start = dayStart('2026-12-01');
		const days_ = days('2026-09-01', '2026-11-30');
		const month = (part: Partial<MonthCounter>, now: number) =>
			monthOf([water({ days: days_, tail: 0, ...part })], now);
		expect(month({ heard: { at: start - 9, value: 1 } }, start + 5)).toMatchObject({
			from: '2026-12-01',
			media: [{ used: null, usual: null }]
		});
		const begun = [...days_, day('2026-12-01', 0, { until: start, isWhole: false })];
		expect(month({ days: begun, tail: 3, heard: { at: start + 360, value: 1 } }, start + 360)).toMatchObject({
			media: [{ used: 3, usual: 0, since: null, ambient: 'unknown' }]
		});
	});

	it.each(['2026-03-30', '2026-10-26'])(
		'counts civil days where the clock changed the day before %s',
		(of) => {
			const now = dayStart(of) + 12 * 3600;
			const part = day(of, 50, { until: now, isWhole: false });
			const counter = water({
				days: [...days(addDays(of, -90), addDays(of, -1)), part],
				tail: 0,
				heard: { at: now, value: 1 }
			});
			expect(first([counter], now)?.usual).toBeCloseTo(100 * (Number(of.slice(8)) - 0.5), 9);
		}
	);

	it('of a meter that fell silent is not known, and no sum of what was heard before', () => {
		const silent = water({ heard: { at: NOON - 27 * 3600, value: 9 } });
		expect(first([silent])).toMatchObject({ used: null, usual: null, ambient: 'unknown' });
		expect(first([water(), silent])).toMatchObject({ used: null });
		expect(first([water({ heard: null })])).toMatchObject({ used: null });
		expect(first([water({ days: [] })])).toMatchObject({ used: null });
	});
});

describe('several meters of a medium', () => {
	it('are added up, day by day', () => {
		expect(first([water(), water()])).toMatchObject({ used: 4300, usual: 4300 });
	});

	it('are known from when both are', () => {
		const later = water({ days: [...days('2026-11-11', '2026-11-21'), today()] });
		const beside = water({ days: [...days('2026-08-01', '2026-11-21'), today()] });
		const both = first([beside, later]);
		expect(both).toMatchObject({ used: 2 * 1150, since: dayStart('2026-11-11'), usual: null });
	});

	it('one of which took the other’s place are one meter', () => {
		const at = dayStart('2026-11-12') + 10 * 3600;
		const old = water({
			days: [...days('2026-09-01', '2026-11-11'), day('2026-11-12', 40, { until: at, isWhole: false })],
			heard: { at, value: 1 }
		});
		const begun = day('2026-11-12', 60, { since: at + 7200, isWhole: false });
		const next = water({ days: [begun, ...days('2026-11-13', '2026-11-21'), today()] });
		expect(first([next, old])).toMatchObject({ used: 2150, usual: 2150, since: null });
	});
});

describe('the sign of the month', () => {
	const sign = (factor: number, usual: (of: string) => number = () => 100) =>
		first([
			water({
				days: [
					...days('2026-09-01', '2026-10-31', usual),
					...days('2026-11-01', '2026-11-21', () => 100 * factor),
					today(50 * factor)
				],
				tail: 0
			})
		])?.ambient;

	it('is said only beyond fifteen in a hundred', () => {
		expect([0.8, 0.86, 1.14, 1.2].map((factor) => sign(factor))).toEqual(['low', 'normal', 'normal', 'high']);
	});

	it('needs more where one day is unlike the other', () => {
		const uneven = (of: string) => (Number(of.slice(8)) % 2 === 0 ? 20 : 180);
		expect([1.16, 1.25].map((factor) => sign(factor, uneven))).toEqual(['normal', 'high']);
	});

	it('of next to nothing is normal', () => {
		expect(sign(0.04, () => 0)).toBe('normal');
		expect(sign(1, () => 0)).toBe('high');
	});

	it('is not said on the first day', () => {
		const now = dayStart('2026-11-01') + 20 * 3600;
		const part = day('2026-11-01', 900, { until: now, isWhole: false });
		const counter = water({
			days: [...days('2026-09-01', '2026-10-31'), part],
			heard: { at: now, value: 1 }
		});
		expect(first([counter], now)?.ambient).toBe('unknown');
	});
});
