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

const pair = async () => {
	server.isEntered = true;
	await fresh.node.beginPairing();
	await until(() => fresh.node.pairing().state === 'paired');
};
const more = [
	{ serial: '1234', medium: 'cold_water', unit: 'm³', scale: -3 },
	{ serial: '5678', medium: 'hot_water', unit: 'm³', scale: -3 }
];

it('a meter that was put up after the pairing is known once the node has asked, and after a restart', async () => {
	expect(await fresh.node.refreshMeters()).toEqual({ kind: 'unpaired' });
	await pair();
	server.meters = more;
	server.timeZone = 'Europe/Helsinki';
	expect(await fresh.node.refreshMeters()).toEqual({ kind: 'refreshed', meters: more });
	expect(fresh.node.meters()).toEqual(more);
	expect(fresh.node.snapshot().home.timeZone).toBe('Europe/Helsinki');
	const node = await fresh.restart();
	expect(node.meters()).toEqual(more);
	expect(node.pairing().state).toBe('paired');
});

it('what cannot be understood, or does not come, changes nothing', async () => {
	await pair();
	for (const mood of ['fails', 'nonsense'] as const) {
		server.mood = mood;
		expect(await fresh.node.refreshMeters()).toMatchObject({ kind: 'failed' });
	}
	server.mood = 'good';
	server.timeZone = 'Europe/Nowhere';
	expect(await fresh.node.refreshMeters()).toMatchObject({ kind: 'failed' });
	expect(fresh.node.meters()).toHaveLength(1);
	expect(fresh.node.snapshot().home.timeZone).toBe('Europe/Stockholm');
});

it('a key that has ended is found out by asking, and found to work again', async () => {
	await pair();
	server.mood = 'unauthorized';
	expect(await fresh.node.refreshMeters()).toEqual({ kind: 'ended' });
	expect(fresh.node.pairing().state).toBe('ended');
	server.mood = 'good';
	expect(await fresh.node.refreshMeters()).toMatchObject({ kind: 'refreshed' });
	expect(fresh.node.pairing().state).toBe('paired');
});
