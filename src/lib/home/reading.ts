import type { Quantity, ReadingKind } from './quantity.ts';

/**
 * How far a reading's time and content are to be trusted.
 * - `retained`: replayed by the broker without a time of its own; its age is unknown
 * - `clock`: the device's clock was not set; the time of arrival stands in
 * - `unchecked`: a telegram that carries a checksum by its standard came without one
 */
export type ReadingQuality = 'good' | 'retained' | 'clock' | 'unchecked';

/** One value of one device, in the quantity's unit, with nothing of its vendor left. */
export interface Reading {
	/** Which device, stable over messages: `<source>:<name in its topics>`. */
	readonly device: string;
	/** Which part of it (`switch:0`, `l2`, `mbus:1`); '' for the device as a whole. */
	readonly channel: string;
	/** The part's number or name where one message speaks of several parts. */
	readonly port: number | string | null;
	readonly quantity: Quantity;
	readonly kind: ReadingKind;
	readonly value: number | boolean;
	readonly unit: string | null;
	/** UTC seconds at which the device measured or its gateway heard it; null: not known. */
	readonly sourceTime: number | null;
	/** UTC seconds at which the message arrived here. */
	readonly receivedAt: number;
	readonly retained: boolean;
	readonly quality: ReadingQuality;
	/** A register's parts by tariff, where the meter tells only them; `value` is their sum. */
	readonly tariffs?: Readonly<Record<string, number>>;
}

/** UTC seconds to which a reading belongs; null where a replayed value does not say. */
export function measuredAt(reading: Reading): number | null {
	return reading.sourceTime ?? (reading.retained ? null : reading.receivedAt);
}
