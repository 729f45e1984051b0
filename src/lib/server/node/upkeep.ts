import type { Clock, ClockChange } from './clock.ts';
import type { HourForming } from './hour-forming.ts';
import type { LiveHome } from './live-home.ts';
import type { Store } from './store.ts';

/** What the node says of itself to whoever runs it. */
export interface NodeLog {
	info(what: object, words: string): void;
	warn(what: object, words: string): void;
}

interface Terms {
	readonly store: Store;
	readonly clock: Clock;
	readonly forming: HourForming;
	readonly home: LiveHome;
	readonly log: NodeLog;
}

const WEEK_S = 7 * 86_400;
const DAY_S = 86_400;

/** What has to be done now and then, and when the clock was wrong. */
export class Upkeep {
	readonly #terms: Terms;
	isDiskLow = false;
	/** UTC seconds at which hours were dropped that nobody had taken, in the last week; else null. */
	droppedAt: number | null = null;

	#isStopped = false;

	constructor(terms: Terms) {
		this.#terms = terms;
	}

	stop(): void {
		this.#isStopped = true;
	}

	eachMinute(): void {
		this.isDiskLow = this.#terms.store.isDiskLow();
		this.#prune();
	}

	/** Drops what has been kept long enough; hours that nobody ever took are said, as one event that grows. */
	eachHour(): void {
		const { store, clock, log } = this.#terms;
		const now = clock.now();
		const dropped = store.attempt(now, () => store.sweep(now)) ?? [];
		for (const { device, serial, from, to, hours } of dropped) {
			log.warn({ device, serial, hours }, 'Hours were dropped that the central system never took');
			store.attempt(now, () => {
				store.events.extend(now, 'hours_dropped', serial ?? device, DAY_S, (last) => ({
					from: last['from'] ?? from,
					to,
					hours: hours + (typeof last['hours'] === 'number' ? last['hours'] : 0)
				}));
			});
		}
		const [last] = store.events.latest(1, 'hours_dropped');
		this.droppedAt = last !== undefined && last.at > now - WEEK_S ? last.at : null;
	}

	/** What is dated after now, where the clock was ahead, is taken back, and its hours are formed anew. */
	changeClock({ from, to, because }: ClockChange): void {
		const { store, home, forming, log } = this.#terms;
		log.warn({ from, to, because }, 'The clock was wrong and has been put right');
		store.attempt(to, () => {
			while (store.readings.flush());
			if (to < from) {
				store.takeBack(to);
				home.takeBack(to);
				forming.noteAll();
			}
			store.events.add(to, 'clock_changed', '', { from, because });
		});
	}

	/** A little at a time: the minute's readings of a busy home are many. */
	#prune(): void {
		if (this.#isStopped) return;
		const { store, clock } = this.#terms;
		const now = clock.now();
		if (store.attempt(now, () => store.prune(now)) !== true) return;
		setImmediate(() => {
			this.#prune();
		});
	}
}
