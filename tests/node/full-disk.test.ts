import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshNode, until } from './fresh-node.ts';

const disk = mkdtempSync(path.join(tmpdir(), 'hemvy-small-disk-'));

/** A disk of its own of 3 MB: root's privilege, and not everywhere even root's. */
function mounted(): boolean {
	const words = ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', disk];
	const isMounted = process.getuid?.() === 0 && spawnSync('mount', words).status === 0;
	if (!isMounted) console.warn('No small disk can be mounted here, so the test of a full one is skipped.');
	return isMounted;
}
const canMount = mounted();
afterAll(() => {
	if (canMount) spawnSync('umount', ['-l', disk]);
	rmSync(disk, { recursive: true, force: true });
});

describe.skipIf(!canMount)('a disk that is full in earnest', () => {
	const ballast = path.join(disk, 'ballast');
	/** Fills what is left of the disk. */
	const fill = () => {
		for (const size of [1024 * 1024, 64 * 1024, 4096, 512])
			for (let i = 0; i < 1000; i++)
				try {
					writeFileSync(`${ballast}-${size}-${i}`, Buffer.alloc(size));
				} catch {
					rmSync(`${ballast}-${size}-${i}`, { force: true });
					break;
				}
	};
	const free = () => spawnSync('sh', ['-c', `rm -f ${ballast}-*`]);
	beforeAll(free);

	it('is said on the display; what is live goes on, and what was heard is stored when there is room', async () => {
		const fresh = await freshNode({ HEMVY_NODE_DATA: path.join(disk, 'node') });
		const { node } = fresh;
		const watts = () => node.snapshot().tiles.find(({ quantity }) => quantity === 'power')?.value;
		const noticed = () => node.snapshot().notices.some(({ key }) => key === 'disk_full');
		await fresh.say('zigbee2mqtt/lampa', { power: 1, linkquality: 9 });
		await until(() => watts() === 1);
		fill();
		let said = 1;
		await until(() => {
			if (said < 4000) void fresh.say('zigbee2mqtt/lampa', { power: ++said, linkquality: 9 }, { qos: 0 });
			return noticed();
		}, 40_000);
		expect(node.health()).toMatchObject({ ok: false, disk: 'full' });
		// settings cannot be kept, and that is said too
		expect(node.changeSettings({ appearance: 'dark' })).toEqual({ ok: false, problem: 'The disk is full.' });
		expect(node.settings().appearance).toBe('auto');
		await fresh.say('zigbee2mqtt/lampa', { power: 77_777, linkquality: 9 });
		await until(() => watts() === 77_777);
		free();
		await until(() => !noticed(), 20_000);
		expect(node.health().ok).toBe(true);
		expect(node.events().map(({ kind }) => kind)).toContain('disk_free_again');
		expect(node.changeSettings({ appearance: 'dark' })).toEqual({ ok: true });
		const again = await fresh.restart();
		expect(again.heard().find(({ quantity }) => quantity === 'power')?.value).toBe(77_777);
		expect(again.settings().appearance).toBe('dark');
		await fresh.drop();
	});
});
