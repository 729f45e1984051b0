import { connectAsync, type MqttClient } from 'mqtt';
import { afterEach, expect, it } from 'vitest';
import type { JsonObject } from '../../src/lib/home/message.ts';
import { entitiesOf } from '../../src/lib/home/sources/discovery-entity.ts';
import { freshNode, until, type FreshNode } from './fresh-node.ts';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
	for (const each of undo.splice(0).reverse()) await each();
});

async function node(environment: Readonly<Record<string, string>> = {}): Promise<FreshNode> {
	const fresh = await freshNode(environment);
	undo.push(() => fresh.drop());
	return fresh;
}

/** Listens as Home Assistant does: what is retained, and what comes. By topic, the last payload and how often. */
async function listen(fresh: FreshNode): Promise<{ last: Map<string, string>; count: Map<string, number> }> {
	const client: MqttClient = await connectAsync(fresh.node.health().brokerUrl);
	undo.push(() => client.endAsync(true));
	const last = new Map<string, string>();
	const count = new Map<string, number>();
	client.on('message', (topic, payload) => {
		last.set(topic, payload.toString());
		count.set(topic, (count.get(topic) ?? 0) + 1);
	});
	await client.subscribeAsync(['homeassistant/#', 'hemvy/#'], { qos: 1 });
	return { last, count };
}
const CONFIG = /^homeassistant\/sensor\/(hemvy-[0-9a-f]{8})\/(\w+)\/config$/;
const configs = (last: ReadonlyMap<string, string>) =>
	[...last].flatMap(([topic, payload]) => {
		const [, client = '', key = ''] = CONFIG.exec(topic) ?? [];
		if (client === '' || payload === '') return [];
		return [{ client, key, config: JSON.parse(payload) as JsonObject }];
	});
const say = async (fresh: FreshNode, watts: number) => {
	await fresh.say('ams', { data: { P: watts, PO: 0 } });
};

it('what is shown is announced with its first value, and told when it changes', async () => {
	const fresh = await node();
	const { last, count } = await listen(fresh);
	await say(fresh, 640);
	const [power] = await until(() => {
		const found = configs(last).filter(({ key }) => key === 'power');
		return found.length > 0 && found;
	});
	expect(power?.config).toMatchObject({
		...{ device_class: 'power', unit_of_measurement: 'W', state_class: 'measurement' },
		state_topic: `hemvy/${power?.client ?? ''}/power`,
		availability_topic: `hemvy/${power?.client ?? ''}/status`,
		device: { identifiers: [power?.client], name: 'Väggdisplay' }
	});
	const topic = `hemvy/${power?.client ?? ''}/power`;
	await until(() => last.get(topic) === '640');
	expect(last.get(`hemvy/${power?.client ?? ''}/status`)).toBe('online');
	// what the home has no meter of is not announced
	expect(configs(last).map(({ key }) => key)).not.toContain('cold_water_today');
	for (let watts = 1; watts <= 40; watts++) await say(fresh, watts);
	await until(() => last.get(topic) === '40');
	expect(count.get(topic)).toBeLessThanOrEqual(3);
	expect(count.get(`homeassistant/sensor/${power?.client ?? ''}/power/config`)).toBe(1);
});

it('its announcements are understood by whoever understands announcements, ourselves too', async () => {
	const fresh = await node();
	const { last } = await listen(fresh);
	await say(fresh, 640);
	const [power] = await until(() => {
		const found = configs(last);
		return found.length > 0 && found;
	});
	const entities = entitiesOf(power?.config ?? {}, 'sensor', 'power');
	expect(entities).toMatchObject([
		{ topic: `hemvy/${power?.client ?? ''}/power`, reads: { measure: 'power', unit: 'W' } }
	]);
});

it('no node hears what nodes say, its own or another’s', async () => {
	const fresh = await node();
	const other = await node({ MQTT_URL: fresh.node.health().brokerUrl });
	const { last } = await listen(fresh);
	await say(fresh, 640);
	await until(() => new Set(configs(last).map(({ client }) => client)).size === 2);
	await until(() => [...last.values()].filter((payload) => payload === '640').length === 2);
	await say(fresh, 641);
	await until(() => [...last.values()].filter((payload) => payload === '641').length === 2);
	for (const { node: each } of [fresh, other]) {
		expect([...new Set(each.heard().map(({ device }) => device))]).toHaveLength(1);
		expect(each.counts()).toMatchObject({ messages: 2, rejected: {} });
	}
	expect(fresh.node.snapshot().power.watts).toBe(641);
});

it('where it is not wanted nothing is announced, and what was is taken back', async () => {
	const fresh = await node();
	const { last } = await listen(fresh);
	await say(fresh, 640);
	await until(() => configs(last).length > 0);
	const other = await node({ MQTT_URL: fresh.node.health().brokerUrl, HEMVY_ANNOUNCE: '0' });
	await until(() => [...last].some(([topic, payload]) => topic.endsWith('/power/config') && payload === ''));
	expect(new Set(configs(last).map(({ client }) => client)).size).toBe(1);
	expect(other.node.health().broker).toBe('up');
});

it('a node that is gone is said to be gone', async () => {
	const fresh = await node();
	const other = await node({ MQTT_URL: fresh.node.health().brokerUrl });
	const { last } = await listen(fresh);
	const online = () =>
		[...last].filter(([topic, payload]) => topic.endsWith('/status') && payload === 'online').length;
	await until(() => online() === 2);
	await other.node.stop();
	await until(() => online() === 1);
});
