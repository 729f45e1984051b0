import { FLAG } from '../quality.ts';
import type { Point } from '../series.ts';
import { exactQuantity, type ExactQuantity, type ExactSek } from './money.ts';
import { amountOfUse, grossOf, pricesWithin, steadyPrices, type Amount, type Price } from './price.ts';

/** Consumption of [start, end), UTC seconds; quantity null: nothing is known. `flags`: bits of FLAG. */
export interface UsedCell {
	readonly start: number;
	readonly end: number;
	readonly quantity: ExactQuantity | null;
	readonly flags: number;
}

/** What was used at one price. */
export interface UseLine extends Amount {
	readonly price: Price;
	/** From the first to the last interval at this price, UTC seconds. */
	readonly start: number;
	readonly end: number;
	readonly quantity: ExactQuantity;
	/** How much of it stands in intervals with a share of what was used over a gap. */
	readonly spread: ExactQuantity;
	/** Of all its intervals. */
	readonly flags: number;
}

/**
 * Time of which the amount is not known, or not wholly:
 * missing: nothing is known; partly: only what is known is counted; no_price: used, but no price holds;
 * uncut: a price changes within and how much was used on either side is not known.
 */
export interface Unpriced {
	readonly reason: 'missing' | 'partly' | 'no_price' | 'uncut';
	readonly start: number;
	readonly end: number;
	/** What was used and is in no amount; null where that is not known. */
	readonly quantity: ExactQuantity | null;
	/** uncut: the least and the most that it can have cost, VAT included. */
	readonly between: readonly [least: ExactSek, most: ExactSek] | null;
}

export interface PricedUse {
	readonly lines: readonly UseLine[];
	readonly unpriced: readonly Unpriced[];
}

/** Points of a series as consumption to be priced. */
export function usedCells(points: readonly Point[]): UsedCell[] {
	return points.map(({ start, end, amount, flags }) => ({
		start,
		end,
		quantity: amount === null ? null : exactQuantity(amount),
		flags
	}));
}

type Verdict = { readonly price: Price } | Unpriced;

/** Which price a cell has, or why none. */
function judge(cell: UsedCell, prices: readonly Price[], sign: bigint): Verdict {
	const { start, end, quantity } = cell;
	const none = { start, end, quantity, between: null };
	if (quantity === null) return { ...none, reason: 'missing' };
	const held = pricesWithin(prices, start, end);
	const [first] = held;
	if (first === undefined) return { ...none, reason: 'no_price' };
	const whole = first.from <= start && (first.to === null || first.to >= end);
	if (whole) return { price: first };
	const uncut = { ...none, reason: 'uncut' } as const;
	const covered = held.reduce((at, price) => (price.from <= at ? (price.to ?? Infinity) : at), start) >= end;
	if (!covered) return uncut;
	const costs = held.map((price) => sign * grossOf(amountOfUse(quantity, price)));
	const least = costs.reduce((a, b) => (a < b ? a : b));
	const most = costs.reduce((a, b) => (a > b ? a : b));
	return { ...uncut, between: [least, most] };
}

function joined(all: Unpriced[], one: Unpriced): void {
	const last = all.at(-1);
	if (last?.reason !== one.reason || last.end !== one.start || last.between || one.between) {
		all.push(one);
		return;
	}
	const quantity = last.quantity === null || one.quantity === null ? null : last.quantity + one.quantity;
	all[all.length - 1] = { ...last, end: one.end, quantity };
}

/**
 * Consumption × price by price period. A cell has the price that holds over the whole of it; an hour in which a price
 * changes has the one that it began with. Cells in any order, of any lengths, from any number of meters, as long as
 * no use is in two of them.
 * @param credit what is delivered is paid for: amounts are negative
 */
export function priceUse(cells: readonly UsedCell[], prices: readonly Price[], credit: boolean): PricedUse {
	const sign = credit ? -1n : 1n;
	const steady = steadyPrices(prices);
	const lines = new Map<Price, UseLine>();
	const unpriced: Unpriced[] = [];
	for (const cell of [...cells].sort((a, b) => a.start - b.start)) {
		const verdict = judge(cell, steady, sign);
		if (!('price' in verdict)) {
			joined(unpriced, verdict);
			continue;
		}
		const { price } = verdict;
		const { start, end, flags } = cell;
		if (flags & FLAG.MISSING)
			joined(unpriced, { reason: 'partly', start, end, quantity: null, between: null });
		const line = lines.get(price);
		const quantity = (line?.quantity ?? 0n) + (cell.quantity ?? 0n);
		const spread = flags & FLAG.INTERPOLATED ? (cell.quantity ?? 0n) : 0n;
		const { net, vat } = amountOfUse(quantity, price);
		lines.set(price, {
			price,
			start: Math.min(line?.start ?? start, start),
			end: Math.max(line?.end ?? end, end),
			quantity,
			spread: (line?.spread ?? 0n) + spread,
			flags: (line?.flags ?? 0) | flags,
			net: sign * net,
			vat: sign * vat
		});
	}
	return { lines: [...lines.values()].sort((a, b) => a.price.from - b.price.from), unpriced };
}
