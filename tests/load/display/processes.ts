import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connectAsync, type MqttClient } from 'mqtt';
import { startKiosk, type RunningKiosk } from '../../fixtures/kiosk.ts';
import { fillStore } from './home.ts';

/** As the unit of deploy/home-node starts it: a device has 1 GB in all. */
const FLAGS = ['--min-semi-space-size=4', '--max-semi-space-size=4', '--max-old-space-size=64'];

/** A broker, who publishes on it, the floor, and how to start a wall display that listens to it. */
export interface Bench {
	readonly publisher: MqttClient;
	/** Address of the floor's page. */
	readonly floor: string;
	/** A wall display in a folder of its own: of a home that has been lived in, or new and showing everything. */
	readonly kiosk: () => Promise<RunningKiosk>;
	readonly stop: () => Promise<void>;
}

export async function startBench(): Promise<Bench> {
	const children: ChildProcess[] = [];
	const kiosks: RunningKiosk[] = [];
	const folder = mkdtempSync(path.join(tmpdir(), 'hemvy-bench-'));
	const start = async (file: string, env: Readonly<Record<string, string>>) => {
		const child = fork(path.join(import.meta.dirname, file), { env: { ...process.env, ...env } });
		children.push(child);
		return new Promise<number>((resolve, reject) => {
			child.once('message', resolve as (port: unknown) => void);
			child.once('exit', () => {
				reject(new Error(`${file} ended`));
			});
		});
	};
	const broker = `mqtt://127.0.0.1:${await start('broker.ts', {})}`;
	const floor = `http://127.0.0.1:${await start('floor.ts', { MQTT_URL: broker })}`;
	const publisher = await connectAsync(broker);
	return {
		publisher,
		floor,
		async kiosk() {
			const dataDir = path.join(folder, String(kiosks.length));
			fillStore(dataDir, Date.now() / 1000);
			const kiosk = await startKiosk({
				flags: FLAGS,
				env: {
					...{ MQTT_URL: broker, HEMVY_NODE_DATA: dataDir, LOG_LEVEL: 'warn' },
					// the floor has messages of its own: in its turn the display has nothing to do
					MQTT_TOPICS: 'amsreader,wmbusmeters/#,zigbee2mqtt/#'
				}
			});
			kiosks.push(kiosk);
			return kiosk;
		},
		async stop() {
			await publisher.endAsync(true);
			await Promise.all(kiosks.map((kiosk) => kiosk.stop()));
			for (const child of children) child.kill('SIGTERM');
			rmSync(folder, { recursive: true, force: true });
		}
	};
}
