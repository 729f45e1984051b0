import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import { Clock } from '../../src/lib/server/node/clock.ts';
import { between, type Between, type Mood } from '../fixtures/between.ts';
import { holderOf } from '../fixtures/holder.ts';
import { makeHome } from '../fixtures/home.ts';
import { startPortal, type RunningPortal } from '../fixtures/portal.ts';
import { freshNode, until, type FreshNode } from '../node/fresh-node.ts';
import { freshDatabase, type FreshDatabase } from './fresh.ts';

const HOUR = 3600;
const ROOT = path.resolve(import.meta.dirname, '../..');
const last = Math.floor(Date.now() / 1000 / HOUR) * HOUR;
const iso = (at: number) => new Date(at * 1000).toISOString();

const BAD: readonly (readonly [string, Mood])[] = [
	['500', { status: 500, type: 'application/json', body: '{}' }],
	['502 in HTML', { status: 502, type: 'text/html', body: '<h1>Bad gateway</h1>' }],
	['200 in HTML', { status: 200, type: 'text/html', body: '<h1>Welcome</h1>' }],
	['200 with something else', { status: 200, type: 'application/json', body: '{"stored":"all"}' }],
	['200 cut off', { status: 200, type: 'application/json', body: '{"now":"2026' }],
	['200 and 2 MB', { status: 200, type: 'application/json', body: ' '.repeat(2_000_000) }],
	[
		'a way elsewhere',
		{ status: 302, type: 'text/html', body: '', headers: { location: 'http://192.0.2.1/' } }
	],
	['400 of a proxy', { status: 400, type: 'text/html', body: '<h1>Bad request</h1>' }],
	['403', { status: 403, type: 'text/html', body: 'no' }],
	['404', { status: 404, type: 'text/html', body: 'no' }],
	['413', { status: 413, type: 'text/html', body: 'too large' }],
	['429', { status: 429, type: 'application/json', body: '{}', headers: { 'retry-after': '1' } }],
	['nothing', 'down']
];

let db: FreshDatabase;
let portal: RunningPortal;
let way: Between;
let fresh: FreshNode;
let home = '';
let token = '';
let meterId = 0;
let count = 0;

beforeAll(async () => {
	db = await freshDatabase();
	portal = await startPortal(db.urls.portal, { HEMVY_COLLECT_URL: db.urls.gate });
});
afterAll(async () => {
	await portal.stop();
	await db.close();
});

/** Each test has a home, a way to the portal and a node of its own, paired as a tenant does it. */
beforeEach(async () => {
	await db.superuser`delete from account.rate_limit`;
	count += 1;
	const made = await makeHome(db.superuser, {
		number: `${count}`,
		stays: [[iso(last - 30 * 24 * HOUR), 'tenancy']],
		meters: [{ serial: `K-${count}`, medium: 'cold_water' }]
	});
	home = made.homes[0] ?? '';
	meterId = made.meters[`K-${count}`] ?? 0;
	token = await holderOf(db.superuser, home, `Tenant${count}`);
	way = await between(portal.address);
	fresh = await freshNode({ HEMVY_CENTRAL_URL: way.url });
	await pair();
	const row = { device: 'wmbus:1234', quantity: 'water', medium: 'cold_water', serial: `K-${count}` };
	expect(fresh.node.commission(row)).toEqual({ ok: true });
});
afterEach(async () => {
	await fresh.drop();
	await way.close();
});

async function pair(): Promise<void> {
	const state = await fresh.node.beginPairing();
	if (state.state !== 'waiting') throw new Error(state.state);
	const entered = await fetch(`${portal.address}/homes/${home}/node?/add`, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin: portal.address, accept: 'text/html', cookie: `hemvy_session=${token}` },
		body: new URLSearchParams({ code: state.code })
	});
	expect(entered.status).toBe(303);
	await until(() => fresh.node.pairing().state === 'paired');
}

/** Telegrams from `from` to `to` hours ago, 10 litres an hour: 100 m³ at the present hour. */
async function hear(from: number, to: number): Promise<void> {
	const before = fresh.node.counts().messages;
	let said = 0;
	for (let at = last - from * HOUR; at <= last - to * HOUR; at += HOUR / 2, said++)
		await fresh.say('wmbusmeters/v', {
			...{ _: 'telegram', media: 'water', meter: 'iperl', name: 'v', id: '1234', status: 'OK' },
			total_m3: register(at) / 1000,
			timestamp: iso(at)
		});
	await until(() => fresh.node.counts().messages === before + said);
}
const register = (at: number) => 100_000 - ((last - at) / HOUR) * 10;
const waiting = async () => Number(/hemvy_hours_pending (\d+)/.exec(await fresh.node.metrics())?.[1] ?? -1);

/** Hours ago and registers at the centre. */
async function stored(): Promise<[number, number][]> {
	const rows = await db.superuser<{ at: number; register: number }[]>`
		select extract(epoch from (p.day + make_interval(secs => s.at)) at time zone 'Europe/Stockholm')::float8 as at,
			s.register from metering.reading_pack p, unnest(p.at, p.registers) as s(at, register)
		where p.meter_id = ${meterId} order by 1`;
	return rows.map(({ at, register: value }) => [(last - at) / HOUR, value]);
}
const due = (from: number, to: number) =>
	Array.from({ length: from - to + 1 }, (_, i): [number, number] => [
		from - i,
		register(last - (from - i) * HOUR)
	]);
async function arrived(from: number, to: number): Promise<void> {
	for (const end = Date.now() + 15_000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
		const found = await stored();
		if (found.length === from - to + 1 || Date.now() > end) {
			expect(found).toEqual(due(from, to));
			return;
		}
	}
}

describe('a node and the portal', () => {
	it('from the code to hours that the tenant reads', async () => {
		await hear(5, 0);
		await arrived(5, 0);
		await until(() => fresh.node.snapshot().links.central.state === 'up');
		const query = `medium=cold_water&resolution=hour&from=${iso(last - 24 * HOUR).slice(0, 10)}&to=${iso(last + 48 * HOUR).slice(0, 10)}`;
		const shown = await fetch(`${portal.address}/api/v1/homes/${home}/series?${query}`, {
			headers: { cookie: `hemvy_session=${token}` }
		});
		expect(((await shown.json()) as { total: number }).total).toBeCloseTo(0.05, 9);
		expect(await waiting()).toBe(0);
	});

	it('one meter that the home has not is refused with its reason; the rest goes in', async () => {
		const other = { device: 'wmbus:99', quantity: 'water', medium: 'hot_water', serial: 'NOBODYS' };
		fresh.node.commission(other);
		for (const ago of [2, 1])
			await fresh.say('wmbusmeters/x', {
				...{ _: 'telegram', media: 'water', meter: 'iperl', name: 'x', id: '99', total_m3: 5, status: 'OK' },
				timestamp: iso(last - ago * HOUR)
			});
		await hear(3, 0);
		await arrived(3, 0);
		const said = await until(() => fresh.node.events().find(({ kind }) => kind === 'hour_refused'));
		expect(said).toMatchObject({ subject: 'NOBODYS', detail: { reason: 'unknown_meter', hours: 2 } });
	});

	it('staff revoke it on the command line: it says so, and delivers nothing more', async () => {
		const [row] = await db.superuser<{ id: string }[]>`
			select n.public_id as id from node.home_node n join housing.occupancy o on o.id = n.occupancy_id
			where o.public_id = ${home}`;
		const revoked = spawnSync(
			process.execPath,
			[path.join(ROOT, 'src/cli/hemvy.ts'), 'nodes', 'revoke', row?.id ?? ''],
			{
				env: { PATH: process.env['PATH'] ?? '', HEMVY_OWNER_URL: db.urls.owner, DATABASE_URL: db.urls.portal }
			}
		);
		expect(revoked.status, revoked.stderr.toString()).toBe(0);
		await hear(3, 0);
		await until(() => fresh.node.pairing().state === 'ended');
		await until(() => fresh.node.snapshot().notices.some(({ key }) => key === 'pairing_ended'));
		await expect.poll(waiting).toBe(4);
		expect(await stored()).toEqual([]);
	});

	it('the tenancy ends in the middle of an hour: the key dies with it, and nothing more comes in', async () => {
		await hear(5, 3);
		await arrived(5, 3);
		await db.superuser`update housing.occupancy
			set during = tstzrange(lower(during), now() - interval '7 minutes') where public_id = ${home}`;
		await hear(2, 0);
		await until(() => fresh.node.pairing().state === 'ended');
		expect(await stored()).toEqual(due(5, 3));
	});

	it('an answer that is lost after the centre has stored is asked for again, and nothing is there twice', async () => {
		way.mood = 'loses_answer';
		await hear(4, 0);
		await until(() => way.answers.length > 0);
		await arrived(4, 0);
		expect(await waiting()).toBe(5);
		way.mood = 'passes';
		await fresh.restart();
		await until(() => way.answers.length > 1);
		await until(() => fresh.node.snapshot().links.central.state === 'up');
		expect(await waiting()).toBe(0);
		expect(await stored()).toEqual(due(4, 0));
		const ids = way.seen.map(({ items }) => items.map(({ id }) => id));
		expect(ids.at(-1)).toEqual(ids[0]);
		expect(
			await db.superuser`select from metering.reading_correction where meter_id = ${meterId}`
		).toHaveLength(0);
	});

	it('the portal was away for long: afterwards all comes, the oldest first', async () => {
		way.mood = 'down';
		await hear(40, 0);
		await until(() => fresh.node.snapshot().links.central.state === 'down');
		expect(await stored()).toEqual([]);
		way.mood = 'passes';
		await fresh.restart();
		await arrived(40, 0);
		const at = way.seen.at(-1)?.items.map((item) => item.at) ?? [];
		expect(at).toHaveLength(41);
		expect(at).toEqual([...at].sort());
	});

	it('whatever is answered in the portal’s place: the hours stay at home, and are there when all is well', async () => {
		for (const [i, [name, mood]] of BAD.entries()) {
			const from = 40 - 3 * i;
			way.mood = mood;
			await hear(from, from - 2);
			await until(() => fresh.node.snapshot().links.central.state === 'down', 20_000);
			expect(await waiting(), name).toBe(3);
			expect(fresh.node.pairing().state, name).toBe('paired');
			way.mood = 'passes';
			await fresh.restart();
			await arrived(40, from - 2);
			await until(() => fresh.node.snapshot().links.central.state === 'up');
			expect(await waiting(), name).toBe(0);
		}
	}, 120_000);

	it('401 of somebody on the way ends nothing: the key is tried again and opens', async () => {
		way.mood = { status: 401, type: 'text/html', body: 'sign in to the guest network' };
		await hear(4, 0);
		await until(() => fresh.node.pairing().state === 'ended');
		way.mood = 'passes';
		await fresh.restart();
		await arrived(4, 0);
		expect(fresh.node.pairing().state).toBe('paired');
	});
});

it('a node whose clock is three days ahead is paired all the same, put right by the centre, and doubles no hour', async () => {
	const clock = new Clock(0, () => Date.now() + 3 * 24 * HOUR * 1000);
	await fresh.drop();
	fresh = await freshNode({ HEMVY_CENTRAL_URL: way.url }, { clock });
	await pair();
	fresh.node.commission({
		...{ device: 'wmbus:1234', quantity: 'water', medium: 'cold_water', serial: `K-${count}` }
	});
	await hear(4, 0);
	await arrived(4, 0);
	await until(() => Math.abs(clock.now() - Date.now() / 1000) < 60);
	expect(fresh.node.events().some(({ kind }) => kind === 'clock_changed')).toBe(true);
	await hear(4, 0);
	await arrived(4, 0);
	expect(
		await db.superuser`select from metering.reading_correction where meter_id = ${meterId}`
	).toHaveLength(0);
});
