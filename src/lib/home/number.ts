import type { Json, Reason } from './message.ts';

/** A number of a message, or why there is none. */
export type Numeric = { readonly value: number } | { readonly refused: Reason };

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

/** Beyond this nothing in a home is measured; firmware writes such numbers for "none" (1e308, 2^63). */
const LARGEST = 1e12;

/** A number, also where it is written as text. */
export function numberOf(raw: Json): Numeric {
	if (raw === null) return { refused: 'null_value' };
	if (typeof raw === 'string') {
		const text = raw.trim();
		if (text === '') return { refused: 'empty_value' };
		if (!NUMBER.test(text)) return { refused: 'not_a_number' };
		return bounded(Number(text));
	}
	return typeof raw === 'number' ? bounded(raw) : { refused: 'not_a_number' };
}

function bounded(value: number): Numeric {
	if (Number.isNaN(value)) return { refused: 'not_a_number' };
	return Math.abs(value) > LARGEST ? { refused: 'out_of_range' } : { value };
}

/** `value × factor` as one would write it: 499599.717 × 0.001 is 499.599717. */
export function scaled(value: number, factor: number): number {
	return factor === 1 ? value : tidy(value * factor);
}

/** The number without what binary fractions leave behind. */
export function tidy(value: number): number {
	return Number(value.toPrecision(14));
}

const TRUE = new Set(['true', 'on', '1', 'yes', 'online', 'open', 'opened', 'active', 'detected']);
const FALSE = new Set(['false', 'off', '0', 'no', 'offline', 'close', 'closed', 'inactive', 'clear']);

/** A state, in any of the words that devices use; null: none of them. */
export function stateOf(raw: Json): boolean | null {
	if (typeof raw === 'boolean') return raw;
	if (typeof raw !== 'string' && typeof raw !== 'number') return null;
	const word = String(raw).trim().toLowerCase();
	return TRUE.has(word) ? true : FALSE.has(word) ? false : null;
}
