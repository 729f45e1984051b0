/**
 * Seeded chance. Every draw of the model comes from here, keyed by what it is about (home, civil day, purpose), never
 * by the order of calls between days: any range of days can be made alone and comes out the same.
 */

/** Mixes whole numbers into 32 well-spread bits (murmur3's finaliser over each part). */
export function mix(...parts: readonly number[]): number {
	let h = 0x9e3779b9;
	for (const part of parts) {
		h = Math.imul(h ^ (part | 0), 0x85ebca6b);
		h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
		h ^= h >>> 16;
	}
	return h >>> 0;
}

/** One stream of chance: 32 bits of state, a step of mulberry32 a draw. */
export class Random {
	#state: number;

	constructor(...key: readonly number[]) {
		this.#state = mix(...key);
	}

	/** Uniform in [0, 1). */
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) | 0;
		let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	}

	between(low: number, high: number): number {
		return low + (high - low) * this.next();
	}

	chance(probability: number): boolean {
		return this.next() < probability;
	}

	/** Nearly normal (the sum of four uniforms): mean and standard deviation; never beyond 3.5 deviations. */
	normal(mean: number, deviation: number): number {
		const sum = this.next() + this.next() + this.next() + this.next() - 2;
		return mean + deviation * sum * 1.7320508;
	}

	/** Around `median`, skewed to the right; `spread` 0.3 puts two thirds within a factor of 1.35. */
	skewed(median: number, spread: number): number {
		return median * Math.exp(this.normal(0, spread));
	}

	/** How often something happens that happens `mean` times on average (Poisson; mean below about 30). */
	count(mean: number): number {
		const limit = Math.exp(-mean);
		let product = this.next();
		let n = 0;
		while (product > limit) {
			product *= this.next();
			n++;
		}
		return n;
	}

	/** One of the list; the list may not be empty. */
	pick<T>(list: readonly [T, ...T[]]): T {
		return list[Math.floor(this.next() * list.length)] ?? list[0];
	}
}

/** Smooth noise over `x` in [-1, 1]: fixed values at whole x, cosine between them. */
export function noise(seed: number, x: number): number {
	const cell = Math.floor(x);
	const a = mix(seed, cell) / 2147483648 - 1;
	const b = mix(seed, cell + 1) / 2147483648 - 1;
	const t = (1 - Math.cos((x - cell) * Math.PI)) / 2;
	return a + (b - a) * t;
}
