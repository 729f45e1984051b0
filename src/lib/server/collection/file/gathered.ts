import type { IncomingReading } from '../store-readings.ts';

/**
 * Many readings in little memory (25 bytes each), to be handed on meter by meter. Files come hour by hour; the store
 * works day by day and meter by meter, and is many times faster when a meter's hours come together.
 */
export class Gathered {
	readonly #meterIds: Int32Array;
	readonly #at: Float64Array;
	readonly #registers: Int32Array;
	readonly #flags: Uint8Array;
	readonly #lines: Float64Array;
	#length = 0;

	/** @param capacity how many readings it holds */
	constructor(capacity: number) {
		this.#meterIds = new Int32Array(capacity);
		this.#at = new Float64Array(capacity);
		this.#registers = new Int32Array(capacity);
		this.#flags = new Uint8Array(capacity);
		this.#lines = new Float64Array(capacity);
	}

	get length(): number {
		return this.#length;
	}

	/** How many more fit. */
	get room(): number {
		return this.#meterIds.length - this.#length;
	}

	/** @param line number of the line in its file. @throws RangeError when full */
	add(line: number, meterId: number, at: number, register: number, flags: number): void {
		const i = this.#length;
		if (i >= this.#meterIds.length) throw new RangeError('Gathered is full');
		this.#meterIds[i] = meterId;
		this.#at[i] = at;
		this.#registers[i] = register;
		this.#flags[i] = flags;
		this.#lines[i] = line;
		this.#length += 1;
	}

	clear(): void {
		this.#length = 0;
	}

	/** All readings by meter, a meter's own in the order of the file, in slices of `size`, each with its line numbers. */
	*slices(size: number): Generator<{ readings: IncomingReading[]; lines: number[] }> {
		const order = this.#byMeter();
		for (let from = 0; from < order.length; from += size) {
			const readings: IncomingReading[] = [];
			const lines: number[] = [];
			for (const i of order.subarray(from, from + size)) {
				readings.push({
					meterId: this.#meterIds[i] ?? 0,
					at: this.#at[i] ?? 0,
					register: this.#registers[i] ?? 0,
					flags: this.#flags[i] ?? 0
				});
				lines.push(this.#lines[i] ?? 0);
			}
			yield { readings, lines };
		}
	}

	/** Places of the readings, sorted by counting: two passes, and stable. */
	#byMeter(): Uint32Array {
		const next = new Map<number, number>();
		for (let i = 0; i < this.#length; i++) {
			const meterId = this.#meterIds[i] ?? 0;
			next.set(meterId, (next.get(meterId) ?? 0) + 1);
		}
		let start = 0;
		for (const [meterId, count] of next) {
			next.set(meterId, start);
			start += count;
		}
		const order = new Uint32Array(this.#length);
		for (let i = 0; i < this.#length; i++) {
			const meterId = this.#meterIds[i] ?? 0;
			const place = next.get(meterId) ?? 0;
			order[place] = i;
			next.set(meterId, place + 1);
		}
		return order;
	}
}
