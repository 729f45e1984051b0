import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectAsync, type MqttClient } from 'mqtt';
import { readKioskConfig } from '../../src/lib/server/config/kiosk.ts';
import { startNode, type HomeNode, type NodeTerms } from '../../src/lib/server/node/node.ts';

export interface FreshNode {
	readonly node: HomeNode;
	readonly dir: string;
	/** Says something on the node's broker, as a device does. */
	say(topic: string, payload: unknown, options?: { retain?: boolean; qos?: 0 | 1 }): Promise<void>;
	/** Stops the node and starts it again on the same store and port. */
	restart(): Promise<HomeNode>;
	/** Does something while the node is away. */
	pause(meanwhile: () => Promise<void>): Promise<void>;
	drop(): Promise<void>;
}

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
	return new Promise((resolve) => {
		const server = createServer().listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => {
				resolve(typeof address === 'object' && address !== null ? address.port : 0);
			});
		});
	});
}

/** Waits until something holds; polls, for what is waited for comes over sockets. */
export async function until<T>(look: () => T | undefined | null | false, ms = 10_000): Promise<T> {
	for (const end = Date.now() + ms; ;) {
		const found = look();
		if (found) return found;
		if (Date.now() > end) throw new Error(`Not within ${ms} ms: ${look.toString()}`);
		await sleep(10);
	}
}

/** A node of its own, with its own broker, in a new folder. */
export async function freshNode(
	environment: Readonly<Record<string, string>> = {},
	{ patienceMs = 10_000, ...terms }: NodeTerms & { readonly patienceMs?: number } = {}
): Promise<FreshNode> {
	const dir = mkdtempSync(path.join(tmpdir(), 'hemvy-home-'));
	const port = await freePort();
	const config = readKioskConfig({ HEMVY_NODE_DATA: dir, HEMVY_MQTT_PORT: String(port), ...environment });
	const url = config.mqtt.url ?? `mqtt://127.0.0.1:${port}`;
	let node = await startNode(config, terms);
	let client: MqttClient | null = null;
	await until(() => node.health().broker === 'up', patienceMs).catch(async (error: unknown) => {
		await node.stop();
		throw error;
	});
	const start = async () => {
		node = await startNode(config, terms);
		await until(() => node.health().broker === 'up');
	};
	return {
		get node() {
			return node;
		},
		dir,
		async say(topic, payload, { retain = false, qos = 1 } = {}) {
			const { username, password } = config.mqtt;
			client ??= await connectAsync(url, {
				...(username === null ? {} : { username }),
				...(password === null ? {} : { password })
			});
			const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
			await client.publishAsync(topic, text, { retain, qos });
		},
		async restart() {
			await client?.endAsync(true);
			client = null;
			await node.stop();
			await start();
			return node;
		},
		async pause(meanwhile) {
			await node.stop();
			await meanwhile();
			await start();
		},
		async drop() {
			await client?.endAsync(true);
			await node.stop();
			rmSync(dir, { recursive: true, force: true });
		}
	};
}
