import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { bootstrap, urlFor } from '#lib/server/db/bootstrap.ts';
import { openGatePool, openOwnerPool, openPortalPool } from '#lib/server/db/connection.ts';
import { freePort, startEmbedded } from '#lib/server/db/embedded.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import { separationOf, timeBoth, timedQuestions } from '../privacy/http/timing.ts';
import { makeWorld } from '../privacy/http/world.ts';
import type { Measure } from './table.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const TRIES = Number(process.env['BENCH_ATTACK_TRIES'] ?? 2_000);
const NAME = 'bench_attacks';

/** The time of “not yours” against that of “not there” at every door: how well it tells them apart, 0.5 being not at all. */
export async function benchAttacks(): Promise<Measure[]> {
	const folder = await mkdtemp(path.join(tmpdir(), 'hemvy-bench-'));
	await chmod(folder, 0o755);
	const database = await startEmbedded({ dataDir: folder });
	const { superuserUrl } = database;
	const passwords = { ownerPassword: 'owner', portalPassword: 'portal', gatePassword: 'gate' };
	const roles = await bootstrap(superuserUrl, { ...passwords, database: NAME });
	await migrate(roles.owner);
	const url = urlFor(superuserUrl, 'postgres', new URL(superuserUrl).password, NAME);
	const superuser = postgres(url, { max: 2, onnotice: () => undefined, connection: { TimeZone: 'UTC' } });
	const [owner, portal, gate] = [
		openOwnerPool(roles.owner),
		openPortalPool(roles.portal),
		openGatePool(roles.gate)
	];
	const close = () =>
		Promise.all([owner, portal, gate, superuser].map((pool) => pool.end({ timeout: 2 }))).then(
			() => undefined
		);
	const measures: Measure[] = [];
	const server = await startPortal(roles.portal);
	try {
		const world = await makeWorld({
			urls: { ...roles, superuser: url },
			owner,
			portal,
			gate,
			superuser,
			close
		});
		for (const question of timedQuestions(world)) {
			const separation = separationOf(await timeBoth(server.address, question, TRIES));
			measures.push({
				name: `“not yours” told from “not there” by its time, ${TRIES.toLocaleString('en')} of each: ${question.name}`,
				...{ ours: separation, floor: 0.5, unit: '', least: 0.9, most: 1.1 }
			});
		}
	} finally {
		server.stop();
		await close();
		await database.stop();
		await rm(folder, { recursive: true, force: true });
	}
	return measures;
}

async function startPortal(databaseUrl: string): Promise<{ readonly address: string; stop(): void }> {
	const port = await freePort();
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
	const address = `http://127.0.0.1:${port}`;
	for (let i = 0; i < 200; i++) {
		const isWell = await fetch(`${address}/healthz`).then(
			({ ok }) => ok,
			() => false
		);
		if (isWell) return { address, stop: () => void child.kill('SIGTERM') };
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	child.kill('SIGTERM');
	throw new Error('The portal does not answer. Run `npm run build` first.');
}
