import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FLAG } from '../../src/lib/energy/quality.ts';
import { openSource } from '../../src/lib/server/collection/source.ts';
import { storeReadings, type IncomingReading } from '../../src/lib/server/collection/store-readings.ts';
import { makeHome, type HomePlan } from '../fixtures/home.ts';
import { faultyReadings, type PlainReading } from '../fixtures/faulty-readings.ts';
import { freshDatabase, type FreshDatabase } from './fresh.ts';

const at = (iso: string) => Date.parse(iso) / 1000;
const NOW = { now: at('2026-11-22T12:00:00Z') };

let db: FreshDatabase;
let source: number;
let made = 0;

beforeAll(async () => {
	db = await freshDatabase();
	source = await openSource(db.owner, 'import', 'test.csv');
});
afterAll(() => db.close());

async function aMeter(plan: Partial<HomePlan['meters'][number]> = {}, stays?: HomePlan['stays']) {
	const serial = `m${made++}`;
	const home = await makeHome(db.superuser, {
		number: serial,
		stays: stays ?? [['2020-01-01T00:00:00Z', 'tenancy']],
		meters: [{ medium: 'cold_water', ...plan, serial }]
	});
	return home.meters[serial] ?? 0;
}

type Plain = PlainReading;
const incoming = (meterId: number, readings: readonly Plain[]): IncomingReading[] =>
	readings.map(([when, register]) => ({ meterId, at: when, register, flags: 0 }));
const store = (meterId: number, readings: readonly Plain[]) =>
	storeReadings(db.owner, incoming(meterId, readings), source, NOW);

/** All amounts of a meter at one resolution as stored: period, slot, amount, flags without LATE. */
async function amounts(table: 'hour_pack' | 'day_pack' | 'month_pack', meterId: number) {
	const column = { hour_pack: 'day', day_pack: 'month', month_pack: 'year' }[table];
	const rows = await db.superuser<
		{ period: string; slot: number; amount: number; flags: number; series: number }[]
	>`
		select p.${db.superuser(column)}::text as period, p.first + i.i as slot, p.series_id as series,
			p.packed[i.i + 2] - p.packed[i.i + 1] + coalesce(p.steps[i.i + 1], 0) as amount,
			(coalesce(p.flags[i.i + 1], 0) & ~${FLAG.LATE}::int) as flags
		from metering.${db.superuser(table)} p, generate_series(0, cardinality(p.packed) - 2) as i
		where p.meter_id = ${meterId} order by 3, 1, 2`;
	return rows.map(({ period, slot, amount, flags, series }) => ({ period, slot, amount, flags, series }));
}
const sum = (cells: readonly { amount: number }[]) => cells.reduce((total, cell) => total + cell.amount, 0);

describe('storing readings', () => {
	it('Σ hours = Σ days = Σ months = last − first, from integers', async () => {
		const meter = await aMeter();
		const readings = Array.from({ length: 2000 }, (_, i): Plain => [
			at('2026-01-15T10:23:45Z') + i * 3581,
			1000 + i * 7
		]);
		expect(await store(meter, readings)).toMatchObject({ stored: 2000, unchanged: 0, rejected: [] });
		const totals = await Promise.all(
			(['hour_pack', 'day_pack', 'month_pack'] as const).map(async (table) =>
				sum(await amounts(table, meter))
			)
		);
		expect(totals).toEqual([13993, 13993, 13993]);
	});

	it('the same readings twice change nothing', async () => {
		const meter = await aMeter();
		const readings: Plain[] = [1000, 1010, 0, 1020, 1019, 1030, 1040, 1041, 1042].map((register, i) => [
			at('2026-05-01T00:04:00Z') + i * 3600,
			register
		]);
		await store(meter, readings);
		const before = await amounts('hour_pack', meter);
		expect(await store(meter, readings)).toMatchObject({ stored: 0, unchanged: 9, corrected: 0 });
		expect(await amounts('hour_pack', meter)).toEqual(before);
	});

	it('any order, cut anywhere, gives the same hours, days and months', async () => {
		await fc.assert(
			fc.asyncProperty(
				faultyReadings,
				fc.array(fc.nat(1000), { minLength: 90, maxLength: 90 }),
				fc.integer({ min: 1, max: 40 }),
				async (readings, dice, size) => {
					const whole = await aMeter();
					const pieces = await aMeter();
					await store(whole, readings);
					const shuffled = readings
						.map((reading, i) => ({ reading, key: dice[i] ?? 0 }))
						.sort((a, b) => a.key - b.key)
						.map(({ reading }) => reading);
					for (let i = 0; i < shuffled.length; i += size) await store(pieces, shuffled.slice(i, i + size));
					for (const table of ['hour_pack', 'day_pack', 'month_pack'] as const) {
						const strip = (cells: Awaited<ReturnType<typeof amounts>>) =>
							cells.map(({ series: _, ...cell }) => cell);
						const expected = strip(await amounts(table, whole));
						expect(strip(await amounts(table, pieces)), table).toEqual(expected);
						expect(expected.every((cell) => cell.amount >= 0)).toBe(true);
					}
				}
			),
			{ numRuns: 40 }
		);
	});

	it('a corrected register stands beside the original, never over it', async () => {
		const meter = await aMeter();
		const hour = (i: number, register: number): Plain => [at('2026-05-01T00:00:00Z') + i * 3600, register];
		await store(meter, [hour(0, 100), hour(1, 110), hour(2, 130), hour(3, 140)]);
		expect(await store(meter, [hour(2, 125)])).toMatchObject({ corrected: 1, stored: 0 });
		expect(await store(meter, [hour(2, 130)])).toMatchObject({ corrected: 0, unchanged: 1 });
		const kept =
			await db.superuser`select old_register, new_register from metering.reading_correction where meter_id = ${meter}`;
		expect([...kept]).toEqual([{ old_register: 130, new_register: 125 }]);
		const hours = await amounts('hour_pack', meter);
		expect(hours.map((cell) => cell.amount)).toEqual([10, 15, 15]);
		expect(hours.map((cell) => (cell.flags & FLAG.CORRECTED) !== 0)).toEqual([false, true, true]);
	});

	it('readings that follow on in a home left empty leave its hours since the move alone', async () => {
		const meter = await aMeter({}, [
			['2020-01-01T00:00:00Z', 'tenancy'],
			['2026-03-01T11:00:00Z', 'vacancy']
		]);
		const hourly = (from: string, hours: number) =>
			Array.from({ length: hours }, (_, i): Plain => {
				const when = at(from) + i * 3600;
				return [when, 1000 + Math.min(when - at('2026-02-20T00:00:00Z'), 9 * 86_400) / 360];
			});
		await store(meter, hourly('2026-02-20T00:00:00Z', 60 * 24));
		const before = await amounts('hour_pack', meter);
		await store(meter, hourly('2026-04-21T00:00:00Z', 8 * 24));
		const now = await amounts('hour_pack', meter);
		expect(now.slice(0, before.length)).toEqual(before);
		expect(now.slice(24).every(({ flags }) => (flags & FLAG.INTERPOLATED) === 0)).toBe(true);
	});

	it('a day of a move at noon is two rows, and the hour that a boundary cuts belongs to neither', async () => {
		const stays: HomePlan['stays'] = [
			['2026-01-01T00:00:00Z', 'tenancy'],
			['2026-05-10T10:30:00Z', 'tenancy']
		];
		const meter = await aMeter({}, stays);
		const readings = Array.from({ length: 49 }, (_, i): Plain => [
			at('2026-05-09T22:00:00Z') + i * 3600,
			1000 + i * 10
		]);
		await store(meter, readings);
		const hours = (await amounts('hour_pack', meter)).filter((cell) => cell.period === '2026-05-10');
		expect(new Set(hours.map((cell) => cell.series)).size).toBe(2);
		expect(hours.map((cell) => cell.slot)).toEqual([
			...Array(12).keys(),
			...Array.from({ length: 11 }, (_, i) => 13 + i)
		]);
		const rows = await db.superuser<{ at: number[] }[]>`
			select at from metering.reading_pack where meter_id = ${meter} and day = '2026-05-10' order by at[1]`;
		expect(rows.map((row) => row.at.length)).toEqual([13, 11]);
	});

	it('a reading whose clock is off, or that no meter or home can own, is told apart', async () => {
		const meter = await aMeter({ installed: '2019-06-01T00:00:00Z', removed: '2026-11-26T00:00:00Z' });
		const result = await storeReadings(
			db.owner,
			[
				...incoming(meter, [
					[at('2019-12-31T00:00:00Z'), 5],
					[at('2019-05-31T23:59:59Z'), 5],
					[at('2026-11-26T00:00:00Z'), 5],
					[at('2026-11-25T12:00:00Z'), 5],
					[at('2026-05-01T00:00:00Z'), 3e9]
				]),
				{ meterId: 999_999, at: at('2026-05-01T00:00:00Z'), register: 1, flags: 0 },
				...incoming(meter, [[at('2026-11-22T13:00:00Z'), 5]])
			],
			source,
			NOW
		);
		expect(result.rejected).toEqual([
			{ index: 0, reason: 'no_home_then' },
			{ index: 1, reason: 'not_installed_then' },
			{ index: 2, reason: 'future' },
			{ index: 3, reason: 'future' },
			{ index: 4, reason: 'register_out_of_range' },
			{ index: 5, reason: 'unknown_meter' }
		]);
		expect(result.stored).toBe(1);
		expect(await amounts('hour_pack', meter)).toEqual([]);
	});

	it('an hour as large as a usual week is suspect, and so are its day and month', async () => {
		const meter = await aMeter();
		const start = at('2026-03-01T00:00:00Z');
		const readings = Array.from({ length: 40 * 24 }, (_, i): Plain => [
			start + i * 3600,
			i * 10 + (i >= 35 * 24 + 5 ? 1700 : 0)
		]);
		await store(meter, readings);
		const suspect = (await amounts('hour_pack', meter)).filter((cell) => cell.flags & FLAG.SUSPECT);
		expect(suspect).toMatchObject([{ period: '2026-04-05', amount: 1710 }]);
		const days = (await amounts('day_pack', meter)).filter((cell) => cell.flags & FLAG.SUSPECT);
		expect(days).toMatchObject([{ period: '2026-04-01', slot: 4, amount: 1940 }]);
	});

	it('a month whose hot share is odd is flagged, and no longer when late cold water makes it right', async () => {
		const home = await makeHome(db.superuser, {
			number: `share${made++}`,
			stays: [['2026-01-01T00:00:00Z', 'tenancy']],
			meters: [
				{ serial: `c${made}`, medium: 'cold_water' },
				{ serial: `h${made}`, medium: 'hot_water' }
			]
		});
		const [cold = 0, hot = 0] = Object.values(home.meters);
		const month = (perHour: number) =>
			Array.from({ length: 60 * 24 }, (_, i): Plain => [at('2026-02-01T00:00:00Z') + i * 3600, i * perHour]);
		await store(hot, month(8));
		const odd = async () =>
			(await amounts('month_pack', hot)).map((cell) => (cell.flags & FLAG.ODD_SHARE) !== 0);
		expect(await odd()).toEqual([false, false, false]);
		await store(cold, month(1));
		expect(await odd()).toEqual([true, true, false]);
		await store(cold, month(10));
		expect(await odd()).toEqual([false, false, false]);
	});
});
