import { passedMinutes } from './day-frame.ts';
import type { DayFrame } from './day-frame.ts';

/** Hours that a civil day may have, at most. */
const SLOTS = 25;

/**
 * What a home uses in one civil day, by the hours between its meters' telegrams: slot k ends at the k-th telegram after
 * midnight. Litres, Wh; the room in 1/100 °C at the telegram. Filled anew for every day, never copied.
 */
export class DayUse {
	readonly coldKitchen = new Float64Array(SLOTS);
	readonly coldBath = new Float64Array(SLOTS);
	readonly hotKitchen = new Float64Array(SLOTS);
	readonly hotBath = new Float64Array(SLOTS);
	readonly electricity = new Float64Array(SLOTS);
	readonly export = new Float64Array(SLOTS);
	readonly room = new Float64Array(SLOTS);
	readonly bedroom = new Float64Array(SLOTS);
	/** Person-minutes awake at home. */
	readonly awake = new Float64Array(SLOTS);
	readonly #all: readonly Float64Array[] = [
		this.coldKitchen,
		this.coldBath,
		this.hotKitchen,
		this.hotBath,
		this.electricity,
		this.export,
		this.room,
		this.bedroom,
		this.awake
	];
	#frame: DayFrame | null = null;
	#telegramMinute = 0;

	/** Empties everything for a day whose telegrams come `telegramMinute` minutes after the hour. */
	begin(frame: DayFrame, telegramMinute: number): void {
		this.#frame = frame;
		this.#telegramMinute = telegramMinute;
		for (const slots of this.#all) slots.fill(0);
	}

	/** Takes all slots from `slot` on from another household's day: a move. */
	takeFrom(other: DayUse, slot: number): void {
		this.#all.forEach((slots, i) => {
			const theirs = other.#all[i];
			if (theirs) slots.set(theirs.subarray(slot), slot);
		});
	}

	get frame(): DayFrame {
		if (!this.#frame) throw new Error('DayUse.begin first');
		return this.#frame;
	}

	/** The slot that an instant falls in; use right after midnight and before the first telegram counts to slot 0. */
	slotOf(clockMinute: number): number {
		const frame = this.frame;
		const slot = Math.floor((passedMinutes(frame, clockMinute) - this.#telegramMinute) / 60);
		return slot < 0 ? 0 : slot >= frame.hours ? frame.hours - 1 : slot;
	}

	/** Puts `amount` into `slots`, evenly over `minutes` from a clock minute on. */
	spread(slots: Float64Array, clockMinute: number, minutes: number, amount: number): void {
		const frame = this.frame;
		const from = passedMinutes(frame, clockMinute) - this.#telegramMinute;
		let slot = Math.max(0, Math.floor(from / 60));
		let at = from;
		const end = from + minutes;
		while (at < end) {
			const next = Math.min(end, (slot + 1) * 60);
			const k = slot >= frame.hours ? frame.hours - 1 : slot;
			slots[k] = (slots[k] ?? 0) + (amount * (next - at)) / minutes;
			at = next;
			slot++;
		}
	}

	/** Water at a tap: litres of both together, `hotShare` of them from the hot meter. */
	draw(room: 'kitchen' | 'bath', clockMinute: number, litres: number, hotShare: number): void {
		const k = this.slotOf(clockMinute);
		const cold = room === 'kitchen' ? this.coldKitchen : this.coldBath;
		cold[k] = (cold[k] ?? 0) + litres * (1 - hotShare);
		if (hotShare > 0) {
			const hot = room === 'kitchen' ? this.hotKitchen : this.hotBath;
			hot[k] = (hot[k] ?? 0) + litres * hotShare;
		}
	}

	/** UTC seconds of the middle of a slot. */
	middleOf(slot: number): number {
		return this.frame.start + slot * 3600 + this.#telegramMinute * 60 + 1800;
	}
}
