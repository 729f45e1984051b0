import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from './fresh.ts';

const FOLDER = new URL('../../src/lib/server/db/tables/', import.meta.url);

/** drizzle writes some types otherwise than PostgreSQL's catalogue. */
function catalogueName(type: string): string {
	return type.replace(/^numeric\((\d+), (\d+)\)$/, 'numeric($1,$2)').replace(/^"(.*)"$/, '$1');
}

describe('the tables in code and in the database', () => {
	let database: FreshDatabase;
	const tables: PgTable[] = [];

	beforeAll(async () => {
		database = await freshDatabase();
		for (const file of await readdir(FOLDER)) {
			const module = (await import(new URL(file, FOLDER).href)) as Record<string, unknown>;
			tables.push(...Object.values(module).filter((it) => it instanceof PgTable));
		}
	});
	afterAll(() => database.close());

	test('have the same columns, types and nulls', async () => {
		const inCode = tables.flatMap((table) => {
			const { schema, name, columns } = getTableConfig(table);
			return columns.map(
				(column) =>
					`${schema ?? ''}.${name}.${column.name} ${catalogueName(column.getSQLType())} ${column.notNull ? 'not null' : 'null'}`
			);
		});
		const rows = await database.superuser<{ line: string }[]>`
			select format('%s.%s.%s %s %s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
				case when a.attnotnull then 'not null' else 'null' end) as line
			from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
			where n.nspname in ('housing', 'metering', 'account', 'node', 'consent', 'staff', 'audit')
				and c.relkind in ('r', 'p')
				and a.attnum > 0 and not a.attisdropped`;
		expect(inCode.length).toBeGreaterThan(100);
		expect(inCode.sort()).toEqual(rows.map(({ line }) => line).sort());
	});

	test('every table says what it holds', async () => {
		const silent = await database.superuser`
			select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
			where c.relkind in ('r', 'p') and not c.relispartition
				and n.nspname in ('housing', 'metering', 'account', 'consent', 'staff', 'audit', 'upkeep') and obj_description(c.oid) is null`;
		expect(silent).toEqual([]);
	});

	test('stretches of an apartment’s life never overlap, and a series stays in its occupancy’s apartment', async () => {
		const sql = database.superuser;
		await sql.unsafe(`
			insert into housing.company (name) values ('C'); insert into housing.property (company_id, name) values (1, 'P');
			insert into housing.building (property_id, name, street_address, postal_code, city) values (1, 'B', 'G', '1', 'S');
			insert into housing.apartment (building_id, number) values (1, '1'), (1, '2');
			insert into housing.occupancy (apartment_id, during, kind) values (1, '[2026-01-01,2026-02-01)', 'tenancy')`);
		const occupy = (during: string) =>
			sql`insert into housing.occupancy (apartment_id, during, kind) values (1, ${during}, 'vacancy')`;
		await expect(occupy('[2026-01-31,)')).rejects.toMatchObject({ code: '23P01' });
		await expect(occupy('[2026-02-01,2026-03-01]')).rejects.toMatchObject({ code: '23514' });
		await occupy('[2026-02-01,)');
		await expect(
			sql`insert into metering.series (occupancy_id, apartment_id, medium) values (1, 2, 'cold_water')`
		).rejects.toMatchObject({ code: '23503' });
	});

	test('a row says of itself whose home it is about, whoever writes what, and a home stays with its company', async () => {
		const sql = database.superuser;
		await sql.unsafe(`
			insert into housing.company (name) values ('Other');
			insert into housing.property (company_id, name) select max(id), 'O' from housing.company;
			insert into housing.building (property_id, name, street_address, postal_code, city)
				select max(id), 'O', 'G', '1', 'S' from housing.property;
			insert into staff.estate (occupancy_id, noticed, company_id) select min(id), now(), 99 from housing.occupancy`);
		expect(
			await sql`select e.company_id = p.company_id as own from staff.estate e
				join housing.occupancy o on o.id = e.occupancy_id join housing.apartment a on a.id = o.apartment_id
				join housing.building b on b.id = a.building_id join housing.property p on p.id = b.property_id`
		).toEqual([{ own: true }]);
		for (const [table, column] of [
			['property', 'company_id = (select max(id) from housing.company)'],
			['building', 'property_id = (select max(id) from housing.property)'],
			['apartment', 'building_id = (select max(id) from housing.building)']
		])
			await expect(
				sql.unsafe(`update housing.${table ?? ''} set ${column ?? ''}`),
				table
			).rejects.toMatchObject({ code: '23001' });
	});

	test('a pack that is out of shape is refused', async () => {
		const sql = database.superuser;
		await sql`select store.ensure_partitions('2026-03-01', '2026-03-31')`;
		const hours = (
			first: number,
			packed: string,
			steps: string | null,
			flags: string | null,
			lows: string | null
		) =>
			sql`insert into metering.hour_pack values (1, 1, 1, '2026-03-01', ${first}, ${packed}, ${steps}, ${flags}, ${lows}, ${lows})`;
		for (const refused of [
			hours(0, '{1}', null, null, null),
			hours(24, '{1,2,3}', null, null, null),
			hours(-1, '{1,2}', null, null, null),
			hours(0, '{1,2,3}', '{0}', null, null),
			hours(0, '{1,2,3}', null, '{0,0,0}', null),
			hours(0, '{1,NULL,3}', null, null, null),
			hours(0, '{1,2}', null, null, '{1}'),
			hours(0, '{1,2}', '{0}', null, '{1,2}'),
			sql`insert into metering.day_pack values (1, 1, 1, '2026-03-02', 0, '{1,2}', null, null, null, null)`,
			sql`insert into metering.reading_pack values (1, 1, 1, '2026-03-01', '{0,3600}', '{1}', null, '{1,1}')`
		]) {
			await expect(refused).rejects.toMatchObject({ code: '23514' });
		}
		await hours(24, '{1,2}', null, '{64}', null);
		await expect(
			sql`insert into metering.hour_pack values (1, 1, 1, '2035-01-01', 0, '{1,2}', null, null, null, null)`
		).rejects.toThrow(/no partition/);
	});
});
