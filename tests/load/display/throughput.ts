import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Measure } from '../table.ts';
import type { Said } from './home.ts';
import { figuresOf } from './metrics.ts';
import type { Bench } from './processes.ts';
import type { Screen } from './screen.ts';
import { openWall } from './wall.ts';

const PER_SECOND = 2000;
const SECONDS = Number(process.env['BENCH_THROUGHPUT_SECONDS'] ?? 60);
const DEVICES = 500;
const MOST_LAG_MS = 50;
/** How often a turn of messages goes out, milliseconds. */
const TURN_MS = 5;

/** Many devices at once, more than a home has, with the page open: none of their messages is lost, nothing is held up. */
export async function benchThroughput(
	{ publisher, kiosk: start }: Bench,
	screen: Screen
): Promise<Measure[]> {
	const kiosk = await start();
	const page = await openWall(kiosk.url, publisher, screen);
	const before = await figuresOf(kiosk.url);
	const total = PER_SECOND * SECONDS;
	const begun = performance.now();
	let readings = 0;
	for (let i = 0; i < total;) {
		const due = Math.min(total, Math.ceil(((performance.now() - begun) * PER_SECOND) / 1000));
		for (; i < due; i++) {
			const { topic, payload } = said(i, Date.now() / 1000);
			publisher.publish(topic, payload, { qos: 1 });
			readings += readingsOf(i);
		}
		await sleep(TURN_MS);
	}
	const seconds = (performance.now() - begun) / 1000;
	const heard = () => figuresOf(kiosk.url).then((after) => rise(before, after, 'hemvy_messages_total'));
	// asked for late, so that what the lag is read over is the load and not the wait for the last message
	const after = await figuresOf(kiosk.url);
	for (let i = 0; i < 40 && (await heard()) < total; i++) await sleep(250);
	const end = await figuresOf(kiosk.url);
	await page.close();
	// the node writes down what waits, and lets go of its store
	await kiosk.stop();
	const stored = storedIn(kiosk.dataDir);
	const name = `${PER_SECOND.toLocaleString('en')} messages/s for ${SECONDS} s`;
	const lag = (after.get('nodejs_eventloop_lag_p99_seconds') ?? Number.NaN) * 1000;
	return [
		{ name: `${name}: published`, ours: total / seconds, floor: PER_SECOND, unit: '/s', least: 0.98 },
		exactly(`${name}: heard`, rise(before, end, 'hemvy_messages_total'), total),
		exactly(`${name}: readings`, rise(before, end, 'hemvy_readings_total'), readings),
		exactly(`${name}: stored`, stored, readings),
		{ name: `${name}: event loop lag p99`, ours: lag, floor: MOST_LAG_MS, unit: 'ms', most: 1 }
	];
}

const rise = (
	before: ReadonlyMap<string, number>,
	after: ReadonlyMap<string, number>,
	name: string
): number => (after.get(name) ?? Number.NaN) - (before.get(name) ?? Number.NaN);

/** None missing, none twice. */
const exactly = (name: string, ours: number, floor: number): Measure => ({
	...{ name, ours, floor, unit: '' },
	...{ least: 1, most: 1 }
});

/** Water meters, plugs and room sensors in turn; what a device says never comes twice. */
function said(n: number, now: number): Said {
	const device = n % DEVICES;
	const turn = Math.floor(n / DEVICES);
	if (device % 5 === 0) {
		const timestamp = new Date(Math.floor(now) * 1000).toISOString();
		const telegram = {
			_: 'telegram',
			media: 'cold water',
			meter: 'iperl',
			name: 'Vatten',
			id: `load-${device}`
		};
		const payload = { ...telegram, timestamp, status: 'OK', total_m3: 100 + turn / 1000 };
		return { topic: `wmbusmeters/load-${device}`, payload: JSON.stringify(payload) };
	}
	const payload =
		device % 5 === 1
			? { energy: 100 + turn / 1000, power: 10 + turn / 100 }
			: { temperature: 10 + turn / 100, humidity: 30 + turn / 100 };
	return { topic: `zigbee2mqtt/load-${device}`, payload: JSON.stringify(payload) };
}

const readingsOf = (n: number) => (n % 5 === 0 ? 1 : 2);

function storedIn(dataDir: string): number {
	const database = new DatabaseSync(path.join(dataDir, 'node.sqlite'), { readOnly: true });
	try {
		const row = database
			.prepare(
				`select count(*) as stored from reading r join series s on s.id = r.series_id where s.device like '%load-%'`
			)
			.get();
		return Number(row?.['stored']);
	} finally {
		database.close();
	}
}
