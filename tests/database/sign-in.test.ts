import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callAsSignin, readAsSession } from '../../src/lib/server/db/session.ts';
import { buildCompany, openSession, type Company } from '../fixtures/company.ts';
import { freshDatabase, type FreshDatabase } from './fresh.ts';

describe('sign-in, as the database sees it', () => {
	let database: FreshDatabase;
	let company: Company;
	beforeAll(async () => {
		database = await freshDatabase();
		company = await buildCompany(database);
	});
	afterAll(() => database.close());

	const call = <Row>(text: string, ...values: (string | number)[]) =>
		callAsSignin<Row>(database.portal, text, values);
	const state = (token: string) =>
		call<{ account_id: number; expires: Date; kind: string; person_name: string | null }>(
			'select * from account.session_state($1)',
			token
		);

	test('an address is found in any case; an unknown one gives no row', async () => {
		const [row] = await call<object>('select * from account.sign_in_credentials($1)', 'NILS@example.ORG');
		expect(row).toEqual({
			account_id: company.nils.accountId,
			password_hash: 'hash of nils',
			kind: 'tenant',
			is_demo: false
		});
		expect(await call('select * from account.sign_in_credentials($1)', 'nobody@example.org')).toEqual([]);
	});

	test('a session ends when it is closed, and only by its whole token', async () => {
		const token = await openSession(database.portal, company.nils.accountId);
		await call('select account.close_session($1)', `${token.split('.')[0] ?? ''}.other`);
		expect(await state(token)).toHaveLength(1);
		await call('select account.close_session($1)', token);
		expect(await state(token)).toEqual([]);
		expect(await readAsSession(database.portal, token, 'select * from portal.homes')).toEqual([]);
	});

	test('the expiry slides once less than half is left, and not before', async () => {
		const token = await openSession(database.portal, company.nils.accountId);
		const [fresh] = await state(token);
		expect((await state(token))[0]?.expires).toEqual(fresh?.expires);
		await database.superuser`update account.session
			set last_used = last_used - interval '40 minutes', expires = expires - interval '40 minutes'
			where id = ${token.split('.')[0] ?? ''}`;
		const [slid] = await state(token);
		expect(slid?.expires.getTime()).toBeGreaterThanOrEqual(fresh?.expires.getTime() ?? Infinity);
		const [row] = await database.superuser`select expires - last_used = interval '1 hour' as same
			from account.session where id = ${token.split('.')[0] ?? ''}`;
		expect(row).toEqual({ same: true });
	});

	test('an expired or unknown session has no state; no session lives longer than 90 days', async () => {
		expect(await state(company.expired)).toEqual([]);
		expect(await state('nothing')).toEqual([]);
		const [long] = await state(await openSession(database.portal, company.nils.accountId, '10 years'));
		expect((long?.expires.getTime() ?? Infinity) - Date.now()).toBeLessThanOrEqual(90 * 86_400_000 + 60_000);
	});

	test('attempts are counted to the limit, also when they come at once, and start anew after the window', async () => {
		const attempt = (key: string) =>
			call<{ allowed: boolean; retry_after: string }>(
				`select allowed, extract(epoch from retry_after)::int as retry_after
					from account.take_attempt($1, 3, interval '15 minutes')`,
				key
			);
		const results = (await Promise.all(Array.from({ length: 10 }, () => attempt('a@example.org')))).flat();
		expect(results.filter(({ allowed }) => allowed)).toHaveLength(3);
		expect(
			results.filter(({ allowed }) => !allowed).every(({ retry_after }) => Number(retry_after) > 890)
		).toBe(true);
		expect((await attempt('b@example.org'))[0]?.allowed).toBe(true);
		await database.superuser`update account.rate_limit set ends = now() - interval '1 second'`;
		expect((await attempt('a@example.org'))[0]?.allowed).toBe(true);
		await call('select account.forget_attempts($1)', 'a@example.org');
		expect(await database.superuser`select from account.rate_limit`).toHaveLength(0);
	});

	test('no address is kept in plain', async () => {
		await call(`select * from account.take_attempt($1, 3, interval '1 minute')`, 'plain@example.org');
		const rows = await database.superuser<
			{ text: string }[]
		>`select r::text as text from account.rate_limit r`;
		expect(rows.some(({ text }) => text.includes('plain'))).toBe(false);
	});
});
