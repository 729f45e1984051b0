import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { lanesOf, openPortalPool, type Pool } from '../../src/lib/server/db/connection.ts';
import {
	callAsSignin,
	readAsSession,
	readManyAsSession,
	readManyAsVisitor
} from '../../src/lib/server/db/session.ts';
import { freshDatabase, type FreshDatabase } from '../database/fresh.ts';
import { buildCompany, type Actor, type Company } from '../fixtures/company.ts';

describe('one backend, many sessions', () => {
	let database: FreshDatabase;
	let company: Company;
	let pool: Pool;
	let backend: number;

	beforeAll(async () => {
		database = await freshDatabase();
		company = await buildCompany(database);
		pool = openPortalPool(database.urls.portal, { max: 1 });
		backend = await pid();
	});
	afterAll(async () => {
		await pool.end({ timeout: 2 });
		await database.close();
	});

	const HOMES = 'select home_id from portal.homes';
	const homesOf = async (actor: Actor) =>
		(await readAsSession<{ home_id: string }>(pool, actor.token, HOMES)).map(({ home_id }) => home_id);

	async function pid(): Promise<number> {
		const [row] = await lanesOf(pool).lend((lane) => lane<{ pid: number }[]>`select pg_backend_pid() as pid`);
		return row?.pid ?? 0;
	}

	/** What the bare connection says of itself between two requests. */
	async function leftovers() {
		const [row] = await lanesOf(pool).lend((lane) =>
			lane.unsafe(
				`select current_user::text as role, nullif(current_setting('hemvy.session', true), '') as token,
					nullif(current_setting('hemvy.access', true), '') as ticket,
					current_setting('transaction_read_only') as read_only, pg_backend_pid() as pid`
			)
		);
		return row;
	}
	const CLEAN = () => ({ role: 'hemvy_portal', token: null, ticket: null, read_only: 'off', pid: backend });

	beforeEach(async () => {
		expect(await leftovers()).toEqual(CLEAN());
	});

	test('two tenants in turn each find their own home', async () => {
		for (let turn = 0; turn < 5; turn++) {
			expect(await homesOf(company.petra)).toEqual([company.homes.petra.homeId]);
			expect(await homesOf(company.greta)).toEqual([company.homes.greta.homeId]);
			expect(await leftovers()).toEqual(CLEAN());
		}
	});

	test('two tenants at once, queued for the same connection, each find their own home', async () => {
		const actors = Array.from({ length: 40 }, (_, i) => (i % 2 ? company.petra : company.greta));
		const found = await Promise.all(actors.map(homesOf));
		actors.forEach((actor, i) => {
			expect(found[i]).toEqual([company.homes[actor.name as 'petra' | 'greta'].homeId]);
		});
	});

	test('a request that fails is rolled back, and the next finds its own home', async () => {
		await expect(
			readAsSession(pool, company.petra.token, 'select 1/0 from portal.homes')
		).rejects.toMatchObject({
			code: '22012'
		});
		expect(await leftovers()).toEqual(CLEAN());
		expect(await homesOf(company.greta)).toEqual([company.homes.greta.homeId]);
	});

	test('a statement that is refused before it runs leaves nothing either', async () => {
		for (const text of ['select nonsense', 'select * from account.session', 'this is no SQL']) {
			await expect(readAsSession(pool, company.petra.token, text)).rejects.toThrow();
			expect(await leftovers(), text).toEqual(CLEAN());
		}
		expect(await homesOf(company.greta)).toEqual([company.homes.greta.homeId]);
	});

	test('a cancelled request leaves nothing, and the next finds its own home', async () => {
		const slow = readAsSession(pool, company.petra.token, 'select pg_sleep(20), home_id from portal.homes');
		const refused = expect(slow).rejects.toMatchObject({ code: '57014' });
		await running('pg_sleep');
		await database.superuser`select pg_cancel_backend(${backend})`;
		await refused;
		expect(await leftovers()).toEqual(CLEAN());
		expect(await homesOf(company.greta)).toEqual([company.homes.greta.homeId]);
	});

	test('the first of several statements to fail fails them all', async () => {
		const statements = [HOMES, 'select 1/0', HOMES].map((text) => ({ text, parameters: [] }));
		await expect(readManyAsSession(pool, company.petra.token, statements)).rejects.toMatchObject({
			code: '22012'
		});
	});

	test('a visitor’s ticket ends with its request, also when that fails', async () => {
		const visit = (text: string) =>
			readManyAsVisitor(pool, { token: company.petra.token, ticket: 'a ticket' }, [{ text, parameters: [] }]);
		expect(await visit(`select current_setting('hemvy.access') as ticket`)).toEqual([
			[{ ticket: 'a ticket' }]
		]);
		expect(await leftovers()).toEqual(CLEAN());
		await expect(visit('select 1/0')).rejects.toMatchObject({ code: '22012' });
		expect(await leftovers()).toEqual(CLEAN());
		expect(await homesOf(company.greta)).toEqual([company.homes.greta.homeId]);
	});

	test('several statements come back in their order', async () => {
		const statements = [1, 2, 3].map((n) => ({ text: 'select $1::int as n', parameters: [n] }));
		expect(await readManyAsSession(pool, company.petra.token, statements)).toEqual([
			[{ n: 1 }],
			[{ n: 2 }],
			[{ n: 3 }]
		]);
	});

	test('a reading request cannot write', async () => {
		await expect(
			readAsSession(pool, company.petra.token, `select nextval('metering.series_id_seq')`)
		).rejects.toThrow();
		const write = `insert into housing.person (display_name) values ('x')`;
		await expect(readAsSession(pool, company.petra.token, write)).rejects.toMatchObject({ code: '25006' });
	});

	test('values of every kind arrive as they are, and a wrong one is refused before anything is sent', async () => {
		const [row] = await readAsSession(
			pool,
			'',
			'select $1::int as i, $2::text as t, $3::boolean as b, $4::text[] as a, $5::date as d, $6::int[] as n, $7::text as z',
			[7, `it's "so" \\ {x}`, true, ['a"b', 'c\\d', 'å,{}'], '2026-03-29', [1, -2], null]
		);
		expect(row).toEqual({
			i: 7,
			t: `it's "so" \\ {x}`,
			b: true,
			a: ['a"b', 'c\\d', 'å,{}'],
			d: '2026-03-29',
			n: [1, -2],
			z: null
		});
		const bad = undefined as unknown as string;
		await expect(readAsSession(pool, company.petra.token, 'select $1::text', [bad])).rejects.toThrow(
			TypeError
		);
		await expect(readAsSession(pool, '', 'select $1::date as d', ['no day'])).rejects.toMatchObject({
			code: '22007'
		});
		expect(await homesOf(company.greta)).toEqual([company.homes.greta.homeId]);
	});

	test('a sign-in reads no table and no view, only its functions', async () => {
		await expect(callAsSignin(pool, HOMES)).rejects.toMatchObject({ code: '42501' });
		await expect(callAsSignin(pool, 'select * from account.account')).rejects.toMatchObject({
			code: '42501'
		});
		const [state] = await callAsSignin<{ person_name: string }>(
			pool,
			'select * from account.session_state($1)',
			[company.petra.token]
		);
		expect(state?.person_name).toBe('petra');
	});

	test('rules applied anew under an open connection are in force at the next request', async () => {
		await homesOf(company.petra);
		await database.superuser.unsafe(`drop view portal.sources;
			create view portal.sources with (security_invoker = true, security_barrier = true) as
				select id, kind, label, started, 1 as extra from metering.source;
			grant select on portal.sources to hemvy_tenant`);
		await readAsSession(pool, company.petra.token, 'select * from portal.sources');
		await database.superuser.unsafe(`drop view portal.sources;
			create view portal.sources with (security_invoker = true, security_barrier = true) as
				select id, kind, label, started from metering.source;
			grant select on portal.sources to hemvy_tenant`);
		const rows = await readAsSession(pool, company.petra.token, 'select * from portal.sources');
		expect(Object.keys(rows[0] as object)).toEqual(['id', 'kind', 'label', 'started']);
	});

	test('a connection that dies under a request is replaced, and the next request finds its own home', async () => {
		const other = openPortalPool(database.urls.portal, { max: 1 });
		const [mine] = await lanesOf(other).lend(
			(lane) => lane<{ pid: number }[]>`select pg_backend_pid() as pid`
		);
		const slow = readAsSession(other, company.petra.token, 'select pg_sleep(20), 1 as other_one');
		const refused = expect(slow).rejects.toThrow();
		await running('other_one');
		await database.superuser`select pg_terminate_backend(${mine?.pid ?? 0})`;
		await refused;
		const homes = await Promise.all([1, 2, 3].map(() => readAsSession(other, company.greta.token, HOMES)));
		expect(homes).toEqual([1, 2, 3].map(() => [{ home_id: company.homes.greta.homeId }]));
		await other.end({ timeout: 2 });
	});

	async function running(word: string): Promise<void> {
		for (;;) {
			const [busy] = await database.superuser`
				select from pg_stat_activity
				where usename = 'hemvy_portal' and state = 'active' and query like ${`%${word}%`}`;
			if (busy) return;
		}
	}
});
