import { setTimeout as sleep } from 'node:timers/promises';
import type { MqttClient } from 'mqtt';
import { quantile, ROUNDS } from '../rounds.ts';
import type { Measure } from '../table.ts';
import { other, power, wattsOf } from './home.ts';
import type { Bench } from './processes.ts';
import { POWER } from './wall.ts';
import { untilTrue, type Page, type Screen } from './screen.ts';

/** A page that shows the power, and how to find it in there. */
interface Side {
	readonly url: string;
	/** Before each topic. */
	readonly prefix: string;
	readonly selector: string;
	/** The watts in what stands there. */
	readonly watts: (text: string) => number;
}

/** Milliseconds since 1970, to a fraction. */
const now = () => performance.timeOrigin + performance.now();

const WARM_S = 3;
/** Of ten messages so many tell the power, each another one; the rest is what else is heard in a home. */
const POWER_OF_TEN = 6;

/** Longer where messages are few: the slowest of a hundred says little unless there are several hundreds. */
const secondsAt = (perSecond: number) => (perSecond < 50 ? 30 : 10);

/**
 * From publishing to the changed text, of ours and of the floor in turn, each as often the first of its round: one page
 * open at a time, on one broker. The messages of all rounds count together, on both sides alike.
 * A message has arrived when the page shows what it says, or what a later one says: what is overtaken on its way
 * counts until something newer stands there, on both sides alike, so every message counts.
 */
export async function benchLatency(bench: Bench, screen: Screen): Promise<Measure[]> {
	const kiosk = await bench.kiosk();
	const ours: Side = {
		url: kiosk.url,
		prefix: '',
		selector: POWER,
		watts: (text) => Number(text.replace(/\D/g, ''))
	};
	const floor: Side = {
		url: bench.floor,
		prefix: 'floor/',
		selector: '[data-topic="floor/amsreader"]',
		watts: (text) => Number(/"P":(\d+)/.exec(text)?.[1])
	};
	const measures: Measure[] = [];
	for (const perSecond of [10, 100]) {
		const taken = new Map<Side, number[]>([
			[ours, []],
			[floor, []]
		]);
		// the first round warms all up
		for (let round = -1; round < ROUNDS; round++)
			for (const side of round % 2 === 0 ? [ours, floor] : [floor, ours]) {
				const seconds = round < 0 ? WARM_S : secondsAt(perSecond);
				const each = await block(bench.publisher, screen, side, perSecond, seconds);
				if (round >= 0) taken.get(side)?.push(...each);
				if (process.env['BENCH_VERBOSE'])
					console.log(perSecond, side.url, round, quantile(each, 0.5), quantile(each, 0.99));
			}
		const name = `message to changed text at ${perSecond}/s`;
		for (const [label, share, most] of [['p50', 0.5, 2] as const, ['p99', 0.99, 1.5] as const]) {
			const of = (side: Side) => quantile(taken.get(side) ?? [], share);
			measures.push({ name: `${name}: ${label}`, ours: of(ours), floor: of(floor), unit: 'ms', most });
		}
	}
	await kiosk.stop();
	return measures;
}

/** Milliseconds of each message of power. */
async function block(
	publisher: MqttClient,
	screen: Screen,
	side: Side,
	perSecond: number,
	seconds: number
): Promise<number[]> {
	const page = await screen.open(side.url);
	try {
		await untilTrue(page, `document.readyState === 'complete'`);
		await say(publisher, side, perSecond, 1);
		await untilTrue(page, `document.querySelector('${side.selector}')`);
		await page.evaluate(watcher(side.selector));
		await say(publisher, side, perSecond, WARM_S);
		await sleep(500);
		const offMs = await clockOff(page);
		await page.evaluate('seen.splice(0)');
		const published = await say(publisher, side, perSecond, seconds);
		await sleep(1000);
		const seen = await page.evaluate<[number, string][]>('seen');
		return arrivals(
			published,
			seen.map(([at, text]) => [at - offMs, side.watts(text)] as const)
		);
	} finally {
		await page.close();
	}
}

/** Writes down in the page when the text of a place changes, and into what. */
const watcher = (selector: string) => `
	globalThis.seen = [];
	let last = null;
	new MutationObserver(() => {
		const at = performance.timeOrigin + performance.now();
		const text = document.querySelector('${selector}')?.textContent ?? '';
		if (text !== last) seen.push([at, last = text]);
	}).observe(document.body, { subtree: true, childList: true, characterData: true });
	0`;

let told = 0;

/** Publishes for so many seconds, at random moments. @returns when which watts were published */
async function say(publisher: MqttClient, { prefix }: Side, perSecond: number, seconds: number) {
	const published: [at: number, watts: number][] = [];
	const start = now();
	for (let i = 0; i < perSecond * seconds; i++) {
		const due = start + ((i + Math.random()) * 1000) / perSecond;
		if (due > now()) await sleep(due - now());
		told += 1;
		const isPower = (i * POWER_OF_TEN) % 10 < POWER_OF_TEN;
		const watts = wattsOf(told);
		const { topic, payload } = isPower ? power(watts, now() / 1000) : other(told, now() / 1000);
		if (isPower) published.push([now(), watts]);
		publisher.publish(prefix + topic, payload);
	}
	return published;
}

/** @throws Error when something that was published last is never shown */
function arrivals(
	published: readonly (readonly [number, number])[],
	seen: readonly (readonly [number, number])[]
): number[] {
	const places = new Map(published.map(([, watts], i) => [watts, i]));
	const taken: number[] = [];
	for (const [at, watts] of seen) {
		const place = places.get(watts) ?? -1;
		while (taken.length <= place) taken.push(at - (published[taken.length]?.[0] ?? Number.NaN));
	}
	if (taken.length < published.length) {
		throw new Error(`${published.length - taken.length} of ${published.length} were never shown.`);
	}
	return taken;
}

/** Milliseconds that the page's clock is ahead for certain: it was asked between two looks at ours. */
async function clockOff(page: Page): Promise<number> {
	let least = -Infinity;
	let most = Infinity;
	for (let i = 0; i < 20; i++) {
		const before = now();
		const there = await page.evaluate<number>('performance.timeOrigin + performance.now()');
		least = Math.max(least, there - now());
		most = Math.min(most, there - before);
	}
	return Math.max(least, Math.min(most, 0));
}
