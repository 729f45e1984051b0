import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuild } from '../../src/cli/app-build.ts';
import { BUILD_LOGS } from '../fixtures/build-logs.ts';
import { freePort } from './fresh-node.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'hemvy-alone-'));
const running = new Set<() => Promise<unknown>>();

beforeAll(async () => {
	await ensureBuild('kiosk', BUILD_LOGS);
});
afterEach(async () => {
	for (const stop of running) await stop();
	running.clear();
});
afterAll(() => {
	rmSync(folder, { recursive: true, force: true });
});

interface Start {
	/** Standard output and error, when it serves or has ended. */
	readonly said: string;
	/** null: it serves. */
	readonly code: number | null;
	readonly stop: () => Promise<string>;
}

/** `npm run kiosk` with these variables and no others. */
async function start(env: Readonly<Record<string, string>>): Promise<Start> {
	const child = spawn(process.execPath, ['src/cli/run.js', 'kiosk'], {
		cwd: ROOT,
		env: { PATH: process.env['PATH'] ?? '', ...env }
	});
	let said = '';
	const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
	const serves = new Promise<null>((resolve) => {
		for (const stream of [child.stdout, child.stderr]) {
			stream.on('data', (chunk: Buffer) => {
				said += chunk.toString();
				if (said.includes('Ctrl-C')) resolve(null);
			});
		}
	});
	const stop = async () => {
		child.kill('SIGINT');
		await ended;
		return said;
	};
	running.add(stop);
	return { code: await Promise.race([serves, ended]), said, stop };
}

const ports = async () => ({ PORT: String(await freePort()), HEMVY_MQTT_PORT: String(await freePort()) });
const firstData = path.join(folder, 'first');

describe('npm run kiosk', () => {
	it('ends its start with one block: where it is, its broker, its data, and what to do next', async () => {
		const wished = await ports();
		const { said, code, stop } = await start({ ...wished, HEMVY_NODE_DATA: firstData });
		expect(code, said).toBeNull();
		for (const words of [
			`Display      http://127.0.0.1:${wished.PORT}\n`,
			`MQTT broker  mqtt://127.0.0.1:${wished.HEMVY_MQTT_PORT}  (its own)`,
			'Central      none: nothing leaves the home',
			`Data folder  ${firstData}`,
			`/setup, choose a PIN`
		])
			expect(said).toContain(words);
		expect(await stop()).toMatch(/Stopping…\nStopped\.\n$/);
		const again = await start({ ...wished, HEMVY_NODE_DATA: firstData });
		expect(again.code, again.said).toBeNull();
	});

	it('says in one line why it does not start', async () => {
		const wished = await ports();
		const first = await start({ ...wished, HEMVY_NODE_DATA: firstData });
		expect(first.code, first.said).toBeNull();
		const other = { ...(await ports()), HEMVY_NODE_DATA: path.join(folder, 'second') };
		const refusals: [Readonly<Record<string, string>>, RegExp][] = [
			[{ ...other, PORT: wished.PORT }, /^Port \d+ is in use\. .*PORT=\d+ npm run kiosk\n$/],
			[{ ...other, HEMVY_NODE_DATA: firstData }, /^Another home node is using .*first\.\n$/],
			[
				{ ...other, HEMVY_MQTT_PORT: wished.HEMVY_MQTT_PORT },
				/^HEMVY_MQTT_PORT \d+ cannot be listened on.*\n$/
			],
			[{ ...other, HEMVY_PIN: 'abc' }, /^HEMVY_PIN cannot be used: write 4 to 8 digits\.\n$/],
			[{ ...other, HEMVY_CENTRAL_URL: 'http://a.example' }, /^HEMVY_CENTRAL_URL .*https\.\n$/]
		];
		for (const [env, line] of refusals) {
			const { code, said } = await start(env);
			expect(said).toMatch(line);
			expect(code).toBe(1);
		}
	});
});
