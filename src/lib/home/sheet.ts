import type { DeviceTime } from './clock.ts';
import type { Json, JsonObject, Message, Reason } from './message.ts';
import { numberOf, scaled, stateOf } from './number.ts';
import { QUANTITIES, type Measure, type Quantity, type ReadingKind, type State } from './quantity.ts';
import type { Reading, ReadingQuality } from './reading.ts';

/** A value that was there and does not count, under the name that its device gives it. */
export interface Refusal {
	readonly key: string;
	readonly reason: Reason;
}

/** What a value belongs to and how it is turned into the quantity's unit. */
export interface Terms {
	/** The field's name in the message, for the count of refused values. */
	readonly key?: string;
	readonly channel?: string;
	readonly port?: number | string;
	/** Multiplies into the unit: 0.001 for Wh into kWh. */
	readonly factor?: number;
	/** Where the device's own unit is kept. */
	readonly unit?: string;
	readonly sourceTime?: DeviceTime;
	readonly kind?: ReadingKind;
}

/** The sheet on which an adapter writes down what one message says. */
export class Sheet {
	readonly readings: Reading[] = [];
	readonly refused: Refusal[] = [];
	/** Fields that no rule reads: counted, so that they can be looked at. */
	readonly unknown: string[] = [];
	readonly device: string;
	readonly #message: Message;
	readonly #time: DeviceTime;
	readonly #quality: ReadingQuality;

	constructor(message: Message, device: string, time: DeviceTime = null, quality: ReadingQuality = 'good') {
		this.#message = message;
		this.device = device;
		this.#time = time;
		this.#quality = quality;
	}

	/** Writes a number down; a field that is not there (undefined) is no reading and no fault. */
	measure(quantity: Measure, raw: Json | undefined, terms: Terms = {}): void {
		if (raw === undefined) return;
		const number = numberOf(raw);
		if ('refused' in number) this.refuse(terms.key ?? quantity, number.refused);
		else this.#write(quantity, scaled(number.value, terms.factor ?? 1), terms);
	}

	/** Writes a state down, in whatever word the device says it. */
	state(quantity: State, raw: Json | undefined, terms: Terms = {}): void {
		if (raw === undefined) return;
		const state = stateOf(raw);
		if (state !== null) this.#write(quantity, state, terms);
		else this.refuse(terms.key ?? quantity, emptiness(raw) ?? 'not_a_state');
	}

	/** Writes down a register that comes in parts by tariff. */
	tariffs(quantity: Measure, value: number, tariffs: Readonly<Record<string, number>>): void {
		this.#write(quantity, value, {}, tariffs);
	}

	refuse(key: string, reason: Reason): void {
		this.refused.push({ key, reason });
	}

	/** Has this quantity of this part been written down already? */
	has(quantity: Quantity, channel = ''): boolean {
		return this.readings.some((r) => r.quantity === quantity && r.channel === channel);
	}

	/** Counts the fields of an object that no rule reads. */
	leave(object: JsonObject, known: { has(key: string): boolean }): void {
		for (const key of Object.keys(object)) if (!known.has(key)) this.unknown.push(key);
	}

	#write(quantity: Quantity, value: number | boolean, terms: Terms, tariffs?: Reading['tariffs']): void {
		const { retained, receivedAt } = this.#message;
		const time = terms.sourceTime === undefined ? this.#time : terms.sourceTime;
		const facts = QUANTITIES[quantity];
		const sourceTime = typeof time === 'number' ? time : null;
		this.readings.push({
			device: this.device,
			channel: terms.channel ?? '',
			port: terms.port ?? null,
			quantity,
			kind: terms.kind ?? facts.kind,
			value,
			unit: terms.unit ?? facts.unit,
			sourceTime,
			receivedAt,
			retained,
			quality: qualityOf(time, retained, this.#quality),
			...(tariffs ? { tariffs } : {})
		});
	}
}

function qualityOf(time: DeviceTime, retained: boolean, otherwise: ReadingQuality): ReadingQuality {
	if (typeof time === 'number') return otherwise;
	if (retained) return 'retained';
	return time === 'unset' ? 'clock' : otherwise;
}

function emptiness(raw: Json): Reason | null {
	if (raw === null) return 'null_value';
	return raw === '' ? 'empty_value' : null;
}
