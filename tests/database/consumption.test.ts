import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayStart } from '../../src/lib/energy/calendar.ts';
import { FLAG, qualityOf } from '../../src/lib/energy/quality.ts';
import { openSource } from '../../src/lib/server/collection/source.ts';
import { storeReadings } from '../../src/lib/server/collection/store-readings.ts';
import { readHomes } from '../../src/lib/server/consumption/read-homes.ts';
import { readSeries } from '../../src/lib/server/consumption/read-series.ts';
import type { Medium, Resolution } from '../../src/lib/energy/medium.ts';
import { makeHome } from '../fixtures/home.ts';
import { holderOf } from '../fixtures/holder.ts';
import { freshDatabase, type FreshDatabase } from './fresh.ts';

const at = (iso: string) => Date.parse(iso) / 1000;
const NOW = at('2016-11-20T12:00:00Z');

let db: FreshDatabase;
let home: string;
let token: string;

/** Hourly readings of a meter that uses `litres(hour index)` each hour, from and to given instants. */
function hourly(meterId: number, from: string, to: string, litres: (i: number) => number) {
	const readings = [];
	let register = 1000;
	for (let i = 0, when = at(from); when <= at(to); i++, when += 3600) {
		readings.push({ meterId, at: when, register, flags: 0 });
		register += litres(i);
	}
	return readings;
}

beforeAll(async () => {
	db = await freshDatabase();
	const made = await makeHome(db.superuser, {
		number: '1101',
		stays: [['2016-07-20T12:30:00+02:00', 'tenancy']],
		meters: [
			{ serial: 'cold', medium: 'cold_water' },
			{ serial: 'shaft-1', medium: 'hot_water' },
			{ serial: 'shaft-2', medium: 'hot_water' }
		]
	});
	home = made.homes[0] ?? '';
	token = await holderOf(db.superuser, home, 'Anna');
	const source = await openSource(db.owner, 'import', 'test.csv');
	const { cold = 0, ...shafts } = made.meters;
	await storeReadings(
		db.owner,
		[
			...hourly(cold, '2016-07-20T10:00:00Z', '2016-11-20T11:00:00Z', (i) => 1 + (i % 3)),
			...hourly(shafts['shaft-1'] ?? 0, '2016-11-01T00:00:00Z', '2016-11-20T11:00:00Z', () => 10),
			...hourly(shafts['shaft-2'] ?? 0, '2016-11-01T00:00:00Z', '2016-11-18T05:00:00Z', () => 7)
		],
		source,
		{ now: NOW }
	);
});
afterAll(() => db.close());

async function read(medium: Medium, resolution: Resolution, from: string, to: string) {
	const reader = { pool: db.portal, token, now: NOW };
	const answer = await readSeries(reader, { home, media: [medium], resolution, span: { from, to } });
	const series = answer.kind === 'series' ? answer.series[0] : undefined;
	if (series === undefined) throw new Error('no series');
	return series;
}

describe('a series', () => {
	it('has the same total at every resolution, for any days', async () => {
		for (const [from, to] of [
			['2016-07-25', '2016-09-01'],
			['2016-07-01', '2017-01-01'],
			['2016-10-30', '2016-10-31'],
			['2016-08-03', '2016-11-20'],
			['2016-11-01', '2016-11-21']
		] as const) {
			const all = await Promise.all(
				(['hour', 'day', 'month', 'year'] as const).map((resolution) =>
					read('cold_water', resolution, from, to)
				)
			);
			expect(new Set(all.map(({ total }) => total))).toEqual(new Set([all[0]?.total]));
			expect(all[0]?.total).toBeGreaterThan(0.04);
		}
	});

	it('counts the full hours of today, and takes nothing of them for missing because an hour is running', async () => {
		const reader = { pool: db.portal, token, now: at('2016-11-20T11:00:00Z') - 1 };
		for (const resolution of ['day', 'month', 'year'] as const) {
			const question = {
				home,
				media: ['cold_water'] as const,
				span: { from: '2016-11-20', to: '2016-11-21' }
			};
			const answer = await readSeries(reader, { ...question, resolution });
			const hours = await readSeries(reader, { ...question, resolution: 'hour' });
			const [shown, sum] = [answer, hours].map((each) =>
				each.kind === 'series' ? each.series[0] : undefined
			);
			expect(sum?.points).toHaveLength(11);
			expect(shown?.total).toBe(sum?.total);
			expect(shown?.points.map(({ flags }) => qualityOf(flags))).toEqual(['measured']);
		}
	});

	it('has 25 hours on the last Sunday of October and two of them are hour 02', async () => {
		const { points, total } = await read('cold_water', 'hour', '2016-10-30', '2016-10-31');
		expect(points).toHaveLength(25);
		expect(points.every(({ amount }) => amount !== null && amount > 0)).toBe(true);
		expect(total).toBe(0.049);
	});

	it('begins with the first whole hour of the home’s own time', async () => {
		const { points } = await read('cold_water', 'hour', '2016-07-20', '2016-07-21');
		expect(points[0]?.start).toBe(at('2016-07-20T11:00:00Z'));
		const days = await read('cold_water', 'day', '2016-07-19', '2016-07-22');
		expect(days.points.map(({ start }) => start)).toEqual([
			at('2016-07-20T11:00:00Z'),
			dayStart('2016-07-21')
		]);
	});

	it('says missing where nothing is known, and nothing at all of the future', async () => {
		const { points } = await read('hot_water', 'day', '2016-10-30', '2016-12-01');
		expect(points[0]).toMatchObject({ amount: null, flags: FLAG.MISSING | FLAG.ABSENT });
		expect(points).toHaveLength(22);
		expect(points.at(-1)?.start).toBe(dayStart('2016-11-20'));
	});

	it('sums the meters of a medium up to the latest time that all of them reach', async () => {
		const hours = await read('hot_water', 'hour', '2016-11-17', '2016-11-21');
		const known = hours.points.filter(({ amount }) => amount !== null);
		expect(known.at(-1)?.end).toBe(at('2016-11-18T05:00:00Z'));
		expect(new Set(known.map(({ amount }) => amount))).toEqual(new Set([0.017]));
		for (const resolution of ['day', 'month', 'year'] as const) {
			const coarse = await read('hot_water', resolution, '2016-11-17', '2016-11-21');
			expect(coarse.total).toBe(hours.total);
		}
		const days = await read('hot_water', 'day', '2016-11-17', '2016-11-21');
		expect(days.points.map(({ amount, flags }) => [amount, qualityOf(flags)])).toEqual([
			[0.408, 'measured'],
			[0.102, 'missing'],
			[null, 'missing'],
			[null, 'missing']
		]);
	});

	it('is empty for a medium that the home has no meter for', async () => {
		expect(await read('electricity', 'day', '2016-10-01', '2016-11-01')).toMatchObject({
			points: [],
			total: null
		});
	});
});

describe('homes', () => {
	it('are those of whoever presents the token', async () => {
		expect(await readHomes({ pool: db.portal, token })).toEqual([
			{
				id: home,
				address: 'Granvägen 4, 123 45 Ekstad',
				apartment: '1101',
				company: 'Testbo',
				timeZone: 'Europe/Stockholm',
				from: at('2016-07-20T10:30:00Z'),
				to: null,
				media: ['cold_water', 'hot_water']
			}
		]);
		expect(await readHomes({ pool: db.portal, token: '' })).toEqual([]);
	});
});
