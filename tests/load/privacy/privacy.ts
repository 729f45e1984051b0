import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { bootstrap, urlFor } from '#lib/server/db/bootstrap.ts';
import { openPortalPool, type Pool } from '#lib/server/db/connection.ts';
import { startEmbedded } from '#lib/server/db/embedded.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import { MEDIUM_FACTS, type Medium } from '#lib/energy/medium.ts';
import { sourcesOf } from '#lib/server/consumption/intervals.ts';
import { Ticket } from '#lib/server/consumption/open-access.ts';
import { cellsOf, packedStatement, parsePacked } from '#lib/server/consumption/packed.ts';
import { sumMeters } from '#lib/server/consumption/points.ts';
import { readRows } from '#lib/server/consumption/reader.ts';
import { middle, quantile, ROUNDS, type Round } from '../rounds.ts';
import type { Measure } from '../table.ts';
import { makeScene, type Scene } from './scene.ts';
import { openUnguarded, readUnguarded } from './unguarded.ts';

const HOMES = Number(process.env['BENCH_PRIVACY_HOMES'] ?? 500);
const MOST = 1.5;
const DATABASE = 'bench_privacy';

interface Scenario {
	readonly name: string;
	readonly media: readonly Medium[];
	readonly resolution: 'hour' | 'day' | 'month';
	readonly from: string;
	readonly to: string;
	readonly times: number;
}

const SCENARIOS: readonly Scenario[] = [
	{
		...{ name: 'a year of hours, one meter', media: ['electricity'], resolution: 'hour', times: 100 },
		...{ from: '2025-11-20', to: '2026-11-20' }
	},
	{
		...{ name: 'a month of hours, all 8 meters', media: ['cold_water', 'electricity'], resolution: 'hour' },
		...{ from: '2026-10-01', to: '2026-11-01', times: 150 }
	},
	{
		...{ name: '3 years of days, one meter', media: ['electricity'], resolution: 'day', times: 300 },
		...{ from: '2023-11-01', to: '2026-11-01' }
	},
	{
		...{ name: '5 years of months, one meter', media: ['electricity'], resolution: 'month', times: 400 },
		...{ from: '2021-01-01', to: '2026-01-01' }
	}
];

/**
 * What policies, consents, session and log cost: each read as the portal makes it, beside the same read by somebody who
 * is asked nothing, in turn, down to the same points.
 */
export async function benchPrivacy(): Promise<Measure[]> {
	const folder = await mkdtemp(path.join(tmpdir(), 'hemvy-bench-'));
	await chmod(folder, 0o755);
	const { superuserUrl, stop } = await startDatabase(folder);
	const roles = await bootstrap(superuserUrl, {
		...{ ownerPassword: 'owner', portalPassword: 'portal', gatePassword: null, database: DATABASE }
	});
	await migrate(roles.owner);
	const url = urlFor(superuserUrl, 'postgres', new URL(superuserUrl).password, DATABASE);
	const sql = postgres(url, { max: 1, onnotice: () => undefined, connection: { TimeZone: 'UTC' } });
	console.log(`Filling ${HOMES.toLocaleString('en')} homes…`);
	const scene = await makeScene(sql, HOMES);
	const portal = openPortalPool(roles.portal, { max: 1 });
	const unguarded = await openUnguarded(sql, superuserUrl, DATABASE);
	const measures: Measure[] = [];
	try {
		for (const scenario of SCENARIOS) measures.push(...(await compare(scenario, scene, portal, unguarded)));
	} finally {
		await Promise.all([portal.end(), unguarded.end(), sql.end()]);
		await stop();
		await rm(folder, { recursive: true, force: true });
	}
	return measures;
}

async function startDatabase(dataDir: string) {
	const database = await startEmbedded({ dataDir });
	return { superuserUrl: database.superuserUrl, stop: () => database.stop() };
}

async function compare(scenario: Scenario, scene: Scene, portal: Pool, unguarded: Pool): Promise<Measure[]> {
	const { name, media, resolution, from, to, times } = scenario;
	const { home, holder, visitor } = scene;
	const now = Date.now() / 1000;
	const span = { from, to };
	const sources = sourcesOf(resolution, span, now);
	const statement = packedStatement(home, media, sources);
	const pointsOf = (row: unknown) => {
		const packed = parsePacked(row);
		return media.map((medium) =>
			sumMeters(cellsOf(packed, medium, { sources, since: 0, now }), MEDIUM_FACTS[medium].kind)
		);
	};
	const asHolder = async () => {
		const [rows] = await readRows({ pool: portal, token: holder }, [statement]);
		return pointsOf(rows?.[0]);
	};
	const asVisitor = async () => {
		const ticket = new Ticket({ home, basis: visitor.basis, media, resolution, span });
		const [rows] = await readRows({ pool: portal, token: visitor.token, ticket }, [statement]);
		return pointsOf(rows?.[0]);
	};
	const asAnybody = async () => pointsOf((await readUnguarded(unguarded, statement))[0]);
	const asAnybodyLogged = async () =>
		pointsOf((await readUnguarded(unguarded, statement, { isLogged: true }))[0]);
	const answers = await Promise.all([asHolder(), asVisitor(), asAnybody(), asAnybodyLogged()]);
	if (new Set(answers.map((answer) => JSON.stringify(answer))).size !== 1 || !answers[0][0]?.length)
		throw new Error(`${name}: the sides do not read the same`);

	const rounds: number[][][] = [];
	for (let round = -1; round < ROUNDS; round++) {
		const timed = await timesInTurn([asHolder, asVisitor, asAnybody, asAnybodyLogged], times);
		// The first round warms all up.
		if (round >= 0) rounds.push(timed);
	}
	const ratio = (side: number, share: number, floor = 2) =>
		middle(rounds.map((it): Round => [quantile(it[side] ?? [], share), quantile(it[floor] ?? [], share)]));
	return [
		...['the holder', 'a delegate, logged'].flatMap((who, side): Measure[] => [
			{ name: `${name}, ${who}: p50`, ...ratio(side, 0.5), unit: 'ms', most: MOST },
			{ name: `${name}, ${who}: p95`, ...ratio(side, 0.95), unit: 'ms' }
		]),
		// What is asked of nobody, when it too commits a row before it reads: no rule can be had for less.
		{ name: `${name}, the floor with a bare INSERT and COMMIT: p50`, ...ratio(3, 0.5), unit: 'ms' },
		{ name: `${name}, a delegate, beside that: p50`, ...ratio(1, 0.5, 3), unit: 'ms' }
	];
}

/** Milliseconds of each: one of the first, one of the second, …, and so on in turn. */
async function timesInTurn(works: readonly (() => Promise<unknown>)[], times: number): Promise<number[][]> {
	const taken = works.map((): number[] => []);
	for (let i = 0; i < times; i++) {
		for (const [at, work] of works.entries()) {
			const start = performance.now();
			await work();
			taken[at]?.push(performance.now() - start);
		}
	}
	return taken;
}
