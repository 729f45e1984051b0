import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAsSession } from '../../src/lib/server/db/session.ts';
import { freshDatabase, type FreshDatabase } from '../database/fresh.ts';
import { buildCompany, MOVES, type Actor, type Company } from '../fixtures/company.ts';
import { relations, type Relation } from './relations.ts';

const OF_HOMES = 'occupancy_id = any ($1::int[])';
const OF_SERIES = `series_id in (select id from metering.series where ${OF_HOMES})`;
const OF_KEYS = `series_key in (select id from metering.series where ${OF_HOMES})`;
const AROUND = (level: string) => `in (select ${level} from housing.occupancy o
	join housing.apartment a on a.id = o.apartment_id join housing.building b on b.id = a.building_id
	join housing.property p on p.id = b.property_id where o.id = any ($1::int[]))`;
const OF_NODES = `in (select source_id from node.home_node where ${OF_HOMES})`;
const OF_VIEW = 'home_id in (select public_id from housing.occupancy where id = any ($1::int[]))';

/** Which rows of a relation are a person's own, $1 = own occupancies, $2 = person. What is not named here: none. */
const OWN: Record<string, string> = {
	'metering.reading_pack': OF_SERIES,
	'metering.reading_correction': OF_SERIES,
	'metering.hour_pack': OF_SERIES,
	'metering.day_pack': OF_SERIES,
	'metering.month_pack': OF_SERIES,
	'metering.price_part': OF_SERIES,
	'metering.series': OF_HOMES,
	'metering.source': `case kind when 'collect' then id ${OF_NODES} else cardinality($1::int[]) > 0 end`,
	'metering.meter': `id in (select m.id from metering.meter m join housing.occupancy o on o.apartment_id = m.apartment_id
		where o.id = any ($1::int[]) and o.during && tstzrange(m.installed, m.removed))`,
	'housing.occupancy': 'id = any ($1::int[])',
	'housing.tenancy': OF_HOMES,
	'housing.tenancy_holder': 'person_id = $2::int',
	'housing.person': 'id = $2::int',
	'housing.apartment': `id ${AROUND('a.id')}`,
	'housing.building': `id ${AROUND('b.id')}`,
	'housing.property': `id ${AROUND('p.id')}`,
	'housing.company': `id ${AROUND('p.company_id')}`,
	'housing.price_list': `company_id ${AROUND('p.company_id')}`,
	'housing.outdoor_temperature': `company_id ${AROUND('p.company_id')}`,
	'node.home_node': OF_HOMES,
	'consent.record': 'person_id = $2::int',
	'portal.consents': 'record_id in (select public_id from consent.record where person_id = $2::int)',
	'portal.hour_packs': OF_KEYS,
	'portal.day_packs': OF_KEYS,
	'portal.month_packs': OF_KEYS,
	'portal.price_parts': OF_KEYS,
	'portal.sources': `case kind when 'collect' then id ${OF_NODES} else cardinality($1::int[]) > 0 end`,
	...Object.fromEntries(
		[
			'homes',
			'home_meters',
			'home_nodes',
			'meters',
			'packed_hours',
			'packed_days',
			'packed_months',
			'readings',
			'corrections',
			'hours',
			'days'
		]
			.concat(['months', 'prices', 'outdoor_temperature'])
			.map((view) => [`portal.${view}`, OF_VIEW])
	)
};
/** What stands behind a view that is worked out for whoever asks, so that it is empty to the superuser. */
const BEHIND: Record<string, string> = {
	'portal.home_meters': `(
		select h.home_id, h.time_zone, h.from_at, h.to_at, m.medium, m.meter_id, m.scale, m.installed, m.removed,
			o.apartment_id as apartment_key, s.id as series_key, k.id as meter_key
		from portal.homes h join housing.occupancy o on o.public_id = h.home_id
		left join portal.meters m on m.home_id = h.home_id left join metering.meter k on k.public_id = m.meter_id
		left join metering.series s on s.occupancy_id = o.id and s.medium = m.medium)`
};
/** Of views that work a value out for whoever asks, the columns that can be compared with the superuser's view. */
const SKIPPED = ['meters.initial_register', 'meters.final_register'].map((column) => `portal.${column}`);

describe('the application role finds exactly the own rows in every table, partition and view', () => {
	let database: FreshDatabase;
	let company: Company;
	let all: Relation[];
	const columns = new Map<string, string>();

	beforeAll(async () => {
		database = await freshDatabase();
		company = await buildCompany(database);
		all = await relations(database);
		const named = await database.superuser<{ name: string; columns: string | null }[]>`
			select attrelid::regclass::text as name, string_agg(quote_ident(attname), ', ' order by attnum) as columns
			from pg_attribute where attnum > 0 and not attisdropped and format('%s.%s', attrelid::regclass, attname) <> all (${SKIPPED})
				and has_column_privilege('hemvy_tenant', attrelid, attnum, 'select') group by 1`;
		for (const it of named) if (it.columns) columns.set(it.name, it.columns);
	});
	afterAll(() => database.close());

	/** A whole row as text, or what of it the tenant's role may read. */
	function rowOf(relation: string): string {
		const list = columns.get(relation);
		return list === undefined ? 'it::text' : `row(${list})::text`;
	}

	/** What a token finds in a relation; a refusal is nothing found. */
	async function found(relation: string, token: string): Promise<string[]> {
		try {
			const rows = await readAsSession<{ row: string }>(
				database.portal,
				token,
				`select ${rowOf(relation)} as row from ${relation} as it`
			);
			return rows.map(({ row }) => row).sort();
		} catch (error) {
			expect((error as { code?: string }).code, `${relation}: ${String(error)}`).toBe('42501');
			return [];
		}
	}

	/** What is the person's own by the table above, as the superuser sees it. */
	async function own(relation: string, actor: Actor): Promise<string[]> {
		const condition = OWN[relation];
		if (condition === undefined) return [];
		const occupancies = await database.superuser<{ id: number }[]>`
			select t.occupancy_id as id from housing.tenancy t join housing.tenancy_holder h on h.tenancy_id = t.id
			where h.person_id = ${actor.personId}`;
		const rows = await database.superuser.unsafe<{ row: string }[]>(
			`select ${rowOf(relation)} as row from ${BEHIND[relation] ?? relation} as it
				where (${condition}) and ($1::int[], $2::int) is not distinct from ($1::int[], $2::int)`,
			[occupancies.map(({ id }) => id), actor.personId]
		);
		return rows.map(({ row }) => row).sort();
	}

	test('there are tables, partitions and views to look at', () => {
		expect(all.filter(({ kind }) => kind === 'v').length).toBeGreaterThanOrEqual(13);
		expect(all.filter(({ partition }) => partition).length).toBeGreaterThanOrEqual(6);
		expect(Object.keys(OWN).filter((name) => !all.some((it) => it.name === name))).toEqual([]);
	});

	test.each(['petra', 'nils', 'folke', 'greta', 'gustav', 'staff', 'caretaker'] as const)(
		'%s finds the own rows and no other',
		async (name) => {
			const actor = company[name];
			for (const { name: relation } of all) {
				const rows = await found(relation, actor.token);
				expect(rows, `${name} in ${relation}`).toEqual(await own(relation, actor));
			}
		}
	);

	test('holders find something in every place that has rows of theirs', async () => {
		for (const actor of [company.petra, company.nils, company.folke, company.greta]) {
			for (const relation of Object.keys(OWN)) {
				expect((await found(relation, actor.token)).length, `${actor.name} in ${relation}`).toBeGreaterThan(
					0
				);
			}
		}
	});

	test('staff find nobody’s rows', async () => {
		for (const { name } of all) expect(await found(name, company.staff.token), name).toEqual([]);
	});

	test('nobody signed in, an expired, unknown, mangled or forged token finds nothing at all', async () => {
		const { nils, petra } = company;
		const [id = '', secret = ''] = nils.token.split('.');
		const tokens = {
			empty: '',
			expired: company.expired,
			garbage: 'garbage',
			idOnly: id,
			emptySecret: `${id}.`,
			wrongSecret: `${id}.${petra.token.split('.')[1] ?? ''}`,
			wrongCase: `${id}.${secret.toUpperCase()}x`,
			hashAsSecret: `${id}.\\x00`,
			quoted: `' or true --`,
			injected: `${id}' or '1'='1.${secret}`,
			wild: '%.%',
			number: String(nils.accountId),
			long: 'a'.repeat(100_000)
		};
		for (const [name, token] of Object.entries(tokens)) {
			for (const { name: relation } of all)
				expect(await found(relation, token), `${name}: ${relation}`).toEqual([]);
		}
	});

	test('without any token set, or as the login itself, nothing is found', async () => {
		const connection = await database.portal.reserve();
		try {
			for (const { name } of all) {
				await expect(connection.unsafe(`select * from ${name}`), name).rejects.toMatchObject({
					code: '42501'
				});
				await connection.unsafe('begin');
				await connection.unsafe(`set local role hemvy_tenant`);
				const rows = await connection
					.unsafe(`select ${columns.get(name) ?? '*'} from ${name}`)
					.catch(() => []);
				expect(rows.length, name).toBe(0);
				await connection.unsafe('rollback');
			}
		} finally {
			connection.release();
		}
	});

	test('on the day of a move there are two rows, and each side finds its own', async () => {
		const sides = [
			[MOVES.apartment1, company.petra, company.nils, 'cold_water', 12],
			[MOVES.apartment2, company.folke, company.greta, 'cold_water', 13]
		] as const;
		for (const [move, before, after, medium, firstHour] of sides) {
			const stored =
				await database.superuser`select from metering.hour_pack p join metering.series s on s.id = p.series_id
				where p.day = ${move.day} and s.medium = ${medium} and p.apartment_id =
					(select apartment_id from housing.occupancy where lower(during) = ${move.at})`;
			expect(stored.length).toBe(2);
			const hours = (actor: Actor) =>
				readAsSession<{ start_at: Date; end_at: Date }>(
					database.portal,
					actor.token,
					`select start_at, end_at from portal.hours where medium = $1 and day = $2 order by 1`,
					[medium, move.day]
				);
			const [old, fresh] = [await hours(before), await hours(after)];
			expect(old.length).toBe(12);
			expect(fresh.length).toBe(24 - firstHour);
			expect(old.every(({ end_at }) => end_at <= new Date(move.at))).toBe(true);
			expect(fresh.every(({ start_at }) => start_at >= new Date(move.at))).toBe(true);
		}
	});

	test('a meter’s register at installation is readable only to who lived there then', async () => {
		const initial = (actor: Actor) =>
			readAsSession(database.portal, actor.token, `select distinct initial_register from portal.meters`);
		expect(await initial(company.petra)).toEqual([{ initial_register: 7 }]);
		expect(await initial(company.nils)).toEqual([{ initial_register: null }]);
	});
});
