/** A wall clock that moves by more than this at once has jumped; less is its slow correction, and is followed. */
const JUMP_S = 2;
/** Where no central system can say who is right, a jump is believed once it has lasted this long. */
const BELIEVED_AFTER_S = 600;
/** The network and the answer take their time. */
const AGREES_S = 60;

export interface ClockChange {
	/** UTC seconds before and after, at the same moment. */
	readonly from: number;
	readonly to: number;
	readonly because: 'central' | 'lasted';
}

/**
 * The node's time. It runs on the monotonic clock, so that a jump of the system's clock moves nothing by itself: the
 * central system decides, or the jump's lasting does. Time that was passed once is not passed again unless the clock
 * had been wrong.
 */
export class Clock {
	readonly #wallMs: () => number;
	readonly #monotonicMs: () => number;
	/** UTC seconds at monotonic 0. */
	#base: number;
	#jump: { readonly drift: number; readonly since: number } | null = null;
	/** The central system has said that the system's clock, this much off, is wrong. */
	#deniedDrift: number | null = null;

	/** @param notBefore UTC seconds: the store knows of this time, so it is later now, whatever a clock without battery says */
	constructor(
		notBefore = 0,
		wallMs: () => number = Date.now,
		monotonicMs: () => number = () => performance.now()
	) {
		this.#wallMs = wallMs;
		this.#monotonicMs = monotonicMs;
		this.#base = Math.max(wallMs() / 1000, notBefore) - monotonicMs() / 1000;
	}

	/** UTC seconds. */
	now(): number {
		return this.#base + this.#monotonicMs() / 1000;
	}

	/** Seconds that the system's clock is ahead of this one, where that is a jump; else null. */
	get offBy(): number | null {
		return this.#jump?.drift ?? null;
	}

	/** Looks at the system's clock; call it every few seconds. @returns the change when one was believed */
	tick(): ClockChange | null {
		const drift = this.#wallMs() / 1000 - this.now();
		if (Math.abs(drift) <= JUMP_S) {
			this.#jump = null;
			this.#deniedDrift = null;
			this.#base += drift;
			return null;
		}
		const monotonic = this.#monotonicMs() / 1000;
		if (this.#jump === null || Math.abs(drift - this.#jump.drift) > JUMP_S) {
			this.#jump = { drift, since: monotonic };
			return null;
		}
		const isDenied = this.#deniedDrift !== null && Math.abs(drift - this.#deniedDrift) <= AGREES_S;
		if (isDenied || monotonic - this.#jump.since < BELIEVED_AFTER_S) return null;
		return this.#adopt(this.now() + drift, 'lasted');
	}

	/** Holds the clocks against the central system's time, UTC seconds. @returns the change when one had to be made */
	check(central: number): ClockChange | null {
		const drift = this.#wallMs() / 1000 - this.now();
		const isRight = Math.abs(central - this.now()) <= AGREES_S;
		if (isRight) {
			this.#deniedDrift = Math.abs(drift) > AGREES_S ? drift : null;
			return null;
		}
		const wall = this.now() + drift;
		return this.#adopt(Math.abs(central - wall) <= AGREES_S ? wall : central, 'central');
	}

	#adopt(to: number, because: ClockChange['because']): ClockChange {
		const from = this.now();
		this.#base += to - from;
		this.#jump = null;
		const drift = this.#wallMs() / 1000 - to;
		this.#deniedDrift = Math.abs(drift) > JUMP_S ? drift : null;
		return { from, to, because };
	}
}
