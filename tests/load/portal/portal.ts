import { fork, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { bootstrap, urlFor } from '#lib/server/db/bootstrap.ts';
import { startEmbedded } from '#lib/server/db/embedded.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import { makeSessionToken } from '#lib/server/accounts/session-token.ts';
import { ask, mediansInTurn, throughputsInTurn, type Target } from './clients.ts';
import { fillAskedHome, fillHomes, type AskedHome } from './homes.ts';
import { benchImport } from './import.ts';
import { middle, ROUNDS } from '../rounds.ts';
import type { Measure } from '../table.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const SCENARIOS = {
	year: [
		'a year of hours, one meter',
		'medium=electricity&resolution=hour&from=2025-11-20&to=2026-11-20',
		60
	],
	month: [
		'a month of hours, 7 meters',
		'medium=cold_water&resolution=hour&from=2026-10-01&to=2026-11-01',
		80
	],
	days: [
		'3 years of days, one meter',
		'medium=electricity&resolution=day&from=2023-11-01&to=2026-11-01',
		150
	],
	months: [
		'5 years of months, one meter',
		'medium=electricity&resolution=month&from=2021-01-01&to=2026-01-01',
		200
	]
} as const;

const FEW = 200;
const MANY = 2_000;
const PASSWORDS = { ownerPassword: 'owner', portalPassword: 'portal', gatePassword: null };

/** A filled database, and who may ask it. */
interface Filled {
	readonly portalUrl: string;
	readonly home: AskedHome;
	readonly cookie: string;
}

/** Who is asked the same: ours and the floor on many homes, ours on few. */
interface Targets {
	readonly ours: Target;
	readonly floor: Target;
	readonly few: Target;
}

const children: ChildProcess[] = [];
let superuserUrl = '';

/**
 * The portal beside a bare server on the same database, and the import of readings: BENCH_PORTAL names some of its
 * measures, by commas.
 */
export async function benchPortal(): Promise<Measure[]> {
	const asked = process.env['BENCH_PORTAL']?.split(',') ?? [...Object.keys(SCENARIOS), 'import'];
	const scenarios = Object.entries(SCENARIOS).filter(([key]) => asked.includes(key));
	const folder = await mkdtemp(path.join(tmpdir(), 'hemvy-bench-'));
	await chmod(folder, 0o755);
	const database = await startEmbedded({ dataDir: folder });
	superuserUrl = database.superuserUrl;
	const measures: Measure[] = [];
	try {
		if (scenarios.length > 0) measures.push(...(await benchReading(scenarios.map(([, it]) => it))));
		if (asked.includes('import'))
			measures.push(...(await benchImport(superuserUrl, PASSWORDS, benchUrl, ROOT)));
	} finally {
		for (const child of children) child.kill('SIGTERM');
		await database.stop();
		await rm(folder, { recursive: true, force: true });
	}
	return measures;
}

type Scenario = (typeof SCENARIOS)[keyof typeof SCENARIOS];

async function benchReading(scenarios: readonly Scenario[]): Promise<Measure[]> {
	const few = await startPortal(await fill('bench_few', FEW), 3900);
	const many = await startPortal(await fill('bench', MANY), 3901);
	const floor = await startFloor(benchUrl('bench'), many.home.id, 3902);
	const measures: Measure[] = [];
	for (const [name, query, requests] of scenarios) {
		const address = ({ base, home }: { base: string; home: AskedHome }) =>
			`${base}/api/v1/homes/${home.id}/series?${query}`;
		const targets: Targets = {
			ours: { url: address(many), cookie: many.cookie },
			floor: { url: address({ base: floor, home: many.home }), cookie: '' },
			few: { url: address(few), cookie: few.cookie }
		};
		measures.push(...(await compare(name, targets, requests)));
	}
	return measures;
}

/** A database with the home that is asked and so many others. */
async function fill(name: string, homes: number): Promise<Filled> {
	console.log(`Filling ${homes.toLocaleString('en')} homes…`);
	const roles = await bootstrap(superuserUrl, { ...PASSWORDS, database: name });
	await migrate(roles.owner);
	const sql = postgres(benchUrl(name), {
		max: 1,
		onnotice: () => undefined,
		connection: { TimeZone: 'UTC' }
	});
	const home = await fillAskedHome(sql);
	await fillHomes(sql, 1, homes);
	const cookie = await signIn(sql, home);
	await sql.end();
	return { portalUrl: roles.portal, home, cookie };
}

/**
 * p50 of ours, of the floor and of ours with few homes, one request of each in turn, so that whatever else the machine
 * does strikes all alike; then the throughput of ours and of the floor, in turn. Ratios of each round, then their median.
 */
async function compare(name: string, { ours, floor, few }: Targets, requests: number): Promise<Measure[]> {
	const bodies = await Promise.all([ours, floor].map(({ url, cookie }) => ask(url, cookie)));
	if (!bodies[0] || !bodies[1] || Buffer.compare(bodies[0], bodies[1]) !== 0) {
		throw new Error(`${name}: the floor does not answer the same bytes`);
	}
	const p50: [number, number][] = [];
	const growth: [number, number][] = [];
	const rate: [number, number][] = [];
	for (let round = -1; round < ROUNDS; round++) {
		const [a = 0, b = 0, c = 0] = await mediansInTurn([ours, floor, few], requests);
		const [d = 0, e = 0] = await throughputsInTurn([ours, floor]);
		// The first round warms all up.
		if (round < 0) continue;
		p50.push([a, b]);
		growth.push([a, c]);
		rate.push([d, e]);
	}
	return [
		{ name: `${name}: p50`, ...middle(p50), unit: 'ms', most: 2 },
		{ name: `${name}: 8 clients`, ...middle(rate), unit: '/s', least: 0.6 },
		{ name: `${name}: 200 → 2,000 homes`, ...middle(growth), unit: 'ms', most: 1.2 }
	];
}

function benchUrl(name: string): string {
	return urlFor(superuserUrl, 'postgres', new URL(superuserUrl).password, name);
}

/** A session of the home's holder, as a cookie. */
async function signIn(sql: postgres.Sql, home: AskedHome): Promise<string> {
	const { token, id, secretHash } = makeSessionToken();
	await sql`
		with a as (insert into account.account (person_id, email, password_hash, kind)
			values (${home.personId}, 'bench@example.se', 'none', 'tenant') returning id)
		insert into account.session (id, secret_hash, account_id, expires)
		select ${id}, ${secretHash}, a.id, now() + interval '30 days' from a`;
	return `hemvy_session=${token}`;
}

async function startPortal({ portalUrl, home, cookie }: Filled, port: number) {
	const child = spawn(process.execPath, [path.join(ROOT, 'build/portal/index.js')], {
		env: {
			...process.env,
			DATABASE_URL: portalUrl,
			HOST: '127.0.0.1',
			PORT: String(port),
			LOG_LEVEL: 'warn'
		},
		stdio: ['ignore', 'ignore', 'inherit']
	});
	children.push(child);
	const base = `http://127.0.0.1:${port}`;
	for (let i = 0; i < 200; i++) {
		if (
			await ask(`${base}/healthz`, '').then(
				() => true,
				() => false
			)
		)
			return { base, home, cookie };
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	throw new Error('The portal does not answer. Run `npm run build` first.');
}

async function startFloor(databaseUrl: string, home: string, port: number): Promise<string> {
	const child = fork(path.join(import.meta.dirname, 'floor-server.ts'), {
		env: { ...process.env, FLOOR_DATABASE_URL: databaseUrl, FLOOR_HOME: home, PORT: String(port) }
	});
	children.push(child);
	await new Promise((resolve, reject) => {
		child.once('message', resolve);
		child.once('exit', () => {
			reject(new Error('The floor ended'));
		});
	});
	return `http://127.0.0.1:${port}`;
}
