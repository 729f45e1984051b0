import { addDays } from '#lib/energy/calendar.ts';
import { CHANNEL_MEDIUM, type SampleMeter } from '../home.ts';
import type { RegisterState } from '../telegrams.ts';
import type { Stream } from './day-cells.ts';
import type { HomeUse } from './home-use.ts';

/** Days whose first register is remembered. */
const MOST_DAYS = 8;

/**
 * What a counter shows at any second: from one register that is known, by what the home uses before and after. The
 * register at a telegram of the sample company is what that telegram says.
 */
export class Register {
	readonly #use: HomeUse;
	readonly #stream: Stream;
	readonly #index: number;
	/** Register at the beginning of the meter's day, unwrapped. */
	readonly #begins = new Map<string, number>();

	/** @param known where the register stood at some second */
	constructor(use: HomeUse, stream: Stream, index: number, known: RegisterState) {
		this.#use = use;
		this.#stream = stream;
		this.#index = index;
		const moment = use.momentOf(index, known.at);
		this.#begins.set(moment.day, known.register - Math.round(use.usedAt(stream, moment)));
	}

	/** Smallest units, not rounded; never less than before. @param at UTC seconds */
	exactAt(at: number): number {
		const moment = this.#use.momentOf(this.#index, at);
		return this.#beginOf(moment.day) + this.#use.usedAt(this.#stream, moment);
	}

	/** Whole smallest units. */
	at(at: number): number {
		return Math.round(this.exactAt(at));
	}

	/** Walks day by day from the nearest one that is known. */
	#beginOf(day: string): number {
		const found = this.#begins.get(day);
		if (found !== undefined) return found;
		const known = [...this.#begins.keys()].sort();
		let from = known.findLast((each) => each < day) ?? known[0] ?? day;
		let register = this.#begins.get(from) ?? 0;
		for (; from < day; from = addDays(from, 1)) register += this.#use.day(from).total(this.#stream);
		while (from > day) {
			from = addDays(from, -1);
			register -= this.#use.day(from).total(this.#stream);
		}
		for (const [oldest] of this.#begins) {
			if (this.#begins.size < MOST_DAYS) break;
			this.#begins.delete(oldest);
		}
		this.#begins.set(day, register);
		return register;
	}
}

/** The counter of a home's meter. @param known a register that it has shown */
export function registerOf(use: HomeUse, meter: SampleMeter, known: RegisterState): Register {
	if (CHANNEL_MEDIUM[meter.channel] === 'temperature') throw new RangeError(meter.channel);
	return new Register(
		use,
		meter.channel,
		use.home.meters.findIndex(({ serial }) => serial === meter.serial),
		known
	);
}
