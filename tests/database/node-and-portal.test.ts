import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Clock } from '../../src/lib/server/node/clock.ts';
import type { NodeTerms } from '../../src/lib/server/node/node.ts';
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
	['nothing', 'down'],
	['an answer that comes too late', 'slow']
];
/** Nodes that meet them side by side, each its share. */
const SHARES = [0, 1, 2];
/** Longer than the portal takes while all of this happens at once. */
const PATIENCE_MS = 4000;

let db: FreshDatabase;
let portal: RunningPortal;
let count = 0;

beforeAll(async () => {
	db = await freshDatabase();
	portal = await startPortal(db.urls.portal, { HEMVY_COLLECT_URL: db.urls.gate });
});
afterAll(async () => {
	await portal.stop();
	await db.close();
});

const register = (at: number) => 100_000 - ((last - at) / HOUR) * 10;
const due = (from: number, to: number) =>
	Array.from({ length: from - to + 1 }, (_, i): [number, number] => [
		from - i,
		register(last - (from - i) * HOUR)
	]);

/** A home, a way to the portal and a node of its own, paired as a tenant does it. */
class Scene {
	readonly home: string;
	readonly token: string;
	readonly way: Between;
	readonly fresh: FreshNode;
	readonly #meterId: number;

	private constructor(scene: Pick<Scene, 'home' | 'token' | 'way' | 'fresh'>, meterId: number) {
		({ home: this.home, token: this.token, way: this.way, fresh: this.fresh } = scene);
		this.#meterId = meterId;
	}

	static async open(terms: NodeTerms = {}): Promise<Scene> {
		await db.superuser`delete from account.rate_limit`;
		const serial = `K-${++count}`;
		const made = await makeHome(db.superuser, {
			number: serial,
			stays: [[iso(last - 30 * 24 * HOUR), 'tenancy']],
			meters: [{ serial, medium: 'cold_water' }]
		});
		const home = made.homes[0] ?? '';
		const token = await holderOf(db.superuser, home, `Tenant ${serial}`);
		const way = await between(portal.address);
		const node = { HEMVY_CENTRAL_URL: way.url };
		const fresh = await freshNode(node, { centralTimeoutMs: PATIENCE_MS, patienceMs: 30_000, ...terms });
		const scene = new Scene({ home, token, way, fresh }, made.meters[serial] ?? 0);
		await scene.#pair();
		const row = { device: 'wmbus:1234', quantity: 'water', medium: 'cold_water', serial };
		expect(fresh.node.commission(row)).toEqual({ ok: true });
		return scene;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.fresh.drop();
		await this.way.close();
	}

	async #pair(): Promise<void> {
		const { node } = this.fresh;
		const state = await node.beginPairing();
		if (state.state !== 'waiting') throw new Error(state.state);
		const entered = await fetch(`${portal.address}/homes/${this.home}/node?/add`, {
			method: 'POST',
			redirect: 'manual',
			headers: { origin: portal.address, accept: 'text/html', cookie: `hemvy_session=${this.token}` },
			body: new URLSearchParams({ code: state.code })
		});
		expect(entered.status).toBe(303);
		await until(() => node.pairing().state === 'paired');
	}

	/** Telegrams from `from` to `to` hours ago, 10 litres an hour: 100 m³ at the present hour. */
	async hear(from: number, to: number): Promise<void> {
		const { fresh } = this;
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

	async waiting(): Promise<number> {
		return Number(/hemvy_hours_pending (\d+)/.exec(await this.fresh.node.metrics())?.[1] ?? -1);
	}

	async isLinked(state: 'up' | 'down'): Promise<void> {
		await until(() => this.fresh.node.snapshot().links.central.state === state, 20_000);
	}

	/** Hours ago and registers at the centre. */
	async stored(): Promise<[number, number][]> {
		const rows = await db.superuser<{ at: number; register: number }[]>`
			select extract(epoch from (p.day + make_interval(secs => s.at)) at time zone 'Europe/Stockholm')::float8 as at,
				s.register from metering.reading_pack p, unnest(p.at, p.registers) as s(at, register)
			where p.meter_id = ${this.#meterId} order by 1`;
		return rows.map(({ at, register: value }) => [(last - at) / HOUR, value]);
	}

	/** Values that the centre has replaced. */
	corrections() {
		return db.superuser`select from metering.reading_correction where meter_id = ${this.#meterId}`;
	}

	async arrived(from: number, to: number): Promise<void> {
		for (const end = Date.now() + 15_000; ;) {
			const found = await this.stored();
			if (found.length === from - to + 1 || Date.now() > end) {
				expect(found).toEqual(due(from, to));
				return;
			}
			await sleep(50);
		}
	}
}

/** The command line, beside what else goes on. */
function run(...args: string[]): Promise<{ code: number | null; said: string }> {
	const child = spawn(process.execPath, [path.join(ROOT, 'src/cli/hemvy.ts'), ...args], {
		env: { PATH: process.env['PATH'] ?? '', HEMVY_OWNER_URL: db.urls.owner, DATABASE_URL: db.urls.portal },
		stdio: ['ignore', 'ignore', 'pipe']
	});
	let said = '';
	child.stderr.on('data', (chunk: Buffer) => {
		said += chunk.toString();
	});
	return new Promise((resolve) => {
		child.once('close', (code) => {
			resolve({ code, said });
		});
	});
}

// side by side: most of the time each waits for its turn
describe.concurrent('a node and the portal', () => {
	it('from the code to hours that the tenant reads', async () => {
		await using scene = await Scene.open();
		await scene.hear(5, 0);
		await scene.arrived(5, 0);
		await scene.isLinked('up');
		const query = `medium=cold_water&resolution=hour&from=${iso(last - 24 * HOUR).slice(0, 10)}&to=${iso(last + 48 * HOUR).slice(0, 10)}`;
		const shown = await fetch(`${portal.address}/api/v1/homes/${scene.home}/series?${query}`, {
			headers: { cookie: `hemvy_session=${scene.token}` }
		});
		expect(((await shown.json()) as { total: number }).total).toBeCloseTo(0.05, 9);
		expect(await scene.waiting()).toBe(0);
	});

	it('one meter that the home has not is refused with its reason; the rest goes in', async () => {
		await using scene = await Scene.open();
		const { fresh } = scene;
		const other = { device: 'wmbus:99', quantity: 'water', medium: 'hot_water', serial: 'NOBODYS' };
		fresh.node.commission(other);
		for (const ago of [2, 1])
			await fresh.say('wmbusmeters/x', {
				...{ _: 'telegram', media: 'water', meter: 'iperl', name: 'x', id: '99', total_m3: 5, status: 'OK' },
				timestamp: iso(last - ago * HOUR)
			});
		await scene.hear(3, 0);
		await scene.arrived(3, 0);
		const said = await until(() => fresh.node.events().find(({ kind }) => kind === 'hour_refused'));
		expect(said).toMatchObject({ subject: 'NOBODYS', detail: { reason: 'unknown_meter', hours: 2 } });
	});

	it('staff revoke it on the command line: it says so, and delivers nothing more', async () => {
		await using scene = await Scene.open();
		const { fresh } = scene;
		const [row] = await db.superuser<{ id: string }[]>`
			select n.public_id as id from node.home_node n join housing.occupancy o on o.id = n.occupancy_id
			where o.public_id = ${scene.home}`;
		const revoked = await run('nodes', 'revoke', row?.id ?? '');
		expect(revoked.code, revoked.said).toBe(0);
		await scene.hear(3, 0);
		await until(() => fresh.node.pairing().state === 'ended');
		await until(() => fresh.node.snapshot().notices.some(({ key }) => key === 'pairing_ended'));
		for (let i = 0; (await scene.waiting()) !== 4 && i < 500; i++) await sleep(20);
		expect(await scene.waiting()).toBe(4);
		expect(await scene.stored()).toEqual([]);
	});

	it('the tenancy ends in the middle of an hour: the key dies with it, and nothing more comes in', async () => {
		await using scene = await Scene.open();
		await scene.hear(5, 3);
		await scene.arrived(5, 3);
		await db.superuser`update housing.occupancy
			set during = tstzrange(lower(during), now() - interval '7 minutes') where public_id = ${scene.home}`;
		await scene.hear(2, 0);
		await until(() => scene.fresh.node.pairing().state === 'ended');
		expect(await scene.stored()).toEqual(due(5, 3));
	});

	it('an answer that is lost after the centre has stored is asked for again, and nothing is there twice', async () => {
		await using scene = await Scene.open();
		const { way, fresh } = scene;
		way.mood = 'loses_answer';
		await scene.hear(4, 0);
		await until(() => way.answers.length > 0);
		await scene.arrived(4, 0);
		expect(await scene.waiting()).toBe(5);
		way.mood = 'passes';
		await fresh.restart();
		await until(() => way.answers.length > 1);
		await scene.isLinked('up');
		expect(await scene.waiting()).toBe(0);
		expect(await scene.stored()).toEqual(due(4, 0));
		const ids = way.seen.map(({ items }) => items.map(({ id }) => id));
		expect(ids.at(-1)).toEqual(ids[0]);
		expect(await scene.corrections()).toHaveLength(0);
	});

	it('the portal was away for long: afterwards all comes, the oldest first', async () => {
		await using scene = await Scene.open();
		const { way, fresh } = scene;
		way.mood = 'down';
		await scene.hear(40, 0);
		await scene.isLinked('down');
		expect(await scene.stored()).toEqual([]);
		way.mood = 'passes';
		await fresh.restart();
		await scene.arrived(40, 0);
		const at = way.seen.at(-1)?.items.map((item) => item.at) ?? [];
		expect(at).toHaveLength(41);
		expect(at).toEqual([...at].sort());
	});

	it.each(SHARES)(
		'whatever is answered in the portal’s place (%i): the hours stay at home, and are there when all is well',
		async (share) => {
			await using scene = await Scene.open();
			const { way, fresh } = scene;
			const own = BAD.filter((_, i) => i % SHARES.length === share);
			for (const [i, [name, mood]] of own.entries()) {
				const from = 40 - 3 * i;
				way.mood = mood;
				await scene.hear(from, from - 2);
				await scene.isLinked('down');
				expect(await scene.waiting(), name).toBe(3);
				expect(fresh.node.pairing().state, name).toBe('paired');
				way.mood = 'passes';
				await fresh.restart();
				await scene.arrived(40, from - 2);
				await scene.isLinked('up');
				expect(await scene.waiting(), name).toBe(0);
			}
			expect(await scene.corrections()).toHaveLength(0);
		},
		120_000
	);

	it('401 of somebody on the way ends nothing: the key is tried again and opens', async () => {
		await using scene = await Scene.open();
		const { way, fresh } = scene;
		way.mood = { status: 401, type: 'text/html', body: 'sign in to the guest network' };
		await scene.hear(4, 0);
		await until(() => fresh.node.pairing().state === 'ended');
		way.mood = 'passes';
		await fresh.restart();
		await scene.arrived(4, 0);
		await until(() => fresh.node.pairing().state === 'paired');
	});

	it('a clock three days ahead is paired all the same, put right by the centre, and doubles no hour', async () => {
		const clock = new Clock(0, () => Date.now() + 3 * 24 * HOUR * 1000);
		await using scene = await Scene.open({ clock });
		await scene.hear(4, 0);
		await scene.arrived(4, 0);
		await until(() => Math.abs(clock.now() - Date.now() / 1000) < 60);
		expect(scene.fresh.node.events().some(({ kind }) => kind === 'clock_changed')).toBe(true);
		await scene.hear(4, 0);
		await scene.arrived(4, 0);
		expect(await scene.corrections()).toHaveLength(0);
	});
});
