import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../database/fresh.ts';
import { anAccount } from '../fixtures/holder.ts';
import { startPortal, type RunningPortal } from '../fixtures/portal.ts';

let db: FreshDatabase;
/** A portal as people use it, and one that shows the sample company. */
let portal: RunningPortal;
let demo: RunningPortal;

beforeAll(async () => {
	db = await freshDatabase();
	await anAccount(db.superuser, 'anna@example.se', { password: 'blåbär i skogen' });
	await anAccount(db.superuser, 'tenant@demo.hemvy', { password: 'demo-tenant', demo: true });
	portal = await startPortal(db.urls.portal, {
		HEMVY_ORIGIN: 'https://home.example.se',
		HEMVY_TRUSTED_PROXIES: '1'
	});
	demo = await startPortal(db.urls.portal, { HEMVY_DEMO: '1' });
});
afterAll(async () => {
	await Promise.all([portal.stop(), demo.stop()]);
	await db.close();
});

/** Each attempt from an address of its own, so that none is one too many, unless a test says otherwise. */
let attempts = 0;
function signIn(email: string, password: string, from = `203.0.113.${attempts++}`, at = portal) {
	return fetch(`${at.address}/api/v1/session`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
		body: JSON.stringify({ email, password })
	});
}

function form(fields: Record<string, string>, headers: Record<string, string> = {}, path = '/sign-in') {
	return fetch(demo.address + path, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin: demo.address, accept: 'text/html', ...headers },
		body: new URLSearchParams(fields)
	});
}

const cookieOf = (response: Response) => response.headers.getSetCookie().join('\n');

describe('signing in', () => {
	it('gives a cookie for our pages over https alone, closed to scripts', async () => {
		const response = await signIn(' Anna@Example.se', 'blåbär i skogen');
		expect(response.status).toBe(200);
		expect(await response.json()).toMatchObject({ person: null });
		const cookie = cookieOf(response);
		expect(cookie).toMatch(/^hemvy_session=[a-z2-9]{24}\.[a-z2-9]{24}; /);
		for (const attribute of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax', 'Expires=']) {
			expect(cookie).toContain(attribute);
		}
		expect(response.headers.get('strict-transport-security')).toContain('max-age');
	});

	it('keeps nothing in the database that signs anybody in', async () => {
		const token =
			/hemvy_session=([^;]+)/.exec(cookieOf(await signIn('anna@example.se', 'blåbär i skogen')))?.[1] ?? '';
		const rows = await db.superuser`select s::text as row from account.session s`;
		expect(rows.length).toBeGreaterThan(0);
		for (const { row } of rows) expect(String(row)).not.toContain(token.split('.')[1]);
	});

	it('answers an unknown account, a wrong password and a closed demo account with the same bytes', async () => {
		const answers = await Promise.all([
			signIn('nobody@example.se', 'blåbär i skogen'),
			signIn('anna@example.se', 'wrong'),
			signIn('tenant@demo.hemvy', 'demo-tenant')
		]);
		expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
		const texts = await Promise.all(answers.map((answer) => answer.text()));
		expect(new Set(texts).size).toBe(1);
		expect(texts[0]).toContain('wrong_credentials');
	});

	it('takes about as long for an unknown account as for a wrong password', async () => {
		const best = { unknown: Infinity, wrong: Infinity };
		for (let turn = 0; turn < 8; turn++) {
			for (const [which, email] of [
				['unknown', `nobody${turn}@example.se`],
				['wrong', 'anna@example.se']
			] as const) {
				const started = performance.now();
				await (await signIn(email, 'wrong')).text();
				best[which] = Math.min(best[which], performance.now() - started);
			}
		}
		// Checking a password costs tens of times the rest: a way round it would show far below a quarter.
		expect(best.unknown / best.wrong).toBeGreaterThan(0.25);
		expect(best.unknown / best.wrong).toBeLessThan(4);
	});

	it('is refused after ten attempts from one address, with the time to wait; another address is not', async () => {
		const from = '198.51.100.7';
		for (let i = 0; i < 10; i++) expect((await signIn('anna@example.se', 'wrong', from)).status).toBe(401);
		const refused = await signIn('anna@example.se', 'blåbär i skogen', from);
		expect(refused.status).toBe(429);
		expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800);
		expect(await refused.json()).toMatchObject({ code: 'too_many_attempts' });
		expect((await signIn('anna@example.se', 'blåbär i skogen')).status).toBe(200);
	});

	it('believes only the address that our own proxy saw', async () => {
		const from = '198.51.100.8';
		const claim = (i: number) => signIn('anna@example.se', 'wrong', `6.6.6.${i}, ${from}`);
		for (let i = 0; i < 10; i++) expect((await claim(i)).status).toBe(401);
		expect((await claim(99)).status).toBe(429);
	});

	it('says what to send instead', async () => {
		const send = (body: string, type = 'application/json') =>
			fetch(`${portal.address}/api/v1/session`, { method: 'POST', headers: { 'content-type': type }, body });
		const noJson = await send('{');
		expect([noJson.status, noJson.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
		expect((await send('{}', 'application/xml')).status).toBe(415);
		const empty = (await (await send('{"email":"anna@example.se"}')).json()) as { detail: string };
		expect(empty.detail).toBe('password: write a password.');
	});
});

describe('signing in on the page', () => {
	it('leads to where one wanted to go, with a demo account while the sample is shown', async () => {
		const response = await form(
			{ email: 'tenant@demo.hemvy', password: 'demo-tenant' },
			{},
			'/sign-in?next=%2Fhomes'
		);
		expect([response.status, response.headers.get('location')]).toEqual([303, '/homes']);
		expect(cookieOf(response)).not.toContain('Secure');
		const cookie = cookieOf(response).split(';')[0] ?? '';
		const out = await form({}, { cookie }, '/sign-out');
		expect([out.status, out.headers.get('location')]).toEqual([303, '/sign-in']);
		const after = await fetch(`${demo.address}/api/v1/homes`, { headers: { cookie } });
		expect(after.status).toBe(401);
	});

	it('never leads to another site', async () => {
		const fields = { email: 'tenant@demo.hemvy', password: 'demo-tenant' };
		const response = await form(fields, {}, '/sign-in?next=%2F%2Fevil.example');
		expect(response.headers.get('location')).toBe('/');
	});

	it('says no with the address kept and the password not', async () => {
		const response = await form({ email: 'tenant@demo.hemvy', password: 'not-this-one' });
		expect(response.status).toBe(401);
		const html = await response.text();
		expect(html).toContain('tenant@demo.hemvy');
		expect(html).not.toContain('not-this-one');
	});

	it('is refused from another site’s page', async () => {
		const response = await form({ email: 'a', password: 'b' }, { origin: 'https://evil.example' });
		expect(response.status).toBe(403);
		expect(response.headers.get('set-cookie')).toBeNull();
	});
});

describe('a program', () => {
	it('signs out without a form, and from another site’s page it cannot', async () => {
		const cookie = cookieOf(await signIn('anna@example.se', 'blåbär i skogen')).split(';')[0] ?? '';
		const out = (headers: Record<string, string>) =>
			fetch(`${portal.address}/api/v1/session`, { method: 'DELETE', headers: { cookie, ...headers } });
		expect((await out({ origin: 'https://evil.example' })).status).toBe(403);
		expect((await out({})).status).toBe(204);
		expect((await fetch(`${portal.address}/api/v1/homes`, { headers: { cookie } })).status).toBe(401);
	});

	it('is told in problem details what is not there or not allowed', async () => {
		for (const [path, method, status] of [
			['/api/v1/nothing', 'GET', 404],
			['/api', 'GET', 404],
			['/api/v1/homes', 'PUT', 405],
			['/api/v1/session', 'GET', 405]
		] as const) {
			const response = await fetch(portal.address + path, { method });
			expect([path, response.status]).toEqual([path, status]);
			expect(response.headers.get('content-type')).toBe('application/problem+json');
			expect(await response.json()).toMatchObject({ type: 'about:blank', status });
		}
	});
});

describe('every answer', () => {
	it.each(['/sign-in', '/api/v1/homes', '/healthz', '/nothing-here'])(
		'carries the protecting headers: %s',
		async (path) => {
			const { headers } = await fetch(demo.address + path);
			expect(headers.get('x-content-type-options')).toBe('nosniff');
			expect(headers.get('referrer-policy')).toBe('same-origin');
			expect(headers.get('cache-control')).toBe('no-store');
			expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
			expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
			expect(headers.get('content-security-policy')).not.toContain('unsafe-inline');
		}
	);
});

describe('health', () => {
	it('is the state of the database and the version', async () => {
		const response = await fetch(`${portal.address}/healthz`);
		expect(response.status).toBe(200);
		expect(await response.json()).toMatchObject({
			status: 'ok',
			database: 'ok',
			version: expect.stringMatching(/^\d/) as unknown
		});
	});

	it('is 503 while the database does not answer', async () => {
		const lost = await startPortal('postgres://hemvy_portal:x@127.0.0.1:1/none');
		const response = await fetch(`${lost.address}/healthz`);
		expect(response.status).toBe(503);
		expect(await response.json()).toMatchObject({ status: 'unavailable', database: 'unreachable' });
		const cookie = `hemvy_session=${'a'.repeat(24)}.${'b'.repeat(24)}`;
		const homes = await fetch(`${lost.address}/api/v1/homes`, { headers: { cookie } });
		expect(homes.status).toBe(503);
		expect(await homes.json()).toMatchObject({ code: 'unavailable' });
		await lost.stop();
	});
});
