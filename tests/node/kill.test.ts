import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Store } from '../../src/lib/server/node/store.ts';
import { reading } from './fresh-store.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

const filling = (at: number) => reading(at, at / 1000, { device: `wmbus:${at % 7}` });

/** Lets a child write from `start` on until it is killed after `ms`. @returns the last number it said was committed */
async function writeAndKill(
	dir: string,
	start: number,
	ms: number
): Promise<{ said: number; whenMs: number; endMs: number }> {
	const child = spawn(
		path.join(ROOT, 'node_modules/.bin/node'),
		[path.join(import.meta.dirname, 'store-writer.ts'), dir, String(start)],
		{ stdio: ['ignore', 'pipe', 'inherit'] }
	);
	let output = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
	while (output === '') await sleep(10);
	await sleep(ms);
	const ended = new Promise((resolve) => child.once('close', resolve));
	child.kill('SIGKILL');
	const endMs = Date.now();
	await ended;
	const [said = 0, whenMs = 0] = (output.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
	return { said, whenMs, endMs };
}

it('a kill -9 at any moment loses nothing older than a second and breaks nothing, ten times in a row', async () => {
	const dir = mkdtempSync(path.join(tmpdir(), 'hemvy-kill-'));
	let start = 0;
	for (let round = 0; round < 10; round++) {
		const { said, whenMs, endMs } = await writeAndKill(dir, start, 300 + Math.random() * 700);
		const store = new Store({ dir, diskMb: 64 });
		expect(store.setAside).toBeNull();
		expect(endMs - whenMs).toBeLessThan(1000);
		const kept = Array.from(
			{ length: 7 },
			(_, i) => store.readings.idOf(`wmbus:${i}\n\nwater`) ?? -1
		).flatMap((id) => store.readings.between(id, 0, Infinity).map(({ at }) => at));
		const all = new Set(kept);
		expect(kept.length).toBe(all.size);
		for (let at = 0; at < said; at++) if (!all.has(at)) expect.fail(`Reading ${at} of ${said} is gone`);
		expect(store.hours.last(store.readings.idOf('wmbus:0\n\nwater') ?? -1)).toBeGreaterThanOrEqual(said);
		start = kept.reduce((most, at) => Math.max(most, at), -1) + 1;
		// what the child had not said was committed may be there in part: go on after it without a hole
		for (let at = said; at < start; at++) if (!all.has(at)) store.readings.add(filling(at));
		store.close();
	}
	rmSync(dir, { recursive: true, force: true });
});
