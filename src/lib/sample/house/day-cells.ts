import { DayUse, type Act, type Appliance } from '../day-use.ts';
import { fillDay } from '../home-day.ts';
import { mix } from '../random.ts';
import { valueOf } from '../telegrams.ts';
import type { Weather } from '../climate.ts';
import type { DayFrame } from '../day-frame.ts';
import type { Channel, SampleHome } from '../home.ts';

/** What flows in the home: through a meter, or through a plug (Wh). */
export type Stream = Channel | Exclude<Appliance, 'other'> | 'freezer';

/** A slot in cells of about 10 s. */
const CELLS = 360;
/** A compressor runs a third of the time. */
const COMPRESSOR = { period: 240, on: 84 };
/** Of the cold store's use, what is the freezer's. */
const FREEZER_SHARE = 0.55;

/**
 * One civil day of a home, second by second: each slot's use is what the household model says of it, laid where in the
 * slot it was used. The sums of slots are the model's, exactly; a day's sum is whole, as its registers are.
 */
export class DayCells {
	readonly frame: DayFrame;
	readonly use = new DayUse(true);
	readonly #home: SampleHome;
	readonly #used = new Map<Stream, Float64Array>();

	constructor(home: SampleHome, frame: DayFrame, weather: Weather) {
		this.frame = frame;
		this.#home = home;
		fillDay(this.use, home, frame, weather);
	}

	/** What a meter counted in the whole day, whole smallest units; of a plug in Wh. */
	total(stream: Stream): number {
		if (stream === 'freezer') return this.#slots().reduce((sum, slot) => sum + this.#coldWh(slot), 0);
		if (isPlug(stream)) return this.#slots().reduce((sum, slot) => sum + this.#actsWh(stream, slot), 0);
		return Math.round(this.#sums(stream).at(-1) ?? 0);
	}

	/** What was used from the day's first slot up to a share, 0 … 1, of a slot. */
	at(stream: Stream, slot: number, share: number): number {
		const used = this.#usedOf(stream);
		const place = Math.min(1, Math.max(0, share)) * CELLS;
		const cell = Math.min(CELLS - 1, Math.floor(place));
		const before = used[slot * CELLS + cell] ?? 0;
		const after = used[slot * CELLS + cell + 1] ?? before;
		return before + (after - before) * (place - cell);
	}

	#slots(): number[] {
		return Array.from({ length: this.frame.hours }, (_, slot) => slot);
	}

	/** Sums after each slot, added up as the meter adds them; the last one is whole. */
	#sums(channel: Channel): number[] {
		let sum = 0;
		const sums = this.#slots().map((slot) => (sum += valueOf(this.use, channel, slot)));
		sums[sums.length - 1] = Math.round(sum);
		return sums;
	}

	/** What was done with a stream in a slot. */
	#actsWh(stream: Stream, slot: number): number {
		let sum = 0;
		for (const act of this.use.acts ?? []) if (act.slot === slot) sum += amountOf(act, stream);
		return sum;
	}

	/** The freezer's part of what runs by itself in a slot, Wh. */
	#coldWh(slot: number): number {
		const rest = valueOf(this.use, 'electricity', slot) - this.#actsWh('electricity', slot);
		const at = this.frame.start + slot * 3600;
		const living = this.#home.occupancies.find(({ from, to }) => from <= at && (to === null || to > at));
		return Math.min((living?.household.coldStoreW ?? 0) * FREEZER_SHARE, Math.max(0, rest) / 2);
	}

	#usedOf(stream: Stream): Float64Array {
		let used = this.#used.get(stream);
		if (used === undefined) this.#used.set(stream, (used = this.#lay(stream)));
		return used;
	}

	#lay(stream: Stream): Float64Array {
		const { hours } = this.frame;
		const used = new Float64Array(hours * CELLS + 1);
		const cells = new Float64Array(CELLS);
		const sums = isPlug(stream) ? null : this.#sums(stream);
		for (let slot = 0; slot < hours; slot++) {
			cells.fill(0);
			const laid = this.#layActs(cells, stream, slot);
			const begin = used[slot * CELLS] ?? 0;
			const end = sums?.[slot] ?? null;
			let scale = 1;
			if (stream === 'freezer') this.#layCompressor(cells, slot, this.#coldWh(slot));
			else if (end === null) scale = 1;
			else if (end - begin >= laid) this.#layRest(cells, stream, slot, end - begin - laid);
			else scale = laid === 0 ? 0 : Math.max(0, end - begin) / laid;
			let sum = 0;
			for (let cell = 0; cell < CELLS; cell++) {
				sum += (cells[cell] ?? 0) * scale;
				used[slot * CELLS + cell + 1] = begin + sum;
			}
			if (end !== null) used[(slot + 1) * CELLS] = end;
		}
		return used;
	}

	/** Lays what somebody did in a slot. @returns how much that was */
	#layActs(cells: Float64Array, stream: Stream, slot: number): number {
		const begin = slot * 60 + this.#home.telegramMinute;
		let laid = 0;
		for (const act of this.use.acts ?? []) {
			const amount = act.slot === slot ? amountOf(act, stream) : 0;
			if (amount <= 0) continue;
			const minutes = act.kind === 'draw' ? drawMinutes(act) : act.to - act.from;
			lay(cells, (act.from - begin) * 6, Math.max(minutes * 6, 0.1), amount);
			laid += amount;
		}
		return laid;
	}

	/** What runs by itself: evenly for water; electricity with the compressor's turns and some unrest. */
	#layRest(cells: Float64Array, stream: Stream, slot: number, rest: number): void {
		const cold = stream === 'electricity' ? Math.min(this.#coldWh(slot), rest) : 0;
		this.#layCompressor(cells, slot, cold);
		const { seed } = this.#home;
		const unrest = (cell: number): number => {
			if (stream !== 'electricity') return 1;
			const slow = mix(seed, this.frame.number, slot, Math.floor(cell / 30)) / 4294967296 - 0.5;
			const quick = mix(seed, this.frame.number, slot, cell, 7) / 4294967296 - 0.5;
			return 1 + 0.24 * slow + 0.06 * quick;
		};
		let all = 0;
		for (let cell = 0; cell < CELLS; cell++) all += unrest(cell);
		for (let cell = 0; cell < CELLS; cell++)
			cells[cell] = (cells[cell] ?? 0) + ((rest - cold) * unrest(cell)) / all;
	}

	#layCompressor(cells: Float64Array, slot: number, wattHours: number): void {
		const runs = (cell: number) =>
			(slot * CELLS + cell + (this.#home.seed % COMPRESSOR.period)) % COMPRESSOR.period < COMPRESSOR.on;
		let on = 0;
		for (let cell = 0; cell < CELLS; cell++) if (runs(cell)) on += 1;
		for (let cell = 0; cell < CELLS; cell++)
			if (runs(cell)) cells[cell] = (cells[cell] ?? 0) + wattHours / on;
	}
}

const isPlug = (stream: Stream): stream is Exclude<Stream, Channel> =>
	stream === 'kettle' || stream === 'coffee' || stream === 'freezer';

/** What an act uses of a stream: litres, Wh. */
function amountOf(act: Act, stream: Stream): number {
	if (act.kind === 'power') return stream === 'electricity' || stream === act.appliance ? act.wattHours : 0;
	const [medium, room] = stream.split('_');
	if (room !== undefined && room !== act.room) return 0;
	return medium === 'cold' ? act.coldLitres : medium === 'hot' ? act.hotLitres : 0;
}

/** A tap gives 6 l a minute, a shower 8.5, a bath's 12. */
function drawMinutes({ coldLitres, hotLitres }: Extract<Act, { kind: 'draw' }>): number {
	const litres = coldLitres + hotLitres;
	return litres / (litres < 12 ? 6 : litres < 90 ? 8.5 : 12);
}

/** Lays an amount evenly over cells from `from` on; what would reach over the slot's ends is moved within. */
function lay(cells: Float64Array, from: number, length: number, amount: number): void {
	const long = Math.min(length, CELLS);
	const begin = Math.min(Math.max(0, from), CELLS - long);
	const end = begin + long;
	for (let cell = Math.floor(begin); cell < Math.min(CELLS, end); cell++) {
		const part = Math.min(end, cell + 1) - Math.max(begin, cell);
		cells[cell] = (cells[cell] ?? 0) + (amount * part) / long;
	}
}
