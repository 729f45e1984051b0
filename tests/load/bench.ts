/*
 * `npm run bench`: ours beside a floor that does the same work with nothing around it, in one run, as ratios.
 * What is asked of each ratio stands beside it; the exit code says whether all were met.
 */
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { bootstrap, urlFor } from '#lib/server/db/bootstrap.ts';
import { startEmbedded } from '#lib/server/db/embedded.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import { makeSessionToken } from '#lib/server/accounts/session-token.ts';
import { ask, median, medianMs, throughput } from './clients.ts';
import { fillAskedHome, fillHomes, type AskedHome } from './homes.ts';
import { benchImport } from './import.ts';
import { printTable, type Measure } from './table.ts';

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);
const ROOT = path.resolve(import.meta.dirname, '../..');
const SCENARIOS = [
	['a year of hours, one meter', 'medium=electricity&resolution=hour&from=2025-11-20&to=2026-11-20', 60],
	['a month of hours, 7 meters', 'medium=cold_water&resolution=hour&from=2026-10-01&to=2026-11-01', 80],
	['3 years of days, one meter', 'medium=electricity&resolution=day&from=2023-11-01&to=2026-11-01', 150],
	['5 years of months, one meter', 'medium=electricity&resolution=month&from=2021-01-01&to=2026-01-01', 200]
] as const;

const folder = await mkdtemp(path.join(tmpdir(), 'hemvy-bench-'));
await chmod(folder, 0o755);
const database = await startEmbedded({ dataDir: folder });
const children: ChildProcess[] = [];
const measures: Measure[] = [];
try {
	const passwords = { ownerPassword: 'owner', portalPassword: 'portal', gatePassword: null };
	const roles = await bootstrap(database.superuserUrl, { ...passwords, database: 'bench' });
	await migrate(roles.owner);
	const superuserUrl = benchUrl('bench');
	const sql = postgres(superuserUrl, { max: 1, onnotice: () => undefined, connection: { TimeZone: 'UTC' } });
	console.log('Filling 200 homes…');
	const home = await fillAskedHome(sql);
	await fillHomes(sql, 1, 200);
	const cookie = await signIn(sql, home);
	const ours = await startPortal(roles.portal);
	const floor = await startFloor(superuserUrl, home.id);
	const address = (base: string, query: string) => `${base}/api/v1/homes/${home.id}/series?${query}`;
	const few: number[] = [];
	for (const [, query, requests] of SCENARIOS)
		few.push(await oursAlone(address(ours, query), cookie, requests));
	console.log('Filling 2,000 homes…');
	await fillHomes(sql, 201, 2000);
	for (const [i, [name, query, requests]] of SCENARIOS.entries()) {
		const [a, b] = [address(ours, query), address(floor, query)];
		const same = Buffer.compare(await ask(a, cookie), await ask(b, cookie)) === 0;
		if (!same) throw new Error(`${name}: the floor does not answer the same bytes`);
		measures.push(...(await compare(name, a, b, cookie, requests)));
		const many = await oursAlone(a, cookie, requests);
		measures.push({
			name: `${name}: 200 → 2,000 homes`,
			ours: many,
			floor: few[i] ?? Number.NaN,
			unit: 'ms',
			most: 1.2
		});
	}
	await sql.end();
	measures.push(...(await benchImport(database.superuserUrl, passwords, benchUrl, ROOT)));
} finally {
	for (const child of children) child.kill('SIGTERM');
	await database.stop();
	await rm(folder, { recursive: true, force: true });
}
process.exitCode = printTable(measures, ROUNDS) ? 0 : 1;

/** p50 and throughput of ours beside the floor, in turn, medians over the rounds. */
async function compare(
	name: string,
	a: string,
	b: string,
	cookie: string,
	requests: number
): Promise<Measure[]> {
	const p50: [number, number][] = [];
	const rate: [number, number][] = [];
	for (let round = -1; round < ROUNDS; round++) {
		const times: [number, number] = [
			await medianMs(a, cookie, requests),
			await medianMs(b, cookie, requests)
		];
		const rates: [number, number] = [await throughput(a, cookie, 8, 2), await throughput(b, cookie, 8, 2)];
		// The first round warms both up.
		if (round >= 0) {
			p50.push(times);
			rate.push(rates);
		}
	}
	const middle = (pairs: [number, number][], of: 0 | 1) => median(pairs.map((pair) => pair[of]));
	return [
		{ name: `${name}: p50`, ours: middle(p50, 0), floor: middle(p50, 1), unit: 'ms', most: 2 },
		{ name: `${name}: 8 clients`, ours: middle(rate, 0), floor: middle(rate, 1), unit: '/s', least: 0.6 }
	];
}

async function oursAlone(url: string, cookie: string, requests: number): Promise<number> {
	await medianMs(url, cookie, requests);
	const rounds: number[] = [];
	for (let round = 0; round < ROUNDS; round++) rounds.push(await medianMs(url, cookie, requests));
	return median(rounds);
}

function benchUrl(name: string): string {
	return urlFor(database.superuserUrl, 'postgres', new URL(database.superuserUrl).password, name);
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

async function startPortal(databaseUrl: string): Promise<string> {
	const port = 3900;
	const child = spawn(process.execPath, [path.join(ROOT, 'build/portal/index.js')], {
		env: {
			...process.env,
			DATABASE_URL: databaseUrl,
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
			return base;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	throw new Error('The portal does not answer. Run `npm run build` first.');
}

async function startFloor(databaseUrl: string, home: string): Promise<string> {
	const port = 3901;
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
