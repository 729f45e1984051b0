import { randomUUID } from 'node:crypto';
import type { Pool } from './connection.ts';

/** How often the line is tried, and how long a word may be on its way: with both, a dead line is found within 3 s. */
const TRIED_EVERY_MS = 1500;
const PATIENCE_MS = 1500;
/** A line that does not come about is opened anew, ever more seldom: behind some poolers it never does. */
const FIRST_AGAIN_MS = 3000;
const LONGEST_AGAIN_MS = 60_000;

export interface ListeningTerms {
	/** Makes a client of one connection, for nothing but to listen. */
	readonly open: () => Pool;
	/** Another way to the same database: what is said there must be heard on the line. */
	readonly pool: Pool;
	readonly channel: string;
	readonly heard: (word: string) => void;
	/** The line came up, or was lost: words may have been missed. */
	readonly changed: (isUp: boolean) => void;
}

/**
 * Hears what PostgreSQL tells on a channel (LISTEN), on one connection that is opened again when it breaks. A connection
 * may seem well and be dead, or a pooler may swallow what it hears: so the line counts as up only while a word of one's own,
 * said by another connection, comes back on it.
 */
export class Listening {
	readonly #terms: ListeningTerms;
	/** Words of one's own: nobody else's process hears them. */
	readonly #ownChannel = `hemvy_${randomUUID().replaceAll('-', '')}`;
	#client: Pool | null = null;
	#openedMs = -Infinity;
	#againMs = FIRST_AGAIN_MS;
	#timer: NodeJS.Timeout | undefined;
	#isUp = false;
	#isStopped = false;
	/** Called when the word that was said last comes back. */
	#cameBack: (() => void) | null = null;
	#said = '';

	constructor(terms: ListeningTerms) {
		this.#terms = terms;
	}

	/** Whether what is told is heard. */
	get isUp(): boolean {
		return this.#isUp;
	}

	/** Begins to listen, and goes on. */
	start(): void {
		if (this.#client !== null || this.#isStopped) return;
		this.#open();
		void this.#look();
	}

	/** Ends the line. */
	async stop(): Promise<void> {
		this.#isStopped = true;
		clearTimeout(this.#timer);
		this.#cameBack?.();
		await this.#client?.end({ timeout: 0 }).catch(() => undefined);
	}

	#open(): void {
		const { open, channel, heard, changed } = this.#terms;
		const before = this.#client;
		const client = (this.#client = open());
		this.#openedMs = performance.now();
		before?.end({ timeout: 0 }).catch(() => undefined);
		// where it broke and came back by itself, what was told meanwhile is lost
		const isBack = () => {
			if (client === this.#client && this.#isUp) changed(true);
		};
		const failed = () => undefined;
		client.listen(channel, heard, isBack).catch(failed);
		client
			.listen(this.#ownChannel, (word) => {
				if (client === this.#client && word === this.#said) this.#cameBack?.();
			})
			.catch(failed);
	}

	async #look(): Promise<void> {
		const isUp = await this.#try();
		if (this.#isStopped) return;
		if (isUp !== this.#isUp) {
			this.#isUp = isUp;
			this.#terms.changed(isUp);
		}
		if (isUp) this.#againMs = FIRST_AGAIN_MS;
		else if (performance.now() - this.#openedMs >= this.#againMs) {
			this.#againMs = Math.min(LONGEST_AGAIN_MS, this.#againMs * 2);
			this.#open();
		}
		this.#timer = setTimeout(() => void this.#look(), isUp ? TRIED_EVERY_MS : TRIED_EVERY_MS / 3);
	}

	/** Says a word elsewhere. @returns whether it came back in time */
	#try(): Promise<boolean> {
		const word = (this.#said = randomUUID());
		return new Promise((resolve) => {
			const end = (isHeard: boolean) => {
				clearTimeout(timer);
				this.#cameBack = null;
				resolve(isHeard);
			};
			const timer = setTimeout(end, PATIENCE_MS, false);
			this.#cameBack = () => {
				end(true);
			};
			this.#terms.pool`select pg_notify(${this.#ownChannel}, ${word})`.catch(() => {
				end(false);
			});
		});
	}
}
