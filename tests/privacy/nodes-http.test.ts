import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeNodeKey } from '../../src/lib/server/accounts/node-key.ts';
import { freshDatabase, type FreshDatabase } from '../database/fresh.ts';
import { holderOf } from '../fixtures/holder.ts';
import { makeHome } from '../fixtures/home.ts';
import { pairedNode } from '../fixtures/node.ts';
import { startPortal, type RunningPortal } from '../fixtures/portal.ts';

const HOUR = 3600;
const last = Math.floor(Date.now() / 1000 / HOUR) * HOUR;
const iso = (at: number) => new Date(at * 1000).toISOString();
const day = (at: number) => iso(at).slice(0, 10);

let db: FreshDatabase;
let portal: RunningPortal;
const homes = { own: '', other: '', ending: '' };
const tokens = { own: '', other: '', ending: '', nobody: '' };

beforeAll(async () => {
	db = await freshDatabase();
	for (const name of ['own', 'other', 'ending'] as const) {
		const made = await makeHome(db.superuser, {
			number: name,
			stays: [[iso(last - 30 * 24 * HOUR), 'tenancy']],
			meters: [{ serial: `K-${name}`, medium: 'cold_water' }]
		});
		homes[name] = made.homes[0] ?? '';
		tokens[name] = await holderOf(db.superuser, homes[name], name);
	}
	portal = await startPortal(db.urls.portal, { HEMVY_COLLECT_URL: db.urls.gate });
});
beforeEach(() => db.superuser`delete from account.rate_limit`);
afterAll(async () => {
	await portal.stop();
	await db.close();
});

const collect = (address: string, body: unknown, headers: Record<string, string> = {}) =>
	fetch(`${portal.address}/api/collect/v1/${address}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body: typeof body === 'string' ? body : JSON.stringify(body)
	});
const deliver = (key: string, items: readonly unknown[]) =>
	collect('hours', { sentAt: new Date().toISOString(), items }, { authorization: `Node ${key}` });
const home = (key: string) =>
	fetch(`${portal.address}/api/collect/v1/node`, { headers: { authorization: `Node ${key}` } });
const current = (ticket: string) =>
	fetch(`${portal.address}/api/collect/v1/pairings/current`, {
		headers: { authorization: `Ticket ${ticket}` }
	});
const as = (who: keyof typeof tokens) =>
	tokens[who] === '' ? {} : { cookie: `hemvy_session=${tokens[who]}` };
const post = (who: keyof typeof tokens, home: string, action: string, form: Record<string, string>) =>
	fetch(`${portal.address}/homes/${home}/node?/${action}`, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin: portal.address, accept: 'text/html', ...as(who) },
		body: new URLSearchParams(form)
	});
const page = (who: keyof typeof tokens, home: string) =>
	fetch(`${portal.address}/homes/${home}/node`, {
		redirect: 'manual',
		headers: { accept: 'text/html', ...as(who) }
	});
const water = (ago: number, value: string, meter = 'K-own') => ({
	id: `${meter} ${ago}`,
	meter,
	medium: 'cold_water',
	at: iso(last - ago * HOUR),
	value,
	unit: 'm³',
	quality: 'measured'
});

interface Begun {
	code: string;
	ticket: string;
	expiresAt: string;
}
const begin = async () => (await (await collect('pairings', { name: 'Väggdisplay' })).json()) as Begun;

describe('from a display that was just hung to hours in the portal', () => {
	it('takes a code, a form without scripts, and one delivery', async () => {
		const begun = await collect('pairings', { name: 'Väggdisplay' });
		expect(begun.status).toBe(201);
		const { code, ticket, expiresAt } = (await begun.json()) as Begun;
		expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
		expect(Math.abs(Date.parse(expiresAt) - Date.now() - 900_000)).toBeLessThan(60_000);
		const waiting = await current(ticket);
		expect([waiting.status, await waiting.json()]).toEqual([202, { state: 'waiting' }]);

		const wrong = await post('own', homes.own, 'add', { code: 'AAAA-AAAA' });
		expect(wrong.status).toBe(400);
		expect(await wrong.text()).toContain('Koden stämmer inte');
		const added = await post('own', homes.own, 'add', { code: code.toLowerCase() });
		expect([added.status, added.headers.get('location')]).toEqual([303, `/homes/${homes.own}/node?added`]);

		const taken = await current(ticket);
		expect(taken.status).toBe(200);
		const paired = (await taken.json()) as { key: string };
		expect(paired).toEqual({
			state: 'paired',
			key: expect.stringMatching(/^\w{24}\.\w{24}$/) as string,
			home: { timeZone: 'Europe/Stockholm' },
			meters: [{ serial: 'K-own', medium: 'cold_water', unit: 'm³', scale: -3 }]
		});
		expect(await (await page('own', homes.own)).text()).toContain('har inte hörts än');

		const items = [water(3, '7.001'), water(2, '7.011'), water(1, '7.023'), water(1, '1.0', 'K-other')];
		const answer = await deliver(paired.key, items);
		expect(answer.status).toBe(200);
		expect(await answer.json()).toEqual({
			now: expect.any(String) as string,
			stored: ['K-own 3', 'K-own 2', 'K-own 1'],
			refused: [{ id: 'K-other 1', reason: 'unknown_meter', detail: expect.any(String) as string }]
		});
		expect((await current(ticket)).status).toBe(410);
		expect(await (await page('own', homes.own)).text()).toContain('Hördes senast');

		const query = `medium=cold_water&resolution=hour&from=${day(last - 24 * HOUR)}&to=${day(last + 48 * HOUR)}`;
		const seen = await fetch(`${portal.address}/api/v1/homes/${homes.own}/series?${query}`, {
			headers: as('own')
		});
		expect(((await seen.json()) as { total: number }).total).toBeCloseTo(0.022, 9);
		const theirs = await fetch(`${portal.address}/api/v1/homes/${homes.own}/series?${query}`, {
			headers: as('other')
		});
		expect(theirs.status).toBe(404);
	});
});

describe('a key that is worth nothing', () => {
	it('gets the same answer whether it is garbage, unknown, wrong, revoked or its tenancy over', async () => {
		const revoked = await pairedNode(db, homes.own, tokens.own, 'Bort');
		await db.superuser`update node.home_node set revoked = now() where name = 'Bort'`;
		const ended = await pairedNode(db, homes.ending, tokens.ending);
		await db.superuser`update housing.occupancy set during = tstzrange(lower(during), now() - interval '1 minute')
			where public_id = ${homes.ending}`;
		const good = await pairedNode(db, homes.own, tokens.own);
		const [id = ''] = good.key.split('.');
		const keys = [
			revoked.key,
			ended.key,
			makeNodeKey().key,
			`${id}.${makeNodeKey().key.split('.')[0] ?? ''}`,
			'garbage',
			'',
			`' or true --`
		];
		const answers = new Set<string>();
		for (const key of keys) {
			const asked = [deliver(key, []), deliver(key, [water(5, '6')]), home(key)];
			for (const answer of await Promise.all(asked)) {
				expect(answer.status).toBe(401);
				const headers = Object.fromEntries(answer.headers);
				Reflect.deleteProperty(headers, 'date');
				answers.add(JSON.stringify([headers, await answer.text()]));
			}
		}
		expect([...answers]).toHaveLength(1);
		expect([...answers][0]).toContain('application/problem+json');
		expect((await deliver(good.key, [])).status).toBe(200);
	});
});

describe('a node that asks what its home is', () => {
	it('is told its own meters that hang there now, and never another home’s', async () => {
		const { key } = await pairedNode(db, homes.own, tokens.own, 'Fråga');
		const before = await home(key);
		expect([before.status, await before.json()]).toEqual([
			200,
			{
				now: expect.any(String) as string,
				home: { timeZone: 'Europe/Stockholm' },
				meters: [{ serial: 'K-own', medium: 'cold_water', unit: 'm³', scale: -3 }]
			}
		]);
		const told = async () => (await (await home(key)).json()) as { meters: { serial: string }[] };
		await db.superuser`insert into metering.meter (apartment_id, medium, serial, unit, scale, installed)
			select apartment_id, 'hot_water', 'K-new', unit, scale, now() - interval '1 minute'
			from metering.meter where serial = 'K-own'`;
		expect((await told()).meters.map(({ serial }) => serial)).toEqual(['K-own', 'K-new']);
		await db.superuser`update metering.meter set removed = now() - interval '2 seconds' where serial = 'K-new'`;
		expect((await told()).meters.map(({ serial }) => serial)).toEqual(['K-own']);
		const theirs = await pairedNode(db, homes.other, tokens.other, 'Granne');
		expect(await (await home(theirs.key)).json()).toMatchObject({ meters: [{ serial: 'K-other' }] });
		await db.superuser`update node.home_node set revoked = now() where name in ('Fråga', 'Granne')`;
	});
});

describe('a delivery', () => {
	it('that is no delivery is refused in words: type, size, shape, another site’s page', async () => {
		const { key } = await pairedNode(db, homes.own, tokens.own);
		const authorization = `Node ${key}`;
		const many = Array.from({ length: 501 }, (_, i) => water(i, '1'));
		const refusals = [
			await collect('hours', 'x', { authorization, 'content-type': 'text/csv' }),
			await collect('hours', `"${'x'.repeat(256 * 1024)}"`, { authorization }),
			await collect('hours', `"${'x'.repeat(600 * 1024)}"`, { authorization }),
			await collect('hours', '{', { authorization }),
			await collect('hours', { sentAt: 'now', items: [] }, { authorization }),
			await collect('hours', { sentAt: iso(last), items: many }, { authorization }),
			await collect(
				'hours',
				{ sentAt: iso(last), items: [] },
				{ authorization, origin: 'https://evil.example' }
			)
		];
		expect(refusals.map(({ status }) => status)).toEqual([415, 413, 413, 400, 400, 400, 403]);
		for (const refusal of refusals) {
			expect(refusal.headers.get('content-type')).toBe('application/problem+json');
			expect(await refusal.json()).toMatchObject({
				status: refusal.status,
				code: expect.any(String) as string
			});
		}
	});

	it('needs a pairing’s own ticket and a name', async () => {
		for (const ticket of ['', 'x', `${'a'.repeat(24)}.x`]) expect((await current(ticket)).status).toBe(401);
		expect((await current('a'.repeat(24))).status).toBe(410);
		for (const name of [undefined, '', ' ', 'x'.repeat(41), 'a\nb'])
			expect((await collect('pairings', { name })).status).toBe(400);
	});
});

describe('the page of displays', () => {
	it('is nobody else’s: another home answers like one that does not exist, nobody signs in first', async () => {
		const { code } = await begin();
		expect((await page('own', homes.other)).status).toBe(404);
		expect((await page('own', 'x')).status).toBe(404);
		expect((await page('nobody', homes.own)).status).toBe(303);
		expect((await post('own', homes.other, 'add', { code })).status).toBe(404);
		expect((await post('nobody', homes.own, 'add', { code })).headers.get('location')).toMatch(/^\/sign-in/);
		const foreign = await fetch(`${portal.address}/homes/${homes.own}/node?/add`, {
			method: 'POST',
			headers: { origin: 'https://evil.example', ...as('own') },
			body: new URLSearchParams({ code })
		});
		expect(foreign.status).toBe(403);
	});

	it('takes a display away, and its key with it; another’s stays', async () => {
		const { key } = await pairedNode(db, homes.other, tokens.other, 'Hallen');
		const html = await (await page('other', homes.other)).text();
		const id = /name="node" value="([^"]+)"/.exec(html)?.[1] ?? '';
		await post('own', homes.own, 'remove', { node: id });
		expect((await deliver(key, [])).status).toBe(200);
		const removed = await post('other', homes.other, 'remove', { node: id });
		expect(removed.headers.get('location')).toBe(`/homes/${homes.other}/node?removed`);
		expect((await deliver(key, [])).status).toBe(401);
		expect(await (await page('other', homes.other)).text()).not.toContain('Hallen');
	});

	it('stops who guesses', async () => {
		const statuses: number[] = [];
		for (let i = 0; i < 11; i++) statuses.push((await post('own', homes.own, 'add', { code: '?' })).status);
		expect(statuses).toEqual([...Array.from({ length: 10 }, () => 400), 429]);
	});

	it('of a home that is over shows no displays and takes none', async () => {
		const html = await (await page('ending', homes.ending)).text();
		expect(html).toContain('Hemmet är inte längre ert');
		expect(html).not.toContain('name="code"');
	});
});

describe('a portal without HEMVY_COLLECT_URL', () => {
	it('takes no deliveries and says so', async () => {
		const without = await startPortal(db.urls.portal);
		try {
			for (const address of ['hours', 'pairings']) {
				const answer = await fetch(`${without.address}/api/collect/v1/${address}`, {
					method: 'POST',
					headers: { 'content-type': 'application/json' },
					body: '{}'
				});
				expect([answer.status, await answer.json()]).toMatchObject([503, { code: 'unavailable' }]);
			}
			expect((await page('own', homes.own)).status).toBe(200);
		} finally {
			await without.stop();
		}
	});
});

describe('the log', () => {
	it('holds no key, ticket, code or serial number', () => {
		const said = portal.said();
		expect(said).toContain('"route":"/api/collect/v1/hours"');
		expect(said).not.toMatch(/K-own|Väggdisplay|[a-z2-9]{24}\./);
	});
});
