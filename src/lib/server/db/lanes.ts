import postgres from 'postgres';
import type { Pool } from './connection.ts';

/**
 * Connections lent to one request at a time, each a postgres.js client of its own with a single connection, thrown
 * away when anything but a statement failed. postgres.js's own `reserve()` is no base for this: after a connection
 * has broken it hands the old error to the next request and forgets connections altogether.
 */
export class Lanes {
	readonly #open: () => Pool;
	readonly #max: number;
	readonly #idle: Pool[] = [];
	readonly #all = new Set<Pool>();
	readonly #waiting: ((lane: Pool) => void)[] = [];
	#ended = false;

	/** @param open makes a client of one connection; it connects when first used */
	constructor(open: () => Pool, max: number) {
		this.#open = open;
		this.#max = max;
	}

	/** Lends a connection for as long as `work` lasts; waits while all are lent. Queries sent in a row go out together. */
	async lend<Result>(work: (lane: Pool) => Promise<Result>): Promise<Result> {
		const lane = await this.#take();
		let sound = false;
		try {
			const result = await work(lane);
			sound = true;
			return result;
		} catch (error) {
			sound = error instanceof postgres.PostgresError && !error.code.startsWith('57P');
			throw error;
		} finally {
			this.#giveBack(sound ? lane : this.#replace(lane));
		}
	}

	/** Closes all; requests under way get `timeout` seconds. */
	async end(options?: { timeout?: number | undefined }): Promise<void> {
		this.#ended = true;
		await Promise.all([...this.#all].map((lane) => lane.end({ timeout: options?.timeout ?? 5 })));
	}

	#take(): Promise<Pool> {
		const lane = this.#idle.pop() ?? (this.#all.size < this.#max ? this.#make() : undefined);
		if (lane) return Promise.resolve(lane);
		return new Promise((resolve) => this.#waiting.push(resolve));
	}

	#giveBack(lane: Pool): void {
		const next = this.#waiting.shift();
		if (next) next(lane);
		else this.#idle.push(lane);
	}

	#make(): Pool {
		const lane = this.#open();
		this.#all.add(lane);
		return lane;
	}

	#replace(lane: Pool): Pool {
		this.#all.delete(lane);
		lane.end({ timeout: 0 }).catch(() => undefined);
		return this.#ended ? lane : this.#make();
	}
}
