import { passedMinutes } from './day-frame.ts';
import type { DayFrame } from './day-frame.ts';

/** Hours that a civil day may have, at most. */
const SLOTS = 25;

/** What uses electricity that a plug of the home sees. */
export type Appliance = 'kettle' | 'coffee' | 'other';

/**
 * What somebody did, or the part of it that falls into one slot. Minutes are counted from midnight as they pass; water
 * is drawn from `from` on, electricity between `from` and `to`.
 */
export type Act =
	| {
			readonly kind: 'draw';
			readonly slot: number;
			readonly from: number;
			readonly room: 'kitchen' | 'bath';
			readonly coldLitres: number;
			readonly hotLitres: number;
	  }
	| {
			readonly kind: 'power';
			readonly slot: number;
			readonly from: number;
			readonly to: number;
			readonly wattHours: number;
			readonly appliance: Appliance;
	  };

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
	#acts: Act[] | null;

	/** @param keepsActs remembers each act, for whoever wants to know when within an hour it was */
	constructor(keepsActs = false) {
		this.#acts = keepsActs ? [] : null;
	}

	/** What was done, by day; null: it is not remembered. */
	get acts(): readonly Act[] | null {
		return this.#acts;
	}

	/** Empties everything for a day whose telegrams come `telegramMinute` minutes after the hour. */
	begin(frame: DayFrame, telegramMinute: number): void {
		this.#frame = frame;
		this.#telegramMinute = telegramMinute;
		for (const slots of this.#all) slots.fill(0);
		if (this.#acts) this.#acts = [];
	}

	/** Takes all slots from `slot` on from another household's day: a move. */
	takeFrom(other: DayUse, slot: number): void {
		this.#all.forEach((slots, i) => {
			const theirs = other.#all[i];
			if (theirs) slots.set(theirs.subarray(slot), slot);
		});
		if (this.#acts)
			this.#acts = [
				...this.#acts.filter((act) => act.slot < slot),
				...(other.acts ?? []).filter((act) => act.slot >= slot)
			];
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

	/** Electricity of an appliance, Wh, evenly over `minutes` from a clock minute on. */
	run(clockMinute: number, minutes: number, wattHours: number, appliance: Appliance = 'other'): void {
		this.spread(this.electricity, clockMinute, minutes, wattHours, appliance);
	}

	/** Puts `amount` into `slots`, evenly over `minutes` from a clock minute on. */
	spread(
		slots: Float64Array,
		clockMinute: number,
		minutes: number,
		amount: number,
		appliance?: Appliance
	): void {
		const frame = this.frame;
		const from = passedMinutes(frame, clockMinute) - this.#telegramMinute;
		let slot = Math.max(0, Math.floor(from / 60));
		let at = from;
		const end = from + minutes;
		while (at < end) {
			const next = Math.min(end, (slot + 1) * 60);
			const k = slot >= frame.hours ? frame.hours - 1 : slot;
			const part = (amount * (next - at)) / minutes;
			slots[k] = (slots[k] ?? 0) + part;
			if (this.#acts && appliance)
				this.#acts.push({
					...{ kind: 'power', slot: k, from: at + this.#telegramMinute, to: next + this.#telegramMinute },
					...{ wattHours: part, appliance }
				});
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
		this.#acts?.push({
			...{ kind: 'draw', slot: k, from: passedMinutes(this.frame, clockMinute), room },
			...{ coldLitres: litres * (1 - hotShare), hotLitres: litres * hotShare }
		});
	}

	/** UTC seconds of the middle of a slot. */
	middleOf(slot: number): number {
		return this.frame.start + slot * 3600 + this.#telegramMinute * 60 + 1800;
	}
}
