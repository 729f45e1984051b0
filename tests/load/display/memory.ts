import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MqttClient } from 'mqtt';
import type { Measure } from '../table.ts';
import { other, power, wattsOf } from './home.ts';
import type { Bench } from './processes.ts';
import type { Page, Screen } from './screen.ts';
import { openWall } from './wall.ts';

const MINUTES = Number(process.env['BENCH_SOAK_MINUTES'] ?? 3);
const PER_SECOND = 50;
const MOST_RSS_MB = 150;
/** What the last half may rise by and still be flat, MB: less than what a collection of garbage moves it by. */
const FLAT_RSS_MB = 5;
const FLAT_HEAP_MB = 1;
const SAMPLES = 60;

interface Sample {
	/** Share of the time that is over, 0 to 1. */
	readonly x: number;
	readonly rssMb: number;
	readonly heapMb: number;
}

/** Memory of the process and of the page while a lively home is heard, for BENCH_SOAK_MINUTES. */
export async function benchMemory({ publisher, kiosk: start }: Bench, screen: Screen): Promise<Measure[]> {
	const kiosk = await start();
	const page = await openWall(kiosk.url, publisher, screen);
	await page.send('Performance.enable');
	const samples: Sample[] = [];
	const begun = performance.now();
	const share = () => (performance.now() - begun) / (MINUTES * 60_000);
	const talking = talk(publisher, () => share() >= 1);
	while (share() < 1) {
		await sleep((MINUTES * 60_000) / SAMPLES);
		samples.push({ x: share(), rssMb: rssMb(kiosk.pid), heapMb: await heapMb(page) });
		if (process.env['BENCH_VERBOSE']) console.log(samples.at(-1));
	}
	await talking;
	await page.close();
	await kiosk.stop();
	const half = samples.filter(({ x }) => x >= 0.5);
	const rise = (of: (sample: Sample) => number) =>
		Math.max(0, slope(half.map((each) => [each.x, of(each)])) / 2);
	const name = `${PER_SECOND} messages/s for ${MINUTES} min`;
	const end = Math.max(...samples.slice(-5).map((each) => each.rssMb));
	return [
		{ name: `${name}: memory at the end`, ours: end, floor: MOST_RSS_MB, unit: 'MB', most: 1 },
		{
			name: `${name}: its rise in the last half`,
			ours: rise((s) => s.rssMb),
			floor: FLAT_RSS_MB,
			unit: 'MB',
			most: 1
		},
		{
			name: `${name}: the page’s rise in it`,
			ours: rise((s) => s.heapMb),
			floor: FLAT_HEAP_MB,
			unit: 'MB',
			most: 1
		}
	];
}

async function talk(publisher: MqttClient, isOver: () => boolean): Promise<void> {
	const begun = performance.now();
	for (let n = 0; !isOver(); n++) {
		await sleep(Math.max(0, begun + (n * 1000) / PER_SECOND - performance.now()));
		const now = Date.now() / 1000;
		const { topic, payload } = n % 2 === 0 ? power(wattsOf(n), now) : other(n, now);
		publisher.publish(topic, payload);
	}
}

/** Resident memory of a process, MB. */
function rssMb(pid: number): number {
	return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

/** What the page's scripts hold on to, MB: garbage is collected first. */
async function heapMb(page: Page): Promise<number> {
	await page.send('HeapProfiler.collectGarbage');
	const { metrics } = await page.send<{ metrics: { name: string; value: number }[] }>(
		'Performance.getMetrics'
	);
	return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 1e6;
}

/** Of the straight line nearest to the points, y for each x. */
function slope(points: readonly (readonly [number, number])[]): number {
	const mean = (side: 0 | 1) => points.reduce((sum, point) => sum + point[side], 0) / points.length;
	const [x0, y0] = [mean(0), mean(1)];
	const along = points.reduce((sum, [x, y]) => sum + (x - x0) * (y - y0), 0);
	return along / points.reduce((sum, [x]) => sum + (x - x0) ** 2, 0);
}
