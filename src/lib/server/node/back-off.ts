/** Waits between attempts: each about twice the one before, up to a longest; none twice the same for many nodes at once. */
export class BackOff {
	readonly #firstMs: number;
	readonly #longestMs: number;
	readonly #random: () => number;
	#attempts = 0;

	constructor(firstMs: number, longestMs: number, random: () => number = Math.random) {
		this.#firstMs = firstMs;
		this.#longestMs = longestMs;
		this.#random = random;
	}

	/** Milliseconds to wait before the next attempt: between half and all of the step. */
	next(): number {
		const step = Math.min(this.#longestMs, this.#firstMs * 2 ** Math.min(this.#attempts, 30));
		this.#attempts += 1;
		return Math.round(step * (0.5 + this.#random() / 2));
	}

	/** It worked: begin anew. */
	reset(): void {
		this.#attempts = 0;
	}
}
