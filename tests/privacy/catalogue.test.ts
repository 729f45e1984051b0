import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asRole } from '../../src/lib/server/db/session.ts';
import { freshDatabase, type FreshDatabase } from '../database/fresh.ts';
import { buildCompany } from '../fixtures/company.ts';
import { relations } from './relations.ts';

const ROLES = ['hemvy_portal', 'hemvy_tenant', 'hemvy_signin', 'hemvy_collector', 'hemvy_registrar'].concat([
	'hemvy_resolver',
	'hemvy_porter',
	'hemvy_warden',
	'hemvy_gate',
	'hemvy_visitor',
	'hemvy_program',
	'hemvy_staff',
	'hemvy_keeper',
	'hemvy_lookout',
	'hemvy_retainer'
]);

/** Whose functions others may run: none of them is anybody's sign-in. */
const DEFINERS = [
	'hemvy_resolver',
	'hemvy_porter',
	'hemvy_warden',
	'hemvy_keeper',
	'hemvy_lookout',
	'hemvy_owner'
];

describe('the catalogue', () => {
	let database: FreshDatabase;
	beforeAll(async () => {
		database = await freshDatabase();
		await buildCompany(database);
	});
	afterAll(() => database.close());

	test('every table and every partition has row security, forced', async () => {
		const without = await database.superuser`
			select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
			where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')
				and not (c.relrowsecurity and c.relforcerowsecurity)`;
		expect(without).toEqual([]);
	});

	test('a partition made later has it too', async () => {
		await asRole(
			database.owner,
			'hemvy_collector',
			null,
			(sql) => sql`select store.ensure_partitions('2031-05-07', '2031-05-07')`
		);
		const made = await database.superuser<{ name: string; safe: boolean; acl: string | null }[]>`
			select relname as name, relrowsecurity and relforcerowsecurity as safe, relacl::text as acl
			from pg_class where relnamespace = 'store'::regnamespace and relname ~ '_2031(_05)?$' and relkind = 'r' order by 1`;
		expect(made.map(({ name }) => name)).toEqual([
			'day_pack_2031',
			'hour_pack_2031_05',
			'reading_pack_2031_05'
		]);
		expect(
			made.every(({ safe, acl }) => safe && (acl === null || acl === '{hemvy_owner=arwdDxtm/hemvy_owner}'))
		).toBe(true);
	});

	test('no role of ours can name a partition', async () => {
		const partitions = (await relations(database)).filter(({ partition }) => partition);
		expect(partitions.length).toBeGreaterThan(5);
		for (const role of ROLES) {
			for (const { name } of partitions) {
				const [may] = await database.superuser`
					select has_table_privilege(${role}, ${name}, 'select, insert, update, delete, truncate') as any_right`;
				expect(may, `${role} on ${name}`).toEqual({ any_right: false });
			}
		}
	});

	test('every view asks as the asker and keeps conditions out, and there is no materialised view', async () => {
		const views = await database.superuser<{ name: string; kind: string; options: string[] | null }[]>`
			select c.oid::regclass::text as name, c.relkind::text as kind, c.reloptions as options
			from pg_class c join pg_namespace n on n.oid = c.relnamespace
			where c.relkind in ('v', 'm') and n.nspname not in ('pg_catalog', 'information_schema')`;
		expect(views.length).toBeGreaterThan(10);
		for (const { name, kind, options } of views) {
			expect(kind, name).toBe('v');
			expect(options, name).toEqual(
				expect.arrayContaining(['security_invoker=true', 'security_barrier=true'])
			);
		}
	});

	test('no role but the superuser passes by row security, is superuser or inherits another’s rights', async () => {
		const powerful = await database.superuser`
			select rolname from pg_roles where (rolbypassrls or rolsuper) and rolname not in ('postgres')`;
		expect(powerful).toEqual([]);
		const inherited = await database.superuser`
			select roleid::regrole::text, member::regrole::text from pg_auth_members
			where inherit_option and member::regrole::text like 'hemvy%'`;
		expect(inherited).toEqual([]);
	});

	test('the application may become a tenant’s, a visitor’s, a program’s or a member of staff’s request or a sign-in, nothing else', async () => {
		const becomes = await database.superuser<{ role: string }[]>`
			select rolname as role from pg_roles
			where pg_has_role('hemvy_portal', oid, 'SET') and rolname <> 'hemvy_portal' order by 1`;
		expect(becomes.map(({ role }) => role)).toEqual([
			'hemvy_program',
			'hemvy_signin',
			'hemvy_staff',
			'hemvy_tenant',
			'hemvy_visitor'
		]);
		const connection = await database.portal.reserve();
		for (const role of [
			'hemvy_owner',
			'hemvy_collector',
			'hemvy_registrar',
			'hemvy_resolver',
			'hemvy_keeper',
			'postgres'
		]) {
			await expect(connection.unsafe(`set role ${role}`), role).rejects.toMatchObject({ code: '42501' });
		}
		connection.release();
	});

	test('the way in for home nodes may become the writer of readings and nothing else', async () => {
		const becomes = await database.superuser<{ role: string }[]>`
			select rolname as role from pg_roles
			where pg_has_role('hemvy_gate', oid, 'SET') and rolname <> 'hemvy_gate' order by 1`;
		expect(becomes.map(({ role }) => role)).toEqual(['hemvy_collector']);
		const [rights] = await database.superuser`
			select count(*)::int as relations from pg_class c join pg_namespace n on n.oid = c.relnamespace
			where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and c.relkind in ('r', 'p', 'v')
				and has_any_column_privilege('hemvy_gate', c.oid, 'select, insert, update, references')`;
		expect(rights).toEqual({ relations: 0 });
	});

	test('the application owns nothing and can make nothing, not even for a moment', async () => {
		const owned = await database.superuser`
			select oid from pg_class where relowner::regrole::text in ('hemvy_portal', 'hemvy_tenant', 'hemvy_signin', 'hemvy_gate', 'hemvy_visitor', 'hemvy_program', 'hemvy_staff')
			union all select oid from pg_proc where proowner::regrole::text in ('hemvy_portal', 'hemvy_tenant', 'hemvy_signin', 'hemvy_gate', 'hemvy_visitor', 'hemvy_program', 'hemvy_staff')`;
		expect(owned).toEqual([]);
		const makings = [
			'create temp table t (a int)',
			'create schema mine',
			'create table public.t (a int)'
		].concat(
			'create table portal.t (a int)',
			'create function portal.f() returns int language sql return 1',
			'create role mine',
			'create extension dblink'
		);
		for (const role of [
			'hemvy_portal',
			'hemvy_tenant',
			'hemvy_visitor',
			'hemvy_program',
			'hemvy_staff'
		].concat(['hemvy_signin'])) {
			const connection = await database.portal.reserve();
			for (const making of makings) {
				await connection.unsafe('begin');
				await connection.unsafe(`set local role ${role}`);
				await expect(connection.unsafe(making), `${role}: ${making}`).rejects.toMatchObject({
					code: '42501'
				});
				await connection.unsafe('rollback');
			}
			connection.release();
		}
	});

	test('no function of ours is leakproof or open to PUBLIC, and each fixes what its names mean', async () => {
		const functions = await database.superuser<
			{ name: string; leakproof: boolean; open: boolean; fixed: boolean; definer: boolean; owner: string }[]
		>`
			select p.oid::regprocedure::text as name, p.proleakproof as leakproof,
				p.proacl is null or p.proacl::text ~ '[{,]=X' as open,
				p.prosqlbody is not null or p.proconfig @> array['search_path=pg_catalog, pg_temp'] as fixed,
				p.prosecdef as definer, p.proowner::regrole::text as owner
			from pg_proc p join pg_namespace n on n.oid = p.pronamespace
			where n.nspname not in ('pg_catalog', 'information_schema')
				and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`;
		expect(functions.length).toBeGreaterThan(10);
		for (const { name, leakproof, open, fixed, definer, owner } of functions) {
			expect({ name, leakproof, open, fixed }).toEqual({ name, leakproof: false, open: false, fixed: true });
			if (definer) expect(DEFINERS, name).toContain(owner);
			if (definer && owner === 'hemvy_owner') expect(name).toMatch(/^store\./);
		}
	});

	test('PUBLIC has no right to any schema, table or column of ours, nor to the database', async () => {
		const open = await database.superuser`
			select nspname as name from pg_namespace
			where nspname !~ '^pg_' and nspname <> 'information_schema' and nspacl::text ~ '[{,]='
			union all
			select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
			where nspname !~ '^pg_' and nspname <> 'information_schema' and relacl::text ~ '[{,]='
			union all
			select datname from pg_database where datname = current_database() and (datacl is null or datacl::text ~ '[{,]=')`;
		expect(open).toEqual([]);
	});

	test('every policy is one plain test, without a way out for an unset value', async () => {
		const policies = await database.superuser<{ table: string; roles: string[]; condition: string }[]>`
			select format('%s.%s', schemaname, tablename) as table, roles, coalesce(qual, with_check) as condition
			from pg_policies`;
		for (const { table, roles, condition } of policies) {
			expect(condition, table).not.toMatch(/is null|coalesce|\bor\b/i);
			if (!/hemvy_(tenant|visitor|program)/.test(String(roles))) continue;
			expect(condition, table).toMatch(/\( SELECT rights\./);
		}
		expect(policies.filter(({ roles }) => String(roles) === '{public}')).toEqual([]);
	});
});
