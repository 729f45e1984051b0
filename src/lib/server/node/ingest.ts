import { interpret, type Interpretation } from '#lib/home/interpret.ts';
import { keyOf, type LiveValue } from '#lib/home/live.ts';
import { NOTHING_KNOWN, type Memory } from '#lib/home/memory.ts';
import type { Message } from '#lib/home/message.ts';
import { measuredAt, type Reading } from '#lib/home/reading.ts';
import type { BrokerMessage } from './broker.ts';
import type { HourForming } from './hour-forming.ts';
import { MOST_VALUES, type LiveHome } from './live-home.ts';
import type { Metrics } from './metrics.ts';
import type { Store } from './store.ts';

/** A device's clock may be this much ahead; what is dated later is dated by its arrival. */
const AHEAD_S = 300;
/** Topics whose last payload is remembered, and names of fields that nobody reads. */
const MOST_TOPICS = 5000;
const MOST_UNKNOWN = 300;

export interface IngestTerms {
	readonly store: Store;
	readonly home: LiveHome;
	readonly forming: HourForming;
	readonly metrics: Metrics;
	/** UTC seconds. */
	readonly now: () => number;
	/** What a message changed on the screen. */
	readonly changed: (values: readonly LiveValue[]) => void;
}

/** What has come in since the start, for the status page. */
export interface IngestCounts {
	readonly messages: number;
	readonly readings: number;
	readonly duplicates: number;
	readonly late: number;
	/** Messages that were understood, by source family. */
	readonly sources: Readonly<Record<string, number>>;
	/** Messages by reason. */
	readonly rejected: Readonly<Record<string, number>>;
	/** Values of messages that were otherwise read, by reason. */
	readonly refused: Readonly<Record<string, number>>;
	/** Fields that no rule reads, the most frequent first. */
	readonly unknown: readonly { readonly key: string; readonly count: number }[];
}

/** From a message to what is live and stored: message → readings → live state → store, hours → one typed change. */
export class Ingest {
	readonly #terms: IngestTerms;
	#memory: Memory = NOTHING_KNOWN;
	/** Hash of the last payload by topic: a message that is delivered again is the same message. */
	readonly #last = new Map<string, number>();
	readonly #unknown = new Map<string, number>();
	readonly #sources = new Map<string, number>();
	readonly #rejected = new Map<string, number>();
	readonly #refused = new Map<string, number>();
	readonly #count = { messages: 0, readings: 0, duplicates: 0, late: 0 };

	constructor(terms: IngestTerms) {
		this.#terms = terms;
	}

	get counts(): IngestCounts {
		const unknown = [...this.#unknown].map(([key, count]) => ({ key, count }));
		return {
			...this.#count,
			sources: Object.fromEntries(this.#sources),
			rejected: Object.fromEntries(this.#rejected),
			refused: Object.fromEntries(this.#refused),
			unknown: unknown.sort((a, b) => b.count - a.count)
		};
	}

	/**
	 * Takes one message in. Never throws for whatever it holds.
	 * @returns whether it holds what the central system waits for, and should be stored before its sender forgets it
	 */
	take({ topic, payload, replayed, again }: BrokerMessage): boolean {
		const { metrics } = this.#terms;
		this.#count.messages += 1;
		metrics.messages.inc();
		if (this.#isSame(topic, payload) && again) {
			this.#count.duplicates += 1;
			return false;
		}
		const receivedAt = Math.floor(this.#terms.now());
		const result = this.#understood({ topic, payload, retained: replayed, receivedAt });
		if (result === null) return false;
		this.#memory = result.memory;
		if (result.kind === 'rejected') {
			this.#reject(result.reason);
			return false;
		}
		add(this.#sources, result.source);
		for (const { reason } of result.refused) add(this.#refused, reason);
		for (const key of result.unknown) {
			metrics.unknown.inc();
			if (this.#unknown.size < MOST_UNKNOWN || this.#unknown.has(key)) add(this.#unknown, key.slice(0, 80));
		}
		return this.#takeReadings(result.readings.map(dated));
	}

	/** A fault of ours in reading one kind of message must not cost the home all the others: it is counted as what it is. */
	#understood(message: Message): Interpretation | null {
		try {
			return interpret(message, this.#memory);
		} catch {
			this.#reject('fault');
			return null;
		}
	}

	#takeReadings(readings: readonly Reading[]): boolean {
		const { store, home, forming, metrics, changed } = this.#terms;
		const { values } = home.live;
		const isFull = values.size >= MOST_VALUES;
		const known = isFull ? readings.filter((reading) => values.has(keyOf(reading))) : readings;
		if (known.length < readings.length) this.#reject('too_many_devices');
		const taken = home.take(known);
		this.#count.duplicates += taken.duplicates;
		this.#count.late += taken.late;
		this.#count.readings += taken.samples.length;
		metrics.readings.inc(taken.samples.length);
		for (const reading of taken.samples) {
			const sample = measured(reading);
			store.readings.add(sample);
			forming.note(sample);
		}
		if (taken.changed.length > 0) changed(taken.changed);
		return taken.samples.some((sample) => (store.setups.all.get(keyOf(sample))?.serial ?? null) !== null);
	}

	#reject(reason: string): void {
		add(this.#rejected, reason);
		this.#terms.metrics.rejected.inc({ reason });
	}

	#isSame(topic: string, payload: Uint8Array): boolean {
		const hash = hashOf(payload);
		const isSame = this.#last.get(topic) === hash;
		if (!isSame && (this.#last.size < MOST_TOPICS || this.#last.has(topic))) this.#last.set(topic, hash);
		return isSame;
	}
}

/** A reading whose device's clock is far ahead is dated by its arrival. */
function dated(reading: Reading): Reading {
	const { sourceTime, receivedAt, retained } = reading;
	if (sourceTime === null || sourceTime <= receivedAt + AHEAD_S) return reading;
	return { ...reading, sourceTime: null, quality: retained ? 'retained' : 'clock' };
}

/** Samples are stored in the quantity's unit, as they are shown. */
function measured(reading: Reading): Reading {
	if (reading.unit !== 'mV' || typeof reading.value !== 'number' || measuredAt(reading) === null)
		return reading;
	return { ...reading, value: reading.value / 1000, unit: 'V' };
}

function add(counts: Map<string, number>, key: string): void {
	counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** FNV-1a, 32 bits: to tell a message from the one before, not to protect anything. */
function hashOf(payload: Uint8Array): number {
	let hash = 0x811c9dc5;
	for (const byte of payload) hash = Math.imul(hash ^ byte, 0x01000193);
	return hash;
}
