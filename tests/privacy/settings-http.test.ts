import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashPassword } from '../../src/lib/server/accounts/password.ts';
import { callAsSession, callAsSignin, readAsSession } from '../../src/lib/server/db/session.ts';
import { freshDatabase, type FreshDatabase } from '../database/fresh.ts';
import { signedIn } from '../fixtures/holder.ts';
import { aStaff, type Household, type Someone } from '../fixtures/household.ts';
import { startPortal, type RunningPortal } from '../fixtures/portal.ts';
import { Client, NOTHING, type Answer } from './http/client.ts';
import { aToken } from './matrix-token-rows.ts';
import { Scene } from './scene.ts';

const PASSWORD = 'tre gröna stolar';
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0';

describe('settings and personal access tokens', () => {
	let db: FreshDatabase;
	let scene: Scene;
	let portal: RunningPortal;
	let client: Client;
	let home: Household & { readonly first: Someone; readonly second: Someone };
	let from = 0;
	/** Each question from an address of its own, unless told otherwise: attempts are counted by address. */
	const at = (address = `203.0.113.${(from += 1)}`) => ({ 'x-forwarded-for': address });

	beforeAll(async () => {
		db = await freshDatabase();
		scene = new Scene(db);
		portal = await startPortal(db.urls.portal, { HEMVY_TRUSTED_PROXIES: '1' });
		client = new Client(portal.address);
		home = await scene.home(['day', 'hour'], { holders: 2 });
		for (const { accountId } of [home.first, home.second])
			await db.superuser`update account.account set password_hash = ${await hashPassword(PASSWORD)}
				where id = ${accountId}`;
	});
	afterAll(async () => {
		client.close();
		await portal.stop();
		await db.close();
	});

	const post = (
		token: string,
		action: string,
		fields: readonly (readonly [string, string])[],
		headers = at()
	) => client.send(`/settings?/${action}`, { method: 'POST', token, body: fields, headers });
	const series = (token: string, medium = 'cold_water', resolution = 'day', id = home.homeId) =>
		client.get(
			token,
			`/api/v1/homes/${id}/series?medium=${medium}&resolution=${resolution}&from=2026-03-01&to=2026-04-01`,
			{ headers: at() }
		);
	const bytes = ({ status, headers, body }: Answer) => [status, headers['content-type'], body];

	test('a key is made with the password alone, shown once, and kept as its SHA-256', async () => {
		const wish = [
			['name', 'Hem'],
			['homes', home.homeId],
			['media', 'cold_water'],
			['resolutions', 'day'],
			['days', '90']
		] as const;
		const wrong = await post(home.first.token, 'make', [...wish, ['password', 'wrong one here']]);
		expect([wrong.status, wrong.body.includes('hemvy_')]).toEqual([400, false]);
		const made = await post(home.first.token, 'make', [...wish, ['password', PASSWORD]]);
		const [token = ''] = /hemvy_[a-z2-9]{31}/.exec(made.body) ?? [];
		expect((await series(token)).status).toBe(200);
		const page = await client.get(home.first.token, '/settings');
		expect([page.body.includes('Hem'), page.body.includes(token)]).toEqual([true, false]);
		const kept = await db.superuser`select t::text as row from account.access_token t`;
		expect(JSON.stringify(kept)).not.toContain(token.slice(6, 30));
	});

	test('what a key is not for is answered like what is not there', async () => {
		const token = await aToken(scene, home, { media: ['cold_water'], resolutions: ['day'] });
		const nothing = await series(token, 'cold_water', 'day', NOTHING);
		expect(nothing.status).toBe(404);
		for (const other of [
			await series(token, 'electricity'),
			await series(token, 'hot_water'),
			await series(token, 'cold_water', 'hour'),
			await series(token, 'cold_water', 'month'),
			await client.get(token, '/api/v1/take-out', { headers: at() })
		]) {
			expect(bytes(other)).toEqual(bytes(nothing));
		}
		const homes = JSON.parse((await client.get(token, '/api/v1/homes', { headers: at() })).body) as {
			homes: { id: string; media: string[] }[];
		};
		expect(homes.homes.map(({ id, media }) => [id, media])).toEqual([[home.homeId, ['cold_water']]]);
	});

	test('whatever is no living key gets one answer', async () => {
		const gone = await scene.home(['day']);
		const [expired, left] = [await aToken(scene, home), await aToken(scene, gone)];
		await db.superuser`update account.access_token set created = now() - interval '2 days', expires = now() - interval '1 s'
			where secret_hash = sha256(${expired}::bytea)`;
		await db.superuser`update housing.occupancy set during = tstzrange(lower(during), now() - interval '1 day')
			where id = ${gone.occupancyId}`;
		const session = { headers: { ...at(), authorization: `Bearer ${home.first.token}` } };
		const path = `/api/v1/homes/${home.homeId}/series?medium=cold_water&resolution=day&from=2026-03-01&to=2026-04-01`;
		const answers = [
			await series('hemvy_garbage'),
			await series(expired),
			await series(left),
			await client.get(null, path, session)
		];
		for (const answer of answers) {
			expect([answer.status, answer.headers['www-authenticate']]).toEqual([
				401,
				'Bearer realm="hemvy", error="invalid_token"'
			]);
			expect(bytes(answer)).toEqual(bytes(answers[0] as Answer));
		}
	});

	test('a key opens no page and no form, and to every other role it is nobody’s', async () => {
		const token = await aToken(scene, home);
		for (const path of ['/', '/settings', `/homes/${home.homeId}/usage/water/day/2026-03`]) {
			const answer = await client.get(token, path, { headers: at() });
			expect([answer.status, answer.headers.location?.startsWith('/sign-in')], path).toEqual([303, true]);
		}
		expect((await post(token, 'endAll', [])).headers.location).toMatch(/^\/sign-in/);
		const [row] = await callAsSession<{ home: number | null }>(
			db.portal,
			token,
			'select rights.current_account() as home'
		);
		expect(row).toEqual({ home: null });
		await expect(readAsSession(db.portal, token, 'select * from consent.households()')).rejects.toMatchObject(
			{
				code: '42501'
			}
		);
		expect(await callAsSignin(db.portal, 'select * from account.session_state($1)', [token])).toEqual([]);
		const staff = await aStaff(db, home.companyId, ['auditor'], { personId: home.first.personId });
		await expect(aToken(scene, { ...home, first: staff })).rejects.toThrow('no token: refused');
	});

	test('who tries one bad key after another has to wait, and the others do not', async () => {
		const address = at('198.51.100.7');
		const bad = 'hemvy_garbage';
		for (let i = 0; i < 300; i += 1) await client.get(bad, '/api/v1/homes', { headers: address });
		expect((await client.get(bad, '/api/v1/homes', { headers: address })).status).toBe(401);
		const refused = await client.get(bad, '/api/v1/homes', { headers: address });
		expect([refused.status, Number(refused.headers['retry-after']) > 0]).toEqual([429, true]);
		expect((await series(await aToken(scene, home))).status).toBe(200);
	});

	test('sign-ins are told to their own person alone, with the device and without the address', async () => {
		const { superuser } = db;
		const phone = await signedIn(superuser, home.first.accountId);
		const own = { 'user-agent': FIREFOX, ...at('198.51.100.20') };
		await client.get(phone, '/settings', { headers: own });
		const page = await client.get(home.first.token, '/settings', { headers: at('198.51.100.99') });
		expect(page.body).toContain('Firefox, Windows');
		expect(page.body).toContain('Samma nätverk som du är på nu');
		const theirs = await client.get(home.second.token, '/settings', { headers: at() });
		expect(theirs.body).not.toContain('Firefox, Windows');
		const kept = await superuser`select s::text as row from account.session s`;
		expect(JSON.stringify(kept)).not.toContain('198.51.100');
		const [row] = await superuser<{ id: string }[]>`
			select public_id as id from account.session where user_agent_words = 'Firefox, Windows'`;
		await post(home.second.token, 'end', [['session', row?.id ?? '']]);
		expect((await client.get(phone, '/settings')).status).toBe(200);
		await post(home.first.token, 'end', [['session', row?.id ?? '']]);
		expect((await client.get(phone, '/settings')).status).toBe(303);
	});

	test('a new password ends all other sessions and no other person’s; a poor one is refused', async () => {
		const other = await signedIn(db.superuser, home.second.accountId);
		const change = (present: string, next: string, token = home.second.token) =>
			post(token, 'password', [
				['present', present],
				['next', next]
			]);
		for (const [present, next] of [
			[PASSWORD, 'kort'],
			[PASSWORD, 'Sommar2026!'],
			[PASSWORD, PASSWORD],
			['wrong one here', 'fyra blå bord']
		] as const) {
			expect((await change(present, next)).status, next).toBe(400);
		}
		expect((await client.get(other, '/settings')).status).toBe(200);
		expect((await change(PASSWORD, 'fyra blå bord')).headers.location).toContain('saved=password');
		expect((await client.get(other, '/settings')).status).toBe(303);
		for (const { token } of [home.first, home.second])
			expect((await client.get(token, '/settings')).status).toBe(200);
		for (let i = 0; i < 5; i += 1) await change('wrong one here', 'fem röda hus');
		expect((await change('fyra blå bord', 'fem röda hus')).status).toBe(429);
	});

	test('signing out everywhere ends every session of the own and none of another', async () => {
		const here = await signedIn(db.superuser, home.first.accountId);
		await post(home.first.token, 'endOthers', []);
		expect((await client.get(here, '/settings')).status).toBe(303);
		expect((await client.get(home.first.token, '/settings')).status).toBe(200);
		await post(home.first.token, 'endAll', []);
		expect((await client.get(home.first.token, '/settings')).status).toBe(303);
		expect((await client.get(home.second.token, '/settings')).status).toBe(200);
	});

	test('language and unit follow to the next device', async () => {
		await post(home.second.token, 'language', [['language', 'nb']]);
		await post(home.second.token, 'water', [['water', 'm3']]);
		const next = await signedIn(db.superuser, home.second.accountId);
		const first = await client.get(next, '/settings', { headers: at() });
		expect(String(first.headers['set-cookie'])).toContain('hemvy_language=nb');
		expect(first.body).toMatch(/value="m3"[^>]*aria-pressed="true"|aria-pressed="true"[^>]*value="m3"/);
	});
});
