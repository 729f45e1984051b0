import { describe, expect, it } from 'vitest';
import { FLAG } from '#lib/energy/quality.ts';
import { comparedSentence } from '../words/compared.ts';
import { comparedTotals } from './against.ts';
import { frameOf } from './frame.ts';
import { at, madeHours, madePoint, madeSeries, madeUsage } from './made-usage.ts';
import { comparedAddress, fileAddress, slotAddress, usageAddress } from './place.ts';

const NOVEMBER = '2026-11-20T23:00:00Z';
const full = Array.from({ length: 24 }, () => 0.01);
const under = (period: string, points: ReturnType<typeof madeHours>) =>
	({ kind: 'year', period, series: [madeSeries('cold_water', points)] }) as const;

describe('a period laid under another', () => {
	it('is matched by the clock: the second hour 02 of October has none, and the first has the only one', () => {
		const october = madeHours('2026-10-24T22:00:00Z', [...full, 0.01]);
		const against = under(
			'2025-10-25',
			madeHours(
				'2025-10-24T22:00:00Z',
				full.map((_, i) => i / 1000)
			)
		);
		const frame = frameOf(madeUsage([madeSeries('cold_water', october)], { period: '2026-10-25', against }));
		expect(frame.slots.slice(1, 6).map((s) => s.compared?.then)).toEqual([1, 2, null, 3, 4]);
	});

	it('counts only what is wholly measured on both sides, and says how much that is', () => {
		const now = madeHours(NOVEMBER, [0.01, null, 0.01, ...full.slice(3)]);
		const flags = [0, 0, FLAG.INTERPOLATED, FLAG.SUSPECT];
		const then = madeHours(
			'2025-11-20T23:00:00Z',
			full.map(() => 0.02)
		).map((point, i) => ({
			...point,
			flags: flags[i] ?? 0
		}));
		const frame = frameOf(madeUsage([madeSeries('cold_water', now)], { against: under('2025-11-21', then) }));
		expect(frame.slots.slice(0, 4).map((s) => s.compared?.then)).toEqual([20, 20, null, null]);
		expect(comparedTotals(frame.slots, frame.kind)).toMatchObject({ count: 21 });
		expect(comparedSentence(frame, 'sv')).toBe(
			'Räknat på det som är känt i båda (21 av 24 timmar): 50 % mindre än fredag 21 november 2025, då det var 420 liter.'
		);
	});

	it('leaves a day out that a move cut short, and one medium alone where there were two', () => {
		const day = (iso: string, seconds = 86_400) => madePoint(at(iso), 0.1, 0, seconds);
		const points = [day('2026-10-31T23:00:00Z'), day('2026-11-01T23:00:00Z')];
		const moved = [day('2025-11-01T11:00:00Z', 43_200), day('2025-11-01T23:00:00Z')];
		const over = { resolution: 'day', period: '2026-11' } as const;
		const cold = madeSeries('cold_water', points, 'day');
		const alone = frameOf(madeUsage([cold], { ...over, against: under('2025-11', moved) }));
		expect(alone.slots.slice(0, 2).map((s) => s.compared?.then)).toEqual([null, 100]);
		const both = [cold, madeSeries('hot_water', points, 'day')];
		const two = frameOf(madeUsage(both, { ...over, against: under('2025-11', moved) }));
		expect(two.slots.every((s) => s.compared?.then === null)).toBe(true);
		expect(comparedSentence(two, 'sv')).toBe('Inget i november 2025 är känt så väl att det går att jämföra.');
	});

	it('leaves the first month out that anything is known of: measuring may have begun within it', () => {
		const months = ['2025-07-31', '2025-08-31', '2025-09-30'].map((day, i) => {
			const days = [31, 30, 31][i] ?? 0;
			return madePoint(
				at(`${day}T22:00:00Z`),
				i === 0 ? null : 0.5,
				i === 0 ? 80 : 0,
				days * 86_400 + (i === 2 ? 3600 : 0)
			);
		});
		const usage = madeUsage([madeSeries('cold_water', [], 'month')], {
			...{ resolution: 'month', period: '2026' },
			against: under('2025', months)
		});
		const then = frameOf(usage).slots.map((s) => s.compared?.then ?? null);
		expect(then.slice(7, 10)).toEqual([null, null, 500]);
	});

	it('stays in the addresses of steps, finer views, opened hours and the file, but not among years', () => {
		const usage = madeUsage([], { against: under('2025-11-21', []) });
		expect(usageAddress(usage, 'water', 'day', '2026-11')).toBe(
			'/homes/home/usage/water/day/2026-11?compare=year'
		);
		expect(slotAddress(usage, { day: '2026-11-21', start: 3600 })).toBe(
			'/homes/home/usage/water/hour/2026-11-21?compare=year&open=3600#trace'
		);
		expect(fileAddress(usage)).toBe('/homes/home/usage/water/hour/2026-11-21/csv?compare=year');
		expect(usageAddress(usage, 'water', 'year', 'all')).toBe('/homes/home/usage/water/year/all');
		expect(comparedAddress(usage, null)).toBe('/homes/home/usage/water/hour/2026-11-21');
	});

	it('offers a visitor no file', () => {
		const visit = { base: '/shared/one/usage', resolutions: ['day'] } as const;
		expect(fileAddress(madeUsage([], { visit }))).toBeNull();
	});
});
