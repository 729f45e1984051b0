import { describe, expect, it } from 'vitest';
import { addDays, dayStart } from '#lib/energy/calendar.ts';
import { ambientOf } from './ambient.ts';
import { made, NOON, setup, stateAfter } from './made-state.ts';
import { snapshotOf } from './snapshot.ts';
import { todayOf } from './today.ts';
import { usualUntil } from './usual.ts';

const han = (part: Parameters<typeof made>[0]) =>
	made({ device: 'han:ams', kind: 'gauge', unit: 'W', quantity: 'power_import', ...part });
const cold = setup({ medium: 'cold_water' });
const hot = setup({ device: 'wmbus:5678', medium: 'hot_water', serial: '5678' });
const water = (value: number, ago: number, part: Parameters<typeof made>[0] = {}) =>
	made({ value, sourceTime: NOON - ago, ...part });

describe('power now', () => {
	it('is no difference of import now and export of a while ago', () => {
		const readings = [
			han({ quantity: 'power_export', value: 1200, sourceTime: NOON - 40 }),
			han({ value: 300 })
		];
		expect(snapshotOf(stateAfter(readings)).power).toMatchObject({ watts: 300, at: NOON });
	});

	it('of two meters, one of which tells nothing, is not known', () => {
		const register = { quantity: 'electricity_import', unit: 'kWh', value: 5 } as const;
		const told = ['homewizard:a', 'homewizard:b'].map((device) =>
			setup({ device, quantity: 'electricity_import', medium: 'electricity' })
		);
		const readings = [
			made({ ...register, device: 'homewizard:a' }),
			made({ ...register, device: 'homewizard:b' }),
			made({ device: 'homewizard:a', kind: 'gauge', quantity: 'power', unit: 'W', value: 300 })
		];
		expect(snapshotOf(stateAfter(readings, told)).power).toMatchObject({ watts: null, at: null });
	});

	it('of a register that leapt to another is not known', () => {
		const register = { quantity: 'electricity_import', unit: 'kWh' } as const;
		const readings = [
			made({ ...register, value: 100, sourceTime: NOON - 60 }),
			made({ ...register, value: 41_000 })
		];
		expect(snapshotOf(stateAfter(readings)).power.watts).toBeNull();
	});
});

describe('water now', () => {
	it('of a meter that speaks every few hours is no flow of now', () => {
		const state = stateAfter([water(10, 3 * 3600), water(10.3, 0)], [cold]);
		expect(snapshotOf(state).water).toMatchObject({ litresPerMinute: null, stale: false });
	});

	it('is not known two minutes after the last telegram of a meter that speaks each quarter of a minute', () => {
		const readings = Array.from({ length: 9 }, (_, i) => water(10 + i / 100, 128 - i * 16));
		const at = (now: number) => snapshotOf(stateAfter(readings, [cold], { now })).water.litresPerMinute;
		expect(at(NOON + 100)).toBe(37.5);
		expect(at(NOON + 121)).toBeNull();
	});

	it('of cold and hot together is not known where one is stale, nor newer than the older', () => {
		const expected = { ...hot, expectedS: 60 };
		const of = { device: 'wmbus:5678' };
		const stale = [water(4, 300, of), water(4.1, 240, of), water(10, 60), water(10.006, 0)];
		const { water: now } = snapshotOf(stateAfter(stale, [cold, expected]));
		expect(now).toMatchObject({
			...{ litresPerMinute: null, coldLitresPerMinute: 6, hotLitresPerMinute: null },
			...{ stale: true, at: NOON - 240, ambient: 'unknown' }
		});
	});

	it('of a meter that another replaced is left out', () => {
		const old = water(4, 30 * 3600, { device: 'wmbus:5678' });
		const replaced = new Set(['wmbus:5678\n\nwater']);
		const state = stateAfter([old, water(10, 60), water(10.006, 0)], [cold, hot], { replaced });
		expect(snapshotOf(state).water).toMatchObject({ litresPerMinute: 6, stale: false });
	});

	it('of a register that leapt is not known, nor whether it is much', () => {
		const normals = { wattHours: [], litres: Array.from({ length: 20 }, () => 30) };
		const readings = [water(10, 3600), water(10.01, 60), water(800, 0)];
		expect(snapshotOf(stateAfter(readings, [cold], { normals })).water).toMatchObject({
			...{ litresPerMinute: null, ambient: 'unknown' }
		});
	});
});

it('the strip is of the last hour, also where nothing has come since', () => {
	const strip = [NOON - 3700, NOON - 3000, NOON + 90_000].map((at) => ({ at, watts: 1 }));
	expect(snapshotOf(stateAfter([], [], { strip })).strip).toEqual([{ at: NOON - 3000, watts: 1 }]);
});

it('a room that nobody has named is called by its sensor', () => {
	const sensor = made({ device: 'zigbee:sov', kind: 'gauge', quantity: 'temperature', unit: 'C', value: 20 });
	const told = setup({ device: 'zigbee:sov', quantity: '' });
	expect(snapshotOf(stateAfter([sensor], [told])).rooms).toMatchObject([{ name: 'sov' }]);
});

it('a lamp more is no high use', () => {
	const normals = Array.from({ length: 12 }, () => 100);
	expect([149, 151, 51, 49].map((watts) => ambientOf(watts, normals, 50))).toEqual([
		...['normal', 'high', 'normal', 'low']
	]);
});

describe('today', () => {
	const DAY = '2026-11-22';
	const start = dayStart(DAY);
	/** 10 l an hour for 14 days before the day, and until `until`. */
	const counter = (day: string, until: number, value?: number) => {
		const first = dayStart(addDays(day, -14));
		const boundaries = new Map<number, number>();
		for (let at = first; at <= until; at += 3600) boundaries.set(at, (at - first) / 360);
		const latest = { at: until, value: value ?? (until - first) / 360 };
		return { medium: 'cold_water' as const, boundaries, latest };
	};

	it('holds what a slow meter told until noon against what is usual until noon', () => {
		const today = todayOf([counter(DAY, start + 12 * 3600)], start + 18 * 3600);
		expect(today).toMatchObject({ coldL: 120, usualColdL: 120 });
	});

	it('is not known of a meter that has been silent since yesterday, or for too long', () => {
		expect(todayOf([counter(DAY, start - 3600)], start + 60)).toMatchObject({
			coldL: null,
			usualColdL: null
		});
		const silent = { ...counter(DAY, start + 3600), latest: null };
		expect(todayOf([silent], start + 7200).coldL).toBeNull();
	});

	it.each([9, 790_000])('does not count a register that went to %i', (value) => {
		expect(todayOf([counter(DAY, start + 12 * 3600, value)], start + 12 * 3600).coldL).toBe(120);
	});

	it.each([
		['2026-03-29', 11],
		['2026-10-25', 13]
	])('at noon of %s is held against noon of other days', (day, hours) => {
		const noon = dayStart(day) + hours * 3600;
		expect(usualUntil(counter(day, noon), noon)).toBe(120);
		const next = dayStart(addDays(day, 1)) + 12 * 3600;
		expect(usualUntil(counter(addDays(day, 1), next), next)).toBe(120);
	});
});
