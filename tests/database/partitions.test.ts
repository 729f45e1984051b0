import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tidyPartitions } from '../../src/lib/server/collection/tidy-partitions.ts';
import { asRole } from '../../src/lib/server/db/session.ts';
import { buildCompany } from '../fixtures/company.ts';
import { freshDatabase, type FreshDatabase } from './fresh.ts';

/** March's days are settled. */
const AFTER_MARCH = Date.parse('2026-04-08T12:00:00Z') / 1000;

describe('partitions', () => {
	let database: FreshDatabase;
	beforeAll(async () => {
		database = await freshDatabase();
		await buildCompany(database);
	});
	afterAll(() => database.close());

	const collect = <Row extends object>(text: string) =>
		asRole(database.owner, 'hemvy_collector', null, (sql) => sql.unsafe<Row[]>(text));
	const stored = () =>
		database.superuser`select tableoid::regclass::text, p::text from metering.hour_pack p order by 1, 2`;

	test('are made once, by several at a time, for every day of a span', async () => {
		const make = () => collect(`select store.ensure_partitions('2029-12-31', '2030-01-01')`);
		await Promise.all([make(), make()]);
		const made = await database.superuser<{ name: string }[]>`
			select relname as name from pg_class
			where relkind = 'r' and relnamespace = 'store'::regnamespace and relname ~ '20(29|30)' order by 1`;
		expect(made.map(({ name }) => name)).toEqual([
			'day_pack_2029',
			'day_pack_2030',
			'hour_pack_2029_12',
			'hour_pack_2030_01',
			'month_pack_2030',
			'reading_pack_2029_12',
			'reading_pack_2030_01'
		]);
	});

	test('the log’s month is made once by all who look at its beginning at once, and none of them fails', async () => {
		const first = postgres(database.urls.superuser, { max: 8, onnotice: () => undefined });
		// each connection has looked for it before, in vain
		await Promise.all(
			Array.from({ length: 8 }, () => first`select to_regclass('store.access_2033_01'), pg_sleep(0.1)`)
		);
		await first
			.begin(async (tx) => {
				await tx`select pg_advisory_xact_lock(hashtext('store.ensure_partitions'))`;
				const waiting = Array.from(
					{ length: 6 },
					() => first`select store.ensure_log_partition('2033-01-01')`
				);
				const all = Promise.all(waiting);
				await expect.poll(waitingForLock).toBe(6);
				return { all };
			})
			.then(({ all }) => all);
		await first.end();
	});

	const waitingForLock = async () => {
		const [row] = await database.superuser<{ count: number }[]>`
			select count(*)::int from pg_locks where locktype = 'advisory' and not granted`;
		return row?.count;
	};

	test('who needs no new one waits for nobody who makes one', async () => {
		await collect(`select store.ensure_partitions('2031-01-01', '2031-12-31')`);
		await database.superuser.begin(async (other) => {
			await other`select store.ensure_partitions('2032-01-01', '2032-01-31')`;
			await asRole(database.owner, 'hemvy_collector', null, async (sql) => {
				await sql`select set_config('lock_timeout', '500ms', true)`;
				await sql`select store.ensure_partitions('2031-01-01', '2031-12-31')`;
			});
		});
	});

	test('a span that is none is refused', async () => {
		for (const span of [`'2026-02-01', '2026-01-01'`, `null, '2026-01-01'`, `'0001-01-01', '2026-01-01'`]) {
			await expect(collect(`select store.ensure_partitions(${span})`)).rejects.toMatchObject({
				code: '22023'
			});
		}
	});

	test('closed months are rewritten in key order once, and hold the same afterwards', async () => {
		const before = await stored();
		expect(await tidyPartitions(database.owner, AFTER_MARCH)).toBe(4);
		expect(await stored()).toEqual(before);
		expect(await tidyPartitions(database.owner, AFTER_MARCH)).toBe(0);
	});

	test('a closed month that has grown since is rewritten again', async () => {
		await database.superuser`
			insert into metering.hour_pack select apartment_id, series_id, meter_id + 1000 * i, day, first, packed, steps, flags, lows, highs
			from metering.hour_pack, generate_series(1, 200) i where day = '2026-03-20'`;
		expect(await tidyPartitions(database.owner, AFTER_MARCH)).toBe(1);
		await database.superuser`delete from metering.hour_pack where meter_id > 1000`;
	});

	test('a month that somebody reads is left as it is, and so is one that is not over', async () => {
		await database.superuser`comment on table store.hour_pack_2026_03 is null`;
		await database.superuser.begin(async (reader) => {
			await reader`select from metering.hour_pack where day = '2026-03-20'`;
			expect(await tidyPartitions(database.owner, AFTER_MARCH)).toBe(0);
		});
		expect(await tidyPartitions(database.owner, AFTER_MARCH - 8 * 86_400)).toBe(0);
		expect(await tidyPartitions(database.owner, AFTER_MARCH)).toBe(1);
	});

	test('the owner of the tables finds no row in them, and steps down to a role to write', async () => {
		for (const table of ['metering.hour_pack', 'housing.person', 'account.session']) {
			expect(await database.owner.unsafe(`select from ${table}`), table).toHaveLength(0);
		}
		await expect(
			database.owner`insert into housing.person (display_name) values ('x')`
		).rejects.toMatchObject({
			code: '42501'
		});
	});

	test('the writer of readings reads no person, and the register no reading', async () => {
		for (const table of ['housing.person', 'housing.tenancy_holder', 'account.account', 'account.session']) {
			await expect(collect(`select * from ${table}`), table).rejects.toMatchObject({ code: '42501' });
		}
		for (const table of [
			'metering.hour_pack',
			'metering.day_pack',
			'metering.month_pack',
			'metering.reading_pack'
		]) {
			await expect(
				asRole(database.owner, 'hemvy_registrar', null, (sql) => sql.unsafe(`select * from ${table}`)),
				table
			).rejects.toMatchObject({ code: '42501' });
		}
	});
});
