import type { Quantity } from './quantity.ts';

const MINUTE = 60;
const HOUR = 3600;
const LEARNED_AFTER_S = 3 * 24 * HOUR;

/** How often a device speaks: a histogram of the pauses between its telegrams, bounded whatever it does. */
export interface Rhythm {
	/** UTC seconds of the first telegram. */
	readonly since: number;
	/** Pauses by logarithmic size, see `slotOf`. */
	readonly counts: readonly number[];
}

/** 12 slots for each doubling: a percentile is right to 6 %. 240 slots reach 2^20 s, 12 days. */
const PER_DOUBLING = 12;
const SLOTS = 240;
const slotOf = (pauseS: number) =>
	Math.min(SLOTS - 1, Math.max(0, Math.round(Math.log2(Math.max(1, pauseS)) * PER_DOUBLING)));

/** The rhythm with one more pause. Old habits fade: at 4,000 pauses all counts are halved. */
export function learnPause(rhythm: Rhythm | undefined, heardAt: number, pauseS: number | null): Rhythm {
	const { since, counts } = rhythm ?? { since: heardAt, counts: [] };
	if (pauseS === null || pauseS <= 0) return { since, counts };
	const next = [...counts];
	const slot = slotOf(pauseS);
	while (next.length <= slot) next.push(0);
	next[slot] = (next[slot] ?? 0) + 1;
	const isFull = next[slot] >= 4000;
	return { since, counts: isFull ? next.map((count) => Math.floor(count / 2)) : next };
}

/** The pause that 95 of 100 do not pass, seconds; null until three days have been heard. */
export function learnedPause(rhythm: Rhythm | undefined, now: number): number | null {
	if (rhythm === undefined || now - rhythm.since < LEARNED_AFTER_S) return null;
	const all = rhythm.counts.reduce((sum, count) => sum + count, 0);
	if (all < 20) return null;
	let below = 0;
	for (const [slot, count] of rhythm.counts.entries()) {
		below += count;
		if (below >= all * 0.95) return 2 ** (slot / PER_DOUBLING);
	}
	return null;
}

/** What tells how long a value of a device may stay without news. */
export interface FreshnessFacts {
	readonly device: string;
	readonly quantity: Quantity;
	/** Runs on a battery. */
	readonly battery: boolean;
	/** As commissioned, seconds. */
	readonly expectedS: number | null;
	readonly rhythm: Rhythm | undefined;
}

const ROOM = new Set<Quantity>(['temperature', 'humidity', 'co2', 'pressure']);
const SAFETY = new Set<Quantity>(['smoke', 'leak', 'contact_open', 'motion', 'vibration', 'tamper']);

/**
 * Seconds after which a value is stale on the screen, by the class of its device: customer port of an electricity
 * meter 60 s (its registers come once an hour), radio meter 3 × its learned pause, at least 10 min and 26 h until it
 * is learned, room sensor 1 h, on battery 25 h, on mains 15 min.
 */
export function staleAfter(facts: FreshnessFacts, now: number): number {
	const { device, quantity, battery, expectedS, rhythm } = facts;
	if (expectedS !== null) return Math.max(MINUTE, 3 * expectedS);
	if (ROOM.has(quantity)) return HOUR;
	if (SAFETY.has(quantity) || battery) return 25 * HOUR;
	if (/^(?:han|p1):/.test(device)) return quantity.startsWith('electricity_') ? 2 * HOUR : MINUTE;
	if (device.startsWith('wmbus:')) {
		const pause = learnedPause(rhythm, now);
		return pause === null ? 26 * HOUR : Math.max(10 * MINUTE, 3 * pause);
	}
	return 15 * MINUTE;
}
