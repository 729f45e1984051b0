import { CHANNEL_MEDIUM } from './home.ts';
import { List } from './faults.ts';
import { mix } from './random.ts';
import { DayUse } from './day-use.ts';
import { fillDay } from './home-day.ts';
import type { Weather } from './climate.ts';
import type { DayFrame } from './day-frame.ts';
import type { Telegrams } from './faults.ts';
import type { Channel, SampleHome, SampleMeter } from './home.ts';

/** A civil day and its weather. */
export interface SampleDay {
	readonly frame: DayFrame;
	readonly weather: Weather;
}

/** Where a meter's register stood at an instant (UTC seconds), the last that is known of it. */
export interface RegisterState {
	readonly at: number;
	readonly register: number;
}

/** What one meter sent, and where its register stood at the end: at its removal, or at its last telegram. */
export interface MeterRun {
	readonly meter: SampleMeter;
	readonly telegrams: Telegrams;
	readonly end: RegisterState;
}

/**
 * Lets a home live through `days` and returns what its meters send up to and including `until` (UTC seconds).
 * A meter goes on from its state in `states` (by serial), else from its installation or the first day; telegrams at or
 * before that state are not repeated. However a time is cut into runs, the telegrams are the same.
 */
export function runHome(
	home: SampleHome,
	days: readonly SampleDay[],
	until: number,
	states: ReadonlyMap<string, RegisterState> = new Map()
): MeterRun[] {
	const use = new DayUse();
	const begin = days[0]?.frame.start ?? 0;
	const runs = home.meters.map((meter, i) => new Run(home, meter, i, begin, states.get(meter.serial)));
	for (const { frame, weather } of days) {
		if (frame.start > until) break;
		fillDay(use, home, frame, weather);
		for (const run of runs) run.add(use, frame, until);
	}
	return runs.map((run) => ({ meter: run.meter, telegrams: run.telegrams, end: run.state }));
}

/** UTC seconds of the telegram that ends a slot: some minutes past the hour, and drifting. */
export function telegramAt(home: SampleHome, index: number, frame: DayFrame, slot: number): number {
	const drift = (frame.number * 3 + (home.seed % 97)) % 110;
	const jitter = mix(home.seed, frame.number, slot) % 4;
	return frame.start + (slot + 1) * 3600 + home.telegramMinute * 60 + drift + jitter + index * 6;
}

class Run {
	readonly meter: SampleMeter;
	readonly telegrams = new List();
	state: RegisterState;
	readonly #home: SampleHome;
	readonly #index: number;
	readonly #gauge: boolean;
	readonly #modulus: number;
	/** The state lies between two telegrams (an installation), not at one. */
	#between: boolean;

	constructor(
		home: SampleHome,
		meter: SampleMeter,
		index: number,
		begin: number,
		state: RegisterState | undefined
	) {
		this.#home = home;
		this.meter = meter;
		this.#index = index;
		this.#gauge = CHANNEL_MEDIUM[meter.channel] === 'temperature';
		this.#modulus = meter.digits === null ? Number.POSITIVE_INFINITY : 10 ** (meter.digits + 3);
		this.#between = state === undefined;
		this.state = state ?? { at: Math.max(begin, meter.installed), register: meter.initialRegister ?? 0 };
	}

	/** Adds the telegrams of a day. The register moves by whole units; each day's sum is whole by itself. */
	add(use: DayUse, frame: DayFrame, until: number): void {
		const last = Math.min(until, this.meter.removed ?? Number.POSITIVE_INFINITY);
		if (this.state.at >= last && this.meter.removed !== null) return;
		let sum = 0;
		let before = 0;
		for (let k = 0; k < frame.hours; k++) {
			const at = telegramAt(this.#home, this.#index, frame, k);
			if (this.#gauge) {
				if (at > this.state.at && at <= last) this.#send(at, valueOf(use, this.meter.channel, k));
				continue;
			}
			sum += valueOf(use, this.meter.channel, k);
			const now = Math.round(sum);
			this.#step(at, at - 3600, now - before, last);
			before = now;
		}
	}

	/** `amount` units pass between two telegrams; the part before the state, or after the end, is not ours. */
	#step(at: number, previous: number, amount: number, last: number): void {
		if (at <= this.state.at || previous >= last) return;
		const share = this.#between ? Math.max(0, this.state.at - previous) / 3600 : 0;
		const begun = Math.floor(amount * share);
		this.#between = false;
		if (at <= last) {
			this.#send(at, (this.state.register + amount - begun) % this.#modulus);
		} else if (this.meter.removed === last) {
			const ended = Math.floor((amount * (last - previous)) / 3600);
			this.state = { at: last, register: (this.state.register + ended - begun) % this.#modulus };
		}
	}

	#send(at: number, register: number): void {
		this.telegrams.add(at, register);
		this.state = { at, register };
	}
}

/** What a meter counts in a slot, smallest units; of a gauge the value at the telegram that ends it. */
export function valueOf(use: DayUse, channel: Channel, k: number): number {
	switch (channel) {
		case 'cold':
			return (use.coldKitchen[k] ?? 0) + (use.coldBath[k] ?? 0);
		case 'hot':
			return (use.hotKitchen[k] ?? 0) + (use.hotBath[k] ?? 0);
		case 'cold_kitchen':
			return use.coldKitchen[k] ?? 0;
		case 'cold_bath':
			return use.coldBath[k] ?? 0;
		case 'hot_kitchen':
			return use.hotKitchen[k] ?? 0;
		case 'hot_bath':
			return use.hotBath[k] ?? 0;
		case 'electricity':
			return use.electricity[k] ?? 0;
		case 'export':
			return use.export[k] ?? 0;
		case 'room':
			return use.room[k] ?? 0;
		case 'bedroom':
			return use.bedroom[k] ?? 0;
	}
}
