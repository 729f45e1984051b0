import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FLAG, qualityOf } from '#lib/energy/quality.ts';
import { asRole, readAsSession } from '../../src/lib/server/db/session.ts';
import { buildCompany, type Company } from '../fixtures/company.ts';
import { freshDatabase, type FreshDatabase } from './fresh.ts';

interface RowCell {
	readonly start_at: Date;
	readonly end_at: Date;
	readonly amount: string | null;
	readonly low: string | null;
	readonly high: string | null;
	readonly quality: string;
}

describe('hours, days and months in row form', () => {
	let database: FreshDatabase;
	let company: Company;

	beforeAll(async () => {
		database = await freshDatabase();
		company = await buildCompany(database);
		const { nils } = company.homes;
		await asRole(database.owner, 'hemvy_collector', null, async (sql) => {
			await sql`select store.ensure_partitions('2026-03-29', '2026-10-25')`;
			const place = [nils.apartmentId, nils.series['cold_water'] ?? 0, company.meters.water1] as const;
			const counter = (cells: number) => `{${Array.from({ length: cells + 1 }, (_, i) => i * 5).join(',')}}`;
			for (const [day, cells] of [
				['2026-03-29', 23],
				['2026-10-25', 25]
			] as const) {
				await sql`insert into metering.hour_pack values (${place[0]}, ${place[1]}, ${place[2]}, ${day}, 0, ${counter(cells)})`;
			}
			await sql`insert into metering.hour_pack values (${place[0]}, ${place[1]}, ${place[2]}, '2026-04-01', 6,
				'{99998,3,3,10}', '{100000,0,0}', '{32,80,1}')`;
			await sql`insert into metering.day_pack values (${place[0]}, ${place[1]}, ${place[2]}, '2026-10-01', 23, '{0,7,12,17}')`;
		});
	});
	afterAll(() => database.close());

	const cells = (view: string, where: string) =>
		readAsSession<RowCell>(
			database.portal,
			company.nils.token,
			`select * from portal.${view} where medium = 'cold_water' and ${where} order by start_at`
		);

	test.each([
		['2026-03-29', 23, '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
		['2026-10-25', 25, '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z']
	])('%s has %i hours, one after the other without a break', async (day, count, start, end) => {
		const hours = await cells('hours', `day = '${day}'`);
		expect(hours.length).toBe(count);
		expect(hours[0]?.start_at.toISOString()).toBe(start);
		expect(hours.at(-1)?.end_at.toISOString()).toBe(end);
		hours.forEach((hour, i) => {
			expect(hour.end_at.getTime() - hour.start_at.getTime()).toBe(3_600_000);
			if (i > 0) expect(hour.start_at).toEqual(hours[i - 1]?.end_at);
		});
	});

	test('days are civil days, the 25-hour one too', async () => {
		const days = await cells('days', `month = '2026-10-01'`);
		expect(days.map(({ start_at, end_at }) => (end_at.getTime() - start_at.getTime()) / 3_600_000)).toEqual([
			24, 25, 24
		]);
		expect(days.map(({ amount }) => amount)).toEqual(['0.007', '0.005', '0.005']);
	});

	test('the amount is to - from + step in the unit; nothing known is no amount, never zero', async () => {
		const hours = await cells('hours', `day = '2026-04-01'`);
		expect(hours.map(({ amount, quality }) => [amount, quality])).toEqual([
			['0.005', 'meter_changed'],
			[null, 'missing'],
			['0.007', 'interpolated']
		]);
		expect(hours[0]?.start_at.toISOString()).toBe('2026-04-01T04:00:00.000Z');
	});

	test('the day and the month of a move reach only over the own whole hours', async () => {
		const [day] = await cells('days', `month = '2026-03-01'`);
		expect(day?.start_at.toISOString()).toBe('2026-03-10T11:00:00.000Z');
		const [month] = await cells('months', `year = '2026-01-01'`);
		expect(month?.start_at.toISOString()).toBe('2026-03-10T11:00:00.000Z');
		expect(month?.end_at.toISOString()).toBe('2026-03-31T22:00:00.000Z');
		const [half] = await readAsSession<RowCell>(
			database.portal,
			company.folke.token,
			`select * from portal.months where medium = 'cold_water'`
		);
		expect(half?.end_at.toISOString()).toBe('2026-03-12T11:00:00.000Z');
	});

	test('a gauge has its mean and its range', async () => {
		const [hour] = await readAsSession<RowCell>(
			database.portal,
			company.folke.token,
			`select * from portal.hours where medium = 'temperature' and day = '2026-02-09' order by start_at limit 1`
		);
		expect(hour).toMatchObject({ amount: '21.00', low: '20.90', high: '20.90', quality: 'measured' });
	});

	test('quality words are the energy core’s, for every set of flags', async () => {
		const rows = await database.superuser<{ flags: number; word: string }[]>`
			select flags, portal.quality(flags) as word from generate_series(0, ${Math.max(...Object.values(FLAG)) * 2 - 1}::int) flags`;
		expect(rows.filter(({ flags, word }) => qualityOf(flags) !== word)).toEqual([]);
	});
});
