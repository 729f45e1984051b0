import { describe, expect, it } from 'vitest';
import { FLAG } from '#lib/energy/quality.ts';
import { frameOf } from './frame.ts';
import { at, madeHours, madePoint, madeSeries, madeUsage } from './made-usage.ts';

const MIDNIGHT = '2026-11-20T23:00:00Z';
const full = Array.from({ length: 24 }, () => 0.01);

describe('a frame', () => {
	it('shows water in litres by hour, in m³ by year', () => {
		const hours = frameOf(madeUsage([madeSeries('cold_water', madeHours(MIDNIGHT, full))]));
		expect(hours.unit.name).toBe('l');
		expect(hours.slots[0]?.parts[0]?.amount).toBeCloseTo(10);
		const year = madePoint(at('2025-12-31T23:00:00Z'), 42, 0, 86400 * 365);
		const years = frameOf(
			madeUsage([madeSeries('cold_water', [year], 'year')], { resolution: 'year', period: 'all' })
		);
		expect(years.unit.name).toBe('m³');
	});
	it('never turns a missing value into zero', () => {
		const frame = frameOf(
			madeUsage([madeSeries('cold_water', madeHours(MIDNIGHT, [0.01, null, 0, ...full]))])
		);
		expect(frame.slots[1]).toMatchObject({ state: 'absent', parts: [{ amount: null, drawn: null }] });
		expect(frame.slots[2]).toMatchObject({ state: 'known', parts: [{ amount: 0 }] });
	});
	it('leaves what is before the home’s own time outside, and the future to come', () => {
		const points = madeHours('2026-11-21T11:00:00Z', [0.01, 0.01, null]);
		const frame = frameOf(
			madeUsage([madeSeries('cold_water', points)], {
				now: at('2026-11-21T13:00:00Z'),
				latest: at('2026-11-21T13:00:00Z')
			})
		);
		expect(frame.slots.map((s) => s.state).slice(11, 15)).toEqual(['outside', 'known', 'known', 'coming']);
		expect(frame.runs).toEqual([]);
	});
	it('waits for values that are only delayed, and says so once', () => {
		const frame = frameOf(
			madeUsage([madeSeries('cold_water', madeHours(MIDNIGHT, [0.01, null, null, null]))], {
				latest: at(MIDNIGHT) + 3600,
				now: at(MIDNIGHT) + 3 * 3600 + 60 // in the fourth hour, of which nothing is due yet
			})
		);
		expect(frame.slots.map((s) => s.state).slice(0, 5)).toEqual([
			'known',
			'awaited',
			'awaited',
			'coming',
			'outside'
		]);
		expect(frame.runs).toMatchObject([{ kind: 'awaited', first: 1, last: 2 }]);
	});
	it('calls a meter silent for days absent, not delayed', () => {
		const points = madeHours(MIDNIGHT, [0.01, null]);
		const frame = frameOf(
			madeUsage([madeSeries('cold_water', points)], {
				latest: at(MIDNIGHT) + 3600,
				now: at(MIDNIGHT) + 9 * 86400
			})
		);
		expect(frame.slots[1]?.state).toBe('absent');
	});
	it('draws a spread gap as one block of its mean, and tells its whole amount', () => {
		const points = madeHours(MIDNIGHT, full).map((p, i) =>
			i === 14 || i === 15 ? { ...p, amount: i === 14 ? 0.006 : 0.008, flags: FLAG.INTERPOLATED } : p
		);
		const gap = { start: at(MIDNIGHT) + 14 * 3600, end: at(MIDNIGHT) + 16 * 3600, amount: 0.014 };
		const frame = frameOf(
			madeUsage([madeSeries('cold_water', points)], { gaps: [{ medium: 'cold_water', gaps: [gap] }] })
		);
		expect(frame.runs).toHaveLength(1);
		expect(frame.runs[0]).toMatchObject({ kind: 'spread', first: 14, last: 15, seconds: 7200 });
		expect(frame.runs[0]?.amount).toBeCloseTo(14);
		expect(frame.slots[14]?.parts[0]).toMatchObject({ look: 'hatched', block: 0 });
		expect(frame.slots[14]?.parts[0]?.drawn).toBeCloseTo(7);
		expect(frame.slots[14]?.parts[0]?.amount).toBeCloseTo(6);
	});
	it('tells media that were silent together in one sentence', () => {
		const points = madeHours(MIDNIGHT, full).map((p, i) =>
			i === 3 ? { ...p, flags: FLAG.INTERPOLATED } : p
		);
		const frame = frameOf(madeUsage([madeSeries('cold_water', points), madeSeries('hot_water', points)]));
		expect(frame.runs).toMatchObject([{ media: ['cold_water', 'hot_water'], first: 3, last: 3 }]);
		expect(frame.runs[0]?.amount).toBeCloseTo(20);
	});
	it('does not block a day that a short gap only touches', () => {
		const day = madePoint(at('2026-11-20T23:00:00Z'), 0.2, FLAG.INTERPOLATED, 86400);
		const gap = { start: day.end - 3600, end: day.end + 3600, amount: 0.01 };
		const frame = frameOf(
			madeUsage([madeSeries('cold_water', [day], 'day')], {
				resolution: 'day',
				period: '2026-11',
				gaps: [{ medium: 'cold_water', gaps: [gap] }]
			})
		);
		expect(frame.runs).toEqual([]);
		expect(frame.slots[20]?.parts[0]?.look).toBe('hatched');
	});
	it('outlines today: it is not over, which is not the same as missing', () => {
		const today = madePoint(at('2026-11-21T23:00:00Z'), 0.1, FLAG.MISSING, 86400);
		const frame = frameOf(
			madeUsage([madeSeries('cold_water', [today], 'day')], { resolution: 'day', period: '2026-11' })
		);
		expect(frame.slots[21]).toMatchObject({ state: 'known', ongoing: true, parts: [{ look: 'outlined' }] });
	});
	it('gives each quality its own look, the most telling first', () => {
		const flags = [0, FLAG.LATE, FLAG.CORRECTED, FLAG.SUSPECT | FLAG.LATE, FLAG.MISSING | FLAG.SUSPECT];
		const points = flags.map((f, i) => madePoint(at(MIDNIGHT) + i * 3600, 0.01, f));
		const looks = frameOf(madeUsage([madeSeries('cold_water', points)])).slots.flatMap(
			(s) => s.parts[0]?.look ?? []
		);
		expect(looks).toEqual(['solid', 'outlined', 'cornered', 'crossed', 'partial']);
	});
});
