import { afterEach, beforeEach, expect, it } from 'vitest';
import { centralServer, type CentralServer } from './central-server.ts';
import { freshNode, until, type FreshNode } from './fresh-node.ts';

let server: CentralServer;
let fresh: FreshNode;
beforeEach(async () => {
	server = await centralServer();
	fresh = await freshNode({ HEMVY_CENTRAL_URL: server.url.href });
});
afterEach(async () => {
	await fresh.drop();
	await server.close();
});

const HOUR = 3600;
const hour = Math.floor(Date.now() / 1000 / HOUR) * HOUR;
const telegram = (at: number, total: number) => ({
	...{
		_: 'telegram',
		media: 'water',
		meter: 'iperl',
		name: 'vatten',
		id: '1234',
		total_m3: total,
		status: 'OK'
	},
	timestamp: new Date(at * 1000).toISOString()
});

it('an unpaired node shows a code, and its hours are at the centre once somebody has entered it', async () => {
	expect(fresh.node.pairing()).toEqual({ state: 'unpaired', problem: null });
	expect(await fresh.node.beginPairing()).toMatchObject({ state: 'waiting', code: 'K7MQ-4XTD' });
	for (let at = hour - 4 * HOUR; at <= hour; at += 600)
		await fresh.say('wmbusmeters/v', telegram(at + 5, 10 + (at - hour) / 100_000));
	await until(() => fresh.node.counts().readings === 25);
	const row = { device: 'wmbus:1234', quantity: 'water', medium: 'cold_water', serial: '1234' };
	expect(fresh.node.commission(row)).toEqual({ ok: true });
	expect(fresh.node.snapshot().notices).toContainEqual(expect.objectContaining({ key: 'not_paired' }));

	// a restart while it waits changes nothing
	const node = await fresh.restart();
	expect(node.pairing()).toMatchObject({ state: 'waiting', code: 'K7MQ-4XTD' });
	server.isEntered = true;
	await until(() => node.pairing().state === 'paired');
	expect(node.meters()).toMatchObject([{ serial: '1234' }]);
	await until(() => server.stored.size === 4, 15_000);
	expect([...server.stored.keys()]).toEqual(
		[3, 2, 1, 0].map(
			(ago) => `1234 ${new Date((hour - ago * HOUR) * 1000).toISOString().replace('.000Z', 'Z')}`
		)
	);
	await until(() => node.snapshot().links.central.state === 'up');
	expect(node.snapshot().notices).toEqual([]);
});

it('a key that has ended is said, and the next one begins with an empty history', async () => {
	await fresh.node.beginPairing();
	server.isEntered = true;
	await until(() => fresh.node.pairing().state === 'paired');
	server.mood = 'unauthorized';
	await fresh.restart();
	await until(() => fresh.node.pairing().state === 'ended');
	await until(() => fresh.node.snapshot().notices.some(({ key }) => key === 'pairing_ended'));

	// whoever is paired next finds nothing of what was used before
	for (let at = hour - 2 * HOUR; at < hour; at += 600) await fresh.say('wmbusmeters/v', telegram(at + 5, 10));
	await until(() => fresh.node.counts().readings === 12);
	fresh.node.commission({ device: 'wmbus:1234', quantity: 'water', medium: 'cold_water', serial: '1234' });
	await until(() => fresh.node.events().some(({ kind }) => kind === 'setup_changed'));
	server.mood = 'good';
	expect(await fresh.node.beginPairing()).toMatchObject({ state: 'waiting' });
	await until(() => fresh.node.pairing().state === 'paired');
	const node = await fresh.restart();
	await until(() => node.snapshot().links.central.state === 'up');
	expect(server.stored.size).toBe(0);
});

it('a node without a central system says that it has none', async () => {
	const alone = await freshNode();
	expect(alone.node.pairing()).toEqual({ state: 'none' });
	expect(alone.node.snapshot().links.central.state).toBe('none');
	await alone.drop();
});

it('two who ask for a code at once are shown one and the same', async () => {
	const states = await Promise.all([fresh.node.beginPairing(), fresh.node.beginPairing()]);
	expect(states[1]).toEqual(states[0]);
	expect(server.pairings).toBe(1);
});
