import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { startKiosk, type RunningKiosk } from '../fixtures/kiosk.ts';
import { until } from './fresh-node.ts';
import { ask, cookiesOf, enter, eventually, openEvents } from './kiosk-client.ts';

const running: RunningKiosk[] = [];
async function start(env: Record<string, string> = {}): Promise<RunningKiosk> {
	const kiosk = await startKiosk({ env: { HEMVY_PIN: '1234', ...env } });
	running.push(kiosk);
	return kiosk;
}
afterEach(async () => {
	await Promise.all(running.splice(0).map((kiosk) => kiosk.kill()));
});

const power = (watts: number) => ({ power: watts, linkquality: 90 });

/** The values of the tiles that whoever has the PIN sees. */
async function valuesOf({ url }: RunningKiosk): Promise<unknown[]> {
	const cookie = cookiesOf(await enter(url, '1234'));
	const { json } = await ask(`${url}/api/v1/state`, { headers: { cookie } });
	return (json['tiles'] as { value: unknown }[]).map(({ value }) => value);
}

describe('a stop', () => {
	it('is clean and quick though pages watch, and what was heard a moment ago is there after the start', async () => {
		const first = await start();
		const page = await openEvents(first.url);
		await first.publish('zigbee2mqtt/kettle', power(1234));
		await eventually(async () => (await valuesOf(first)).includes(1234));
		const began = Date.now();
		expect(await first.stop()).toBe(0);
		expect(Date.now() - began).toBeLessThan(3000);
		await until(() => page.isOver());
		expect(first.said()).toContain('The home node has stopped');
		expect(first.said()).not.toMatch(/"level":(50|60)/);
		expect(await valuesOf(await start(first.env))).toContain(1234);
	});

	it('by a power cut keeps what was heard more than a second before', async () => {
		const first = await start();
		await first.publish('zigbee2mqtt/kettle', power(1234));
		await eventually(async () => (await valuesOf(first)).includes(1234));
		await sleep(1000);
		await first.kill();
		const second = await start(first.env);
		expect(await valuesOf(second)).toContain(1234);
		expect(second.said()).not.toContain('put aside');
	});

	it('ends every session', async () => {
		const first = await start();
		const cookie = cookiesOf(await enter(first.url, '1234'));
		await first.stop();
		const second = await start(first.env);
		const { json } = await ask(`${second.url}/api/v1/state`, { headers: { cookie } });
		expect(json['view']).toBe('month');
	});
});

/** A `systemd-notify` that writes down what it is told. */
function madeNotify(): { readonly dir: string; said(): string[] } {
	const dir = mkdtempSync(path.join(tmpdir(), 'hemvy-notify-'));
	const file = path.join(dir, 'said');
	writeFileSync(path.join(dir, 'systemd-notify'), `#!/bin/sh\necho "$@" >> '${file}'\n`, { mode: 0o755 });
	return { dir, said: () => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []) };
}

describe('systemd', () => {
	it('is told when the display answers, twice in each of its terms that it still does, and when it stops', async () => {
		const notify = madeNotify();
		const kiosk = await start({
			PATH: `${notify.dir}:${process.env['PATH'] ?? ''}`,
			NOTIFY_SOCKET: '/run/some/socket',
			WATCHDOG_USEC: '1000000'
		});
		await until(() => notify.said().length >= 5, 5000);
		expect(notify.said()[0]).toBe('--ready WATCHDOG=1');
		expect(new Set(notify.said().slice(1))).toEqual(new Set(['WATCHDOG=1']));
		process.kill(kiosk.pid, 'SIGSTOP');
		await sleep(200);
		const before = notify.said().length;
		await sleep(1500);
		expect(notify.said()).toHaveLength(before);
		process.kill(kiosk.pid, 'SIGCONT');
		await until(() => notify.said().length > before, 5000);
		await kiosk.stop();
		await until(() => notify.said().includes('STOPPING=1'), 2000);
	});

	it('that cannot be told anything is no reason to fall', async () => {
		const kiosk = await start({ PATH: '/nowhere', NOTIFY_SOCKET: '/run/some/socket' });
		await until(() => kiosk.said().includes('systemd-notify cannot be run'), 5000);
		expect(await kiosk.stop()).toBe(0);
	});
});

describe('a start', () => {
	it('that cannot be is refused in one line', () => {
		const { status, stderr } = spawnSync(process.execPath, ['build/kiosk/index.js'], {
			env: { PATH: process.env['PATH'] ?? '', HEMVY_PIN: 'secret' },
			encoding: 'utf8'
		});
		expect(status).toBe(1);
		expect(stderr).toBe('HEMVY_PIN cannot be used: write 4 to 8 digits.\n');
	});
});
