import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { interpret } from '../../src/lib/home/interpret.ts';
import { NOTHING_KNOWN } from '../../src/lib/home/memory.ts';
import { HourForming } from '../../src/lib/server/node/hour-forming.ts';
import { Ingest } from '../../src/lib/server/node/ingest.ts';
import { LiveHome } from '../../src/lib/server/node/live-home.ts';
import { Metrics } from '../../src/lib/server/node/metrics.ts';
import { freshStore, utc } from './fresh-store.ts';
import { mutants } from './mutations.ts';

const MESSAGES = 100_000;
const MB = 1024 * 1024;

/** What is in use once what is not has been cleared away, bytes. */
function inUse(): number {
	setFlagsFromString('--expose-gc');
	(runInNewContext('gc') as () => void)();
	return process.memoryUsage().heapUsed;
}

it('a hundred thousand random and mutated messages: none falls, each is counted by its reason, memory stays flat', async () => {
	const seed = Number(process.env['HEMVY_TEST_SEED'] ?? Date.now() % 1_000_000);
	const fresh = freshStore(64);
	const { store } = fresh;
	let now = utc('2026-11-22T12:00:00Z');
	const home = new LiveHome(store, now);
	const forming = new HourForming(store);
	const no = () => 0;
	const yes = () => true;
	const metrics = new Metrics({
		...{ pendingHours: no, waiting: no, isBrokerUp: yes, isCentralUp: yes, isDiskFull: () => false }
	});
	const ingest = new Ingest({ store, home, forming, metrics, now: () => now, changed: () => undefined });
	const reasons: Record<string, number> = {};
	const sources: Record<string, number> = {};
	const add = (counts: Record<string, number>, key: string) => (counts[key] = (counts[key] ?? 0) + 1);
	let memory = NOTHING_KNOWN;
	let half = 0;
	const began = performance.now();
	let taken = 0;
	for (const { topic, payload, replayed } of mutants(seed)) {
		if (taken === MESSAGES) break;
		taken += 1;
		now += 0.25;
		const result = interpret({ topic, payload, retained: replayed, receivedAt: Math.floor(now) }, memory);
		memory = result.memory;
		if (result.kind === 'rejected') add(reasons, result.reason);
		else add(sources, result.source);
		ingest.take({ topic, payload, replayed, again: false });
		if (taken % 5000 === 0) {
			while (store.flush(now));
			store.attempt(now, () => forming.run(now));
			while (store.attempt(now, () => store.prune(now)));
		}
		if (taken === MESSAGES / 2) half = inUse();
	}
	const grown = (inUse() - half) / MB;
	const { messages, rejected, sources: read } = ingest.counts;
	const { too_many_devices: _, ...byReason } = rejected;
	expect({ seed, messages, byReason, read }).toEqual({
		seed,
		messages: MESSAGES,
		byReason: reasons,
		read: sources
	});
	const total = [...Object.values(reasons), ...Object.values(sources)].reduce((sum, count) => sum + count, 0);
	expect(total).toBe(MESSAGES);
	for (const reason of ['not_json', 'null_value', 'out_of_range', 'not_a_number', 'unknown_source', 'empty'])
		expect(byReason[reason], reason).toBeGreaterThan(0);
	for (const [reason, count] of Object.entries(rejected))
		expect(await metrics.text()).toContain(`hemvy_rejected_total{reason="${reason}"} ${count}\n`);
	expect(grown, `MB grown in the second half, seed ${seed}`).toBeLessThan(12);
	console.info(
		`${MESSAGES} messages in ${((performance.now() - began) / 1000).toFixed(1)} s, ` +
			`${grown.toFixed(1)} MB grown in the second half, ${home.live.values.size} values, ` +
			`${Object.keys(reasons).length} reasons, seed ${seed}`
	);
	fresh.drop();
}, 180_000);
