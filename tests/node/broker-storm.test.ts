import { createServer } from 'node:net';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { freshNode, until } from './fresh-node.ts';
import { madeBroker } from './made-broker.ts';

const broken = { patienceMs: 4000 };

it('a broker that shuts every door is tried ever later, not ever faster', async () => {
	let connections = 0;
	const server = createServer((socket) => {
		connections += 1;
		socket.destroy();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	await expect(freshNode({ MQTT_URL: `mqtt://127.0.0.1:${port}` }, broken)).rejects.toThrow();
	expect(connections).toBeGreaterThan(1);
	expect(connections).toBeLessThanOrEqual(7);
	const then = connections;
	await sleep(300);
	expect(connections, 'a node that has stopped tries no more').toBe(then);
	await new Promise((resolve) => server.close(resolve));
});

it('a broker that lets the node in and throws it out at once makes no storm', async () => {
	const made = await madeBroker();
	made.broker.on('subscribe', (_, client) => {
		setTimeout(() => {
			client.close();
		}, 20);
	});
	const fresh = await freshNode({ MQTT_URL: `mqtt://127.0.0.1:${made.port}` });
	await sleep(5000);
	expect(made.connections()).toBeLessThanOrEqual(7);
	expect(fresh.node.snapshot().now).toBeGreaterThan(0);
	await fresh.drop();
	await made.stop();
}, 180_000);

it('a line that breaks again and again loses no sample of a meter, and doubles none', async () => {
	const made = await madeBroker();
	const fresh = await freshNode({ MQTT_URL: `mqtt://127.0.0.1:${made.port}` });
	const telegram = (i: number) =>
		JSON.stringify({
			...{ _: 'telegram', media: 'water', meter: 'iperl', name: 'v', id: '1234', status: 'OK' },
			...{ total_m3: 10 + i / 1000, timestamp: new Date(Date.now() - (60 - i) * 1000).toISOString() }
		});
	for (let i = 0; i < 3; i++) {
		await fresh.say('wmbusmeters/v', telegram(3 * i));
		// under way while the lines are cut, and while the node is away
		const underWay = fresh.say('wmbusmeters/v', telegram(3 * i + 1));
		made.cut();
		await underWay;
		await fresh.say('wmbusmeters/v', telegram(3 * i + 2));
		const water = () => fresh.node.heard().find(({ quantity }) => quantity === 'water');
		// the newest may come before one that is delivered again, and a busy machine takes its time to connect
		await until(
			() =>
				fresh.node.health().broker === 'up' &&
				water()?.value === 10 + (3 * i + 2) / 1000 &&
				fresh.node.counts().readings >= 3 * (i + 1),
			50_000
		);
	}
	await fresh.node.stop();
	const store = new DatabaseSync(path.join(fresh.dir, 'node.sqlite'), { readOnly: true });
	const rows = store.prepare('select round(value * 1000) as litres from reading order by at').all();
	store.close();
	expect(rows.map(({ litres }) => litres)).toEqual(Array.from({ length: 9 }, (_, i) => 10_000 + i));
	await fresh.drop();
	await made.stop();
}, 180_000);
