/**
 * Exact money: whole 10^-16 SEK. A quantity in 10^-6 units × a price in 10^-6 SEK × VAT in 10^-4 has exactly so many
 * decimals, so that nothing is rounded on the way and sums do not depend on how they are cut.
 */
export type ExactSek = bigint;

/** Whole 10^-6 of the medium's unit (m³, kWh): holds every register down to six decimals. */
export type ExactQuantity = bigint;

const PER_ORE = 10n ** 14n;
const QUANTITY_DECIMALS = 6;

/**
 * The one rounding: exact money as whole öre, halves away from zero. An amount of a bill is rounded for itself, so
 * that a sum is the rounded exact sum and not the sum of what was rounded.
 */
export function oreOf(exact: ExactSek): number {
	const half = exact < 0n ? -PER_ORE / 2n : PER_ORE / 2n;
	return Number((exact + half) / PER_ORE);
}

/** Exact money as kronor, rounded once, to whole öre. */
export function kronorOf(exact: ExactSek): number {
	return oreOf(exact) / 100;
}

/**
 * An amount in units, as points and registers give it, as whole 10^-6 units. Exact while the amount is of a register
 * of at most six decimals and below 10^9 units: the nearest double to it rounds back to the very integer.
 */
export function exactQuantity(amount: number): ExactQuantity {
	return BigInt(Math.round(amount * 10 ** QUANTITY_DECIMALS));
}

/** A quantity in units, for showing. */
export function unitsOf(quantity: ExactQuantity): number {
	return Number(quantity) / 10 ** QUANTITY_DECIMALS;
}

/**
 * A decimal number's text ('23.2', '-0.5', '1') as an integer of so many decimals.
 * Throws RangeError when it is none, or has more decimals than that.
 */
export function decimal(text: string, decimals: number): bigint {
	const parts = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text.trim());
	const fraction = (parts?.[3] ?? '').replace(/0+$/, '');
	if (!parts || fraction.length > decimals)
		throw new RangeError(`${text} is no number of ${decimals} decimals`);
	const whole = BigInt(`${parts[2]}${fraction.padEnd(decimals, '0')}`);
	return parts[1] === '-' ? -whole : whole;
}
