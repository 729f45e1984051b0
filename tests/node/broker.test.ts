import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectAsync } from 'mqtt';
import { freshNode, until, type FreshNode } from './fresh-node.ts';
import { Mosquitto, mosquittoProgram } from './mosquitto.ts';

const program = mosquittoProgram();
const USER = { MQTT_USERNAME: 'hemvy', MQTT_PASSWORD: 'secret' };
const links = (fresh: FreshNode) => fresh.node.snapshot().links.broker.state;
const power = (fresh: FreshNode) =>
	fresh.node.snapshot().tiles.find(({ quantity }) => quantity === 'power')?.value;

describe.skipIf(program === null)('with Debian’s mosquitto the node', () => {
	const mosquitto = new Mosquitto(program ?? '');
	let fresh: FreshNode;
	beforeAll(async () => {
		await mosquitto.start();
		fresh = await freshNode({ ...USER, MQTT_URL: mosquitto.url });
	});
	afterAll(async () => {
		await fresh.drop();
		await mosquitto.drop();
	});

	it('signs in and listens', async () => {
		await fresh.say('zigbee2mqtt/lampa', { power: 5, linkquality: 1 });
		await until(() => power(fresh) === 5);
		expect(fresh.node.health()).toMatchObject({ ok: true, broker: 'up' });
	});

	it('says on the broker that it is there, and the broker says when it is gone', async () => {
		const client = await connectAsync(mosquitto.url, { username: 'hemvy', password: 'secret' });
		const heard: string[] = [];
		client.on('message', (topic, payload) => heard.push(`${topic} ${payload.toString()}`));
		await client.subscribeAsync('hemvy/+/status');
		await until(() => heard.some((line) => line.endsWith('/status online')));
		await fresh.pause(async () => {
			await until(() => heard.some((line) => line.endsWith('/status offline')));
		});
		await client.endAsync(true);
	});

	it('notices that the broker has gone, and comes back by itself', async () => {
		await mosquitto.kill();
		await until(() => links(fresh) === 'down');
		expect(fresh.node.snapshot().notices).toContainEqual(expect.objectContaining({ key: 'broker_down' }));
		expect(fresh.node.health().ok).toBe(false);
		await mosquitto.start();
		await until(() => links(fresh) === 'up', 30_000);
		await fresh.say('zigbee2mqtt/lampa', { power: 6, linkquality: 1 });
		await until(() => power(fresh) === 6);
	});

	it('goes on trying with a password that is wrong, and says so', async () => {
		const said: string[] = [];
		const log = {
			info: () => undefined,
			warn: (what: object) => said.push(JSON.stringify(what))
		};
		await expect(
			freshNode({ ...USER, MQTT_PASSWORD: 'wrong', MQTT_URL: mosquitto.url }, { log, patienceMs: 1500 })
		).rejects.toThrow('Not within');
		expect(said.join()).toMatch(/Not authorized/i);
	});
});

describe('the node’s own broker', () => {
	it('asks for user and password where they are set', async () => {
		const fresh = await freshNode(USER);
		try {
			const { brokerUrl } = fresh.node.health();
			await expect(
				connectAsync(brokerUrl, { reconnectPeriod: 0, username: 'hemvy', password: 'no' })
			).rejects.toThrow(/Bad username or password/);
			await fresh.say('zigbee2mqtt/lampa', { power: 5, linkquality: 1 });
			await until(() => power(fresh) === 5);
		} finally {
			await fresh.drop();
		}
	});

	it('says in a line what to do where its port is taken', async () => {
		const fresh = await freshNode();
		const port = new URL(fresh.node.health().brokerUrl).port;
		await expect(freshNode({ HEMVY_MQTT_PORT: port })).rejects.toThrow(
			/HEMVY_MQTT_PORT \d+ cannot be listened on/
		);
		await fresh.drop();
	});
});
