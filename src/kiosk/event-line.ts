import type { Connection } from '#lib/ui/wall/state-line.ts';

/** Without a heartbeat for so long the stream is dead, whatever the browser thinks of it. */
const DEAD_MS = 35_000;
/** Without any sign for so long the page says that what it shows is old. */
const LOST_MS = 60_000;
/** A break shorter than this is not worth a word. */
const QUIET_BREAK_MS = 3000;
const LONGEST_WAIT_MS = 15_000;
/** The page was asleep when so much time has passed between two looks that come once a second. */
const ASLEEP_MS = 10_000;

export type EventName = 'snapshot' | 'delta' | 'heartbeat';

/**
 * The line to the node's events, which heals itself: a break is tried again with longer and longer waits, a stream
 * that says nothing is begun anew, and so is every stream after the page was asleep. It has no timer of its own:
 * whoever holds it looks after it once a second.
 */
export class EventLine {
	/** Milliseconds of the browser's clock at the node's last sign. */
	heardMs = Date.now();
	readonly #take: (name: EventName, data: unknown, afterBreak: boolean) => void;
	#source: EventSource | null = null;
	#brokenMs: number | null = null;
	#retryMs: number | null = null;
	#retries = 0;
	#lookedMs = Date.now();

	/** @param take told every event, and whether it is the first after a break */
	constructor(take: (name: EventName, data: unknown, afterBreak: boolean) => void) {
		this.#take = take;
	}

	/** Begins a stream, instead of the one there is. */
	connect(): void {
		this.close();
		const source = new EventSource('/api/v1/events');
		this.#source = source;
		for (const name of ['snapshot', 'delta', 'heartbeat'] as const)
			source.addEventListener(name, (event: MessageEvent<string>) => {
				if (source === this.#source) this.#hear(name, event.data);
			});
		source.onerror = () => {
			if (source === this.#source) this.#fail(Date.now());
		};
	}

	/** Looks after the line. @returns how it is */
	look(now: number): Connection {
		const silentMs = now - this.heardMs;
		const wasAsleep = Math.abs(now - this.#lookedMs) > ASLEEP_MS;
		this.#lookedMs = now;
		if (wasAsleep || (this.#source !== null && silentMs > DEAD_MS)) {
			this.#fail(now);
			this.#retryMs = now;
		}
		if (this.#retryMs !== null && now >= this.#retryMs) this.connect();
		if (silentMs >= LOST_MS) return 'lost';
		return this.#brokenMs !== null && now - this.#brokenMs > QUIET_BREAK_MS ? 'searching' : 'live';
	}

	close(): void {
		this.#source?.close();
		this.#source = null;
		this.#retryMs = null;
	}

	#hear(name: EventName, data: string): void {
		const afterBreak = this.#brokenMs !== null;
		this.heardMs = Date.now();
		this.#brokenMs = null;
		this.#retries = 0;
		this.#take(name, JSON.parse(data), afterBreak);
	}

	#fail(now: number): void {
		this.close();
		this.#brokenMs ??= now;
		const waitMs = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** this.#retries);
		this.#retries = Math.min(this.#retries + 1, 10);
		// not all pages of a home at the same moment
		this.#retryMs = now + waitMs * (0.75 + Math.random() / 2);
	}
}
