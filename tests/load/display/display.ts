import type { Measure } from '../table.ts';
import { benchLatency } from './latency.ts';
import { benchMemory } from './memory.ts';
import { startBench } from './processes.ts';
import { startScreen } from './screen.ts';
import { benchThroughput } from './throughput.ts';

const WORKS = { latency: benchLatency, throughput: benchThroughput, memory: benchMemory };

/** The home node and its display, as they run on a device: BENCH_DISPLAY names some of its measures, by commas. */
export async function benchDisplay(): Promise<Measure[]> {
	const asked = process.env['BENCH_DISPLAY']?.split(',') ?? Object.keys(WORKS);
	const measures: Measure[] = [];
	for (const [name, work] of Object.entries(WORKS)) {
		if (!asked.includes(name)) continue;
		console.log(`Measuring the display: ${name}…`);
		const bench = await startBench();
		const screen = await startScreen();
		try {
			measures.push(...(await work(bench, screen)));
		} finally {
			await screen.stop();
			await bench.stop();
		}
	}
	return measures;
}
