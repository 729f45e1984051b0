import type { Quantity, ReadingKind } from './quantity.ts';
import { measuredAt, type Reading, type ReadingQuality } from './reading.ts';

/** The latest that is known of one quantity of one part of a device. */
export interface LiveValue {
	readonly device: string;
	readonly channel: string;
	readonly quantity: Quantity;
	readonly kind: ReadingKind;
	readonly value: number | boolean;
	/** A battery's millivolts are volts here: what is shown has one unit for each quantity. */
	readonly unit: string | null;
	/** UTC seconds to which the value belongs; null: replayed by the broker, of unknown age. */
	readonly at: number | null;
	/** UTC seconds since which the value has been this one; null: not known. */
	readonly since: number | null;
	readonly quality: ReadingQuality;
}

/** What is live: never changed, only replaced. */
export interface Live {
	/** By `keyOf`. */
	readonly values: ReadonlyMap<string, LiveValue>;
	/** UTC seconds of the newest sign of each device itself. Replays and what others say of it are none. */
	readonly heard: ReadonlyMap<string, number>;
}

/** What a message changed. Late readings move nothing back, but still belong into their own hour. */
export interface Taken {
	readonly live: Live;
	readonly changed: readonly LiveValue[];
	/** Readings that count: new ones and late ones, each sample once. */
	readonly samples: readonly Reading[];
	readonly duplicates: number;
	readonly late: number;
}

export const NOTHING_LIVE: Live = { values: new Map(), heard: new Map() };

/** Which value: the same thing, the same part, the same quantity. */
export function keyOf({
	device,
	channel,
	quantity
}: Pick<LiveValue, 'device' | 'channel' | 'quantity'>): string {
	return `${device}\n${channel}\n${quantity}`;
}

/** Seconds since a value was measured; null where nobody knows. Never negative. */
export function ageOf({ at }: LiveValue, now: number): number | null {
	return at === null ? null : Math.max(0, now - at);
}

/**
 * Merges a message's readings: what the message leaves out keeps its value and its age. An older reading
 * never moves a newer one back; the same sample twice (QoS 1) is one sample.
 */
export function takeIn(live: Live, readings: readonly Reading[]): Taken {
	const values = new Map(live.values);
	const heard = new Map(live.heard);
	const changed: LiveValue[] = [];
	const samples: Reading[] = [];
	const count = { duplicates: 0, late: 0 };
	for (const reading of readings) {
		const key = keyOf(reading);
		const before = values.get(key);
		const next = valueOf(reading, before);
		const order = before ? orderOf(next, before) : 'newer';
		if (order === 'duplicate') count.duplicates += 1;
		else if (order === 'late') count.late += 1;
		else {
			values.set(key, next);
			changed.push(next);
		}
		if (order !== 'duplicate' && next.at !== null) samples.push(reading);
		if (next.at !== null && reading.quantity !== 'online')
			heard.set(reading.device, Math.max(next.at, heard.get(reading.device) ?? 0));
	}
	return { live: { values, heard }, changed, samples, ...count };
}

function valueOf(reading: Reading, before: LiveValue | undefined): LiveValue {
	const { device, channel, quantity, kind, quality } = reading;
	const at = measuredAt(reading);
	const millivolts = reading.unit === 'mV';
	const value = millivolts && typeof reading.value === 'number' ? reading.value / 1000 : reading.value;
	const unit = millivolts ? 'V' : reading.unit;
	const since = before?.value === value ? (before.since ?? at) : at;
	return { device, channel, quantity, kind, value, unit, at, since, quality };
}

/** Within one second the order of arrival decides. A value of unknown age replaces only another such. */
function orderOf(next: LiveValue, before: LiveValue): 'newer' | 'late' | 'duplicate' {
	if (next.at === before.at) return next.value === before.value ? 'duplicate' : 'newer';
	if (next.at === null) return 'late';
	return before.at === null || next.at > before.at ? 'newer' : 'late';
}
