import { HOUR } from '../calendar.ts';
import { decimal, type ExactQuantity, type ExactSek } from './money.ts';

/** What a medium costs over [from, to), UTC seconds; `to` null: until further notice. All before VAT. */
export interface Price {
	readonly from: number;
	readonly to: number | null;
	/** 10^-6 SEK per m³ or kWh. */
	readonly perUnit: bigint;
	/** VAT as 10^-4 of the price: 2500n is 25 %. */
	readonly vat: bigint;
	/** 10^-4 SEK per civil day. */
	readonly feePerDay: bigint;
}

/** A price as the company's price list says it: decimal numbers as text. */
export interface ListedPrice {
	readonly from: number;
	readonly to: number | null;
	/** SEK per unit, at most 6 decimals. */
	readonly perUnit: string;
	/** Share, at most 4 decimals: '0.25'. */
	readonly vat: string;
	/** SEK a day, at most 4 decimals. */
	readonly feePerDay: string;
}

/** Net and VAT of an amount; what is paid is their sum. */
export interface Amount {
	readonly net: ExactSek;
	readonly vat: ExactSek;
}

/** A listed price in exact integers. Throws RangeError for what is no such number. */
export function priceOf(listed: ListedPrice): Price {
	return {
		from: listed.from,
		to: listed.to,
		perUnit: decimal(listed.perUnit, 6),
		vat: decimal(listed.vat, 4),
		feePerDay: decimal(listed.feePerDay, 4)
	};
}

const NONE: Amount = { net: 0n, vat: 0n };

/** Sum of amounts, exact. */
export function sumOf(amounts: Iterable<Amount>): Amount {
	let { net, vat } = NONE;
	for (const amount of amounts) {
		net += amount.net;
		vat += amount.vat;
	}
	return { net, vat };
}

/** What is paid: net and VAT. */
export const grossOf = ({ net, vat }: Amount): ExactSek => net + vat;

/** What a quantity costs. */
export function amountOfUse(quantity: ExactQuantity, { perUnit, vat }: Price): Amount {
	const micro = quantity * perUnit;
	return { net: micro * 10_000n, vat: micro * vat };
}

/** What so many days cost. */
export function amountOfDays(days: number, { feePerDay, vat }: Price): Amount {
	const fee = BigInt(days) * feePerDay;
	return { net: fee * 10n ** 12n, vat: fee * vat * 10n ** 8n };
}

/** From when on an hour has the price: an hour has one price, the one that holds when it begins. */
export function firstHour(at: number): number {
	return Math.ceil(at / HOUR) * HOUR;
}

/**
 * The prices in order of time, on whole hours, with those in a row that `same` finds alike as one: a list that is
 * renewed without a change changes nothing.
 */
export function steadyPrices(
	prices: readonly Price[],
	same: (a: Price, b: Price) => boolean = sameUse
): readonly Price[] {
	const steady: Price[] = [];
	for (const price of [...prices].sort((a, b) => a.from - b.from)) {
		const whole = {
			...price,
			from: firstHour(price.from),
			to: price.to === null ? null : firstHour(price.to)
		};
		if (whole.to !== null && whole.to <= whole.from) continue;
		const last = steady.at(-1);
		if (last?.to === whole.from && same(last, whole)) steady[steady.length - 1] = { ...last, to: whole.to };
		else steady.push(whole);
	}
	return steady;
}

/** Whether consumption costs the same. */
export function sameUse(a: Price, b: Price): boolean {
	return a.perUnit === b.perUnit && a.vat === b.vat;
}

/** Whether a day costs the same. */
export function sameFee(a: Price, b: Price): boolean {
	return a.feePerDay === b.feePerDay && a.vat === b.vat;
}

/** The prices that hold somewhere in [start, end). */
export function pricesWithin(prices: readonly Price[], start: number, end: number): readonly Price[] {
	return prices.filter(({ from, to }) => from < end && (to === null || to > start));
}

/**
 * The instants strictly inside (start, end), UTC seconds, ascending, at which consumption begins to cost something
 * else: where an interval must be cut so that each part has one price (or none).
 */
export function priceChanges(prices: readonly Price[], start: number, end: number): number[] {
	const bounds = steadyPrices(prices).flatMap(({ from, to }) => (to === null ? [from] : [from, to]));
	return [...new Set(bounds)].filter((at) => at > start && at < end).sort((a, b) => a - b);
}
