import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asRole, callAsSession, readAsSession, readManyAsVisitor } from '../../src/lib/server/db/session.ts';
import { freshDatabase, type FreshDatabase } from '../database/fresh.ts';
import { openSession } from '../fixtures/company.ts';

const HOMES = 60;

interface Node {
	readonly 'Node Type': string;
	readonly 'Relation Name'?: string;
	readonly 'Index Cond'?: string;
	readonly 'Actual Rows'?: number;
	readonly 'Actual Loops'?: number;
	readonly 'Rows Removed by Filter'?: number;
	readonly Plans?: readonly Node[];
}

describe('the plan of a tenant’s question', () => {
	let database: FreshDatabase;
	let token: string;
	let home: string;

	beforeAll(async () => {
		database = await freshDatabase();
		const accountId = await asRole(database.owner, 'hemvy_registrar', null, async (sql) => {
			await sql.unsafe(`
				insert into housing.company (name) values ('C');
				insert into housing.property (company_id, name) select id, 'P' from housing.company;
				insert into housing.building (property_id, name, street_address, postal_code, city)
					select id, 'B', 'G 1', '1', 'S' from housing.property;
				insert into housing.apartment (building_id, number)
					select b.id, n from housing.building b, generate_series(1, ${HOMES}) n;
				insert into housing.person (display_name) select n from generate_series(1, ${HOMES}) n;
				insert into housing.occupancy (apartment_id, during, kind)
					select id, '[2025-01-01,)', 'tenancy' from housing.apartment;
				insert into housing.tenancy (occupancy_id, contract_number) select id, id from housing.occupancy;
				insert into housing.tenancy_holder (tenancy_id, person_id)
					select t.id, p.id from housing.tenancy t join housing.person p on p.id = t.id;
				select consent.give_sample(array_agg(id)) from housing.occupancy;
				insert into metering.meter (apartment_id, medium, serial, unit, scale, installed)
					select id, m, m || id, 'm3', -3, '2025-01-01'
					from housing.apartment, unnest(array['cold_water', 'hot_water', 'electricity']) m;
				insert into metering.series (occupancy_id, apartment_id, medium)
					select o.id, o.apartment_id, m.medium from housing.occupancy o join metering.meter m using (apartment_id);
				insert into account.account (person_id, email, password_hash, kind)
					select id, id || '@x', 'x', 'tenant' from housing.person`);
			const [row] = await sql<{ id: number }[]>`select id from account.account where email = '17@x'`;
			return row?.id ?? 0;
		});
		await asRole(database.owner, 'hemvy_collector', null, async (sql) => {
			await sql`select store.ensure_partitions('2025-01-01', '2025-06-30')`;
			for (const [table, day] of [
				['hour_pack', 'd'],
				['day_pack', `date_trunc('month', d)`],
				['month_pack', `date_trunc('year', d)`]
			] as const) {
				await sql.unsafe(`
					insert into metering.${table}
					select distinct on (1, 2, 3, 4) s.apartment_id, s.id, m.id, (${day})::date, 0, '{0,1,2}'::int[]
					from generate_series('2025-01-01'::timestamp, '2025-06-30', '1 day') d,
						metering.series s join metering.meter m using (apartment_id, medium)`);
			}
			await sql.unsafe(`insert into metering.reading_pack
				select apartment_id, series_id, meter_id, day, '{0}', '{0}', null, '{1}' from metering.hour_pack`);
		});
		await database.superuser`analyze`;
		token = await openSession(database.portal, accountId);
		const [row] = await readAsSession<{ home_id: string }>(
			database.portal,
			token,
			'select home_id from portal.homes'
		);
		home = row?.home_id ?? '';
	});
	afterAll(() => database.close());

	async function plan(view: string, column: string, from: string, to: string, id = home): Promise<Node[]> {
		const [row] = await readAsSession<{ 'QUERY PLAN': [{ Plan: Node }] }>(
			database.portal,
			token,
			`explain (analyze, format json) select * from portal.${view}
				where home_id = $1 and medium = any($2) and ${column} between $3 and $4`,
			[id, ['cold_water', 'hot_water'], from, to]
		);
		const nodes: Node[] = [];
		const walk = (node: Node) => {
			nodes.push(node);
			node.Plans?.forEach(walk);
		};
		if (row) walk(row['QUERY PLAN'][0].Plan);
		return nodes;
	}

	test.each([
		['packed_hours', 'hour_pack', 'day', '2025-02-03', '2025-02-20', 36],
		['readings', 'reading_pack', 'day', '2025-02-03', '2025-02-20', 36],
		['packed_days', 'day_pack', 'month', '2025-02-01', '2025-05-01', 8],
		['packed_months', 'month_pack', 'year', '2025-01-01', '2025-01-01', 2],
		['hours', 'hour_pack', 'day', '2025-02-03', '2025-02-20', 36]
	])('%s: packs are found by apartment, series, meter and time in the index alone', async (...it) => {
		const [view, table, column, from, to, packs] = it;
		const nodes = await plan(view, column, from, to);
		const scans = nodes.filter((node) => node['Relation Name']?.startsWith(table));
		expect(scans.length).toBe(1);
		for (const scan of scans) {
			expect(scan['Node Type']).toMatch(/^Index( Only)? Scan$/);
			for (const term of [
				'apartment_id =',
				'series_id = ANY ((InitPlan',
				'meter_id =',
				`${column} >=`,
				`${column} <=`
			]) {
				expect(scan['Index Cond']).toContain(term);
			}
			expect(scan['Rows Removed by Filter'] ?? 0).toBe(0);
			expect((scan['Actual Rows'] ?? 0) * 2).toBe(packs);
		}
	});

	test.each([['packed_hours'], ['readings']])(
		'%s: months that are not asked for are not looked at',
		async (view) => {
			const nodes = await plan(view, 'day', '2025-02-03', '2025-02-20');
			expect(nodes.filter((node) => /_pack_2025/.test(node['Relation Name'] ?? '')).length).toBe(1);
		}
	);

	test('no table is read through, however small', async () => {
		for (const [view, column] of [
			['packed_hours', 'day'],
			['packed_days', 'month'],
			['packed_months', 'year'],
			['readings', 'day'],
			['hours', 'day']
		] as const) {
			const nodes = await plan(view, column, '2025-02-01', '2025-02-20');
			const through = nodes
				.filter((node) => node['Node Type'] === 'Seq Scan')
				.map((node) => node['Relation Name']);
			expect(through, view).toEqual([]);
		}
	});

	test('a question about another home, or one that does not exist, looks at no pack', async () => {
		const [other] = await database.superuser<{ id: string }[]>`
			select public_id as id from housing.occupancy where public_id <> ${home} limit 1`;
		for (const id of [other?.id ?? '', '00000000-0000-4000-8000-000000000000']) {
			const nodes = await plan('packed_hours', 'day', '2025-02-03', '2025-02-20', id);
			const scan = nodes.find((node) => node['Relation Name']?.startsWith('hour_pack'));
			expect(scan?.['Actual Loops']).toBe(0);
		}
	});

	test.each([['hour'], ['day'], ['month']])(
		'who may read %ss is decided by the keys of the own home, however many others there are',
		async (resolution) => {
			const buffers = async () => {
				await readAsSession(database.portal, token, 'select rights.readable_series($1)', [resolution]);
				const [row] = await readAsSession<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>(
					database.portal,
					token,
					'explain (analyze, buffers, format json) select rights.readable_series($1)',
					[resolution]
				);
				const plan = row?.['QUERY PLAN'][0].Plan ?? {};
				return (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);
			};
			const before = await buffers();
			expect(before).toBeLessThan(150);
			await asRole(database.owner, 'hemvy_registrar', null, async (sql) => {
				await sql.unsafe(`
					insert into housing.apartment (building_id, number)
						select b.id, 'more ${resolution}' || n from housing.building b, generate_series(1, 200) n;
					insert into housing.occupancy (apartment_id, during, kind) select id, '[2025-01-01,)', 'tenancy'
						from housing.apartment where number like 'more ${resolution}%';
					insert into housing.tenancy (occupancy_id, contract_number)
						select o.id, o.id from housing.occupancy o join housing.apartment a on a.id = o.apartment_id
						where number like 'more ${resolution}%';
					insert into housing.person (display_name) select 'more ${resolution}' from generate_series(1, 200);
					insert into housing.tenancy_holder (tenancy_id, person_id)
						select t.id, p.id from (select id, row_number() over (order by id desc) as n from housing.tenancy limit 200) t
						join (select id, row_number() over (order by id desc) as n from housing.person limit 200) p using (n);
					insert into metering.series (occupancy_id, apartment_id, medium)
						select o.id, o.apartment_id, m from housing.occupancy o join housing.apartment a on a.id = o.apartment_id,
							unnest(array['cold_water', 'hot_water', 'electricity']) m where number like 'more ${resolution}%';
					select consent.give_sample(array_agg(o.id)) from housing.occupancy o
						join housing.apartment a on a.id = o.apartment_id where number like 'more ${resolution}%'`);
			});
			expect(await buffers()).toBeLessThan(before + 15);
		}
	);

	test('a visitor’s question finds its packs in the index alone, by what the ticket opens', async () => {
		const visitor = await anAccountOf(database, 'visitor@x');
		await database.superuser`
			insert into consent.mandate (kind, occupancy_id, called, code_expires, person_id, accepted, media, resolutions,
				begins, ends, order_reference)
			select 'guardian', id, 'G', now(), ${visitor.personId}, now(), '{cold_water}', '{hour}', now() - interval '1 day',
				now() + interval '1 day', 'T 1' from housing.occupancy where public_id = ${home}`;
		const [opened] = await callAsSession<{ ticket: string }>(
			database.portal,
			visitor.token,
			`select o.ticket from consent.mandates_given() m
				cross join rights.open_access($1::uuid, 'mandate', m.mandate_id, '{cold_water}', 'hour', '2025-02-03', '2025-02-21') o`,
			[home]
		);
		const [rows = []] = await readManyAsVisitor(
			database.portal,
			{ token: visitor.token, ticket: opened?.ticket ?? '' },
			[
				{
					text: `explain (analyze, format json) select * from portal.packed_hours
					where home_id = $1 and medium = any($2) and day between $3 and $4`,
					parameters: [home, ['cold_water', 'hot_water'], '2025-02-01', '2025-02-28']
				}
			]
		);
		const nodes: Node[] = [];
		const walk = (node: Node) => {
			nodes.push(node);
			node.Plans?.forEach(walk);
		};
		const [row] = rows as { 'QUERY PLAN': [{ Plan: Node }] }[];
		if (row) walk(row['QUERY PLAN'][0].Plan);
		const scans = nodes.filter((node) => node['Relation Name']?.startsWith('hour_pack_2025'));
		expect(scans.length).toBe(1);
		expect(scans[0]?.['Index Cond']).toContain('series_id = ANY ((InitPlan');
		expect((scans[0]?.['Actual Rows'] ?? 0) * (scans[0]?.['Actual Loops'] ?? 0)).toBe(18);
		expect(nodes.filter((node) => node['Node Type'] === 'Seq Scan')).toEqual([]);
	});
});

/** A person of the register with a sign-in and no home. */
async function anAccountOf({ superuser: sql, portal }: FreshDatabase, email: string) {
	const [row] = await sql<{ id: number; person: number }[]>`
		with p as (insert into housing.person (display_name) values (${email}) returning id)
		insert into account.account (person_id, email, password_hash, kind) select id, ${email}, 'x', 'tenant' from p
		returning id, person_id as person`;
	return { personId: row?.person ?? 0, token: await openSession(portal, row?.id ?? 0) };
}
