/** Chance that can be had again: the same seed gives the same numbers (mulberry32). */
export class Chance {
	#state: number;

	constructor(seed: number) {
		this.#state = seed >>> 0;
	}

	/** In [0, 1). */
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) >>> 0;
		let t = this.#state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
	}

	/** A whole number in [from, to]. */
	whole(from: number, to: number): number {
		return from + Math.floor(this.next() * (to - from + 1));
	}

	/** So many different ones of a list. */
	some<T>(list: readonly T[], count: number): T[] {
		const left = [...list];
		return Array.from({ length: Math.min(count, left.length) }, () =>
			left.splice(this.whole(0, left.length - 1), 1)
		).flat();
	}
}
