import type { Medium } from '../medium.ts';
import { FLAG } from '../quality.ts';
import type { BillCause } from './bill.ts';
import type { MediumCost } from './cost.ts';
import { oreOf, unitsOf, type ExactQuantity, type ExactSek } from './money.ts';
import { grossOf, sumOf } from './price.ts';

const UNSURE = FLAG.MISSING | FLAG.SUSPECT | FLAG.ODD_SHARE;

/** Whether a cost may be held against another's: over, wholly known, and nothing in it is doubtful. */
export function isComparable(costs: readonly MediumCost[]): boolean {
	return costs.every(
		({ provisional, unpriced, uses }) =>
			!provisional && unpriced.length === 0 && uses.every(({ flags }) => (flags & UNSURE) === 0)
	);
}

interface Sides {
	readonly quantity: ExactQuantity;
	readonly use: ExactSek;
	readonly fee: ExactSek;
}

function sidesOf(cost: MediumCost | undefined): Sides {
	const uses = cost?.uses ?? [];
	return {
		quantity: uses.reduce((sum, { quantity }) => sum + quantity, 0n),
		use: grossOf(sumOf(uses)),
		fee: grossOf(sumOf(cost?.fees ?? []))
	};
}

/**
 * Why a cost is another than it was: for each medium what more or less was used, at the price of then; what the other
 * price makes of what is used now; and the fees. The parts of a medium add up to its difference exactly before each is
 * rounded to öre. Those of less than an öre are left out; the largest come first.
 */
export function causesOf(now: readonly MediumCost[], then: readonly MediumCost[]): BillCause[] {
	const media = [...new Set([...now, ...then].map(({ medium }) => medium))];
	return media
		.flatMap((medium) => causesOfMedium(medium, now, then))
		.filter(({ difference }) => difference !== 0)
		.sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference));
}

function causesOfMedium(
	medium: Medium,
	now: readonly MediumCost[],
	then: readonly MediumCost[]
): BillCause[] {
	const is = sidesOf(now.find((cost) => cost.medium === medium));
	const was = sidesOf(then.find((cost) => cost.medium === medium));
	const whole = is.use - was.use;
	const byUse = was.quantity === 0n ? whole : ((is.quantity - was.quantity) * was.use) / was.quantity;
	const both = was.quantity > 0n && is.quantity > 0n;
	const priceThen = both ? Number(was.use) / Number(was.quantity) : 0;
	const priceNow = both ? Number(is.use) / Number(is.quantity) : 0;
	const useRatio = was.quantity > 0n ? unitsOf(is.quantity) / unitsOf(was.quantity) : null;
	return [
		{ kind: 'use', medium, difference: oreOf(byUse), ratio: useRatio },
		{
			kind: 'price',
			medium,
			difference: oreOf(whole - byUse),
			ratio: priceThen === 0 ? null : priceNow / priceThen
		},
		{ kind: 'fee', medium, difference: oreOf(is.fee - was.fee), ratio: null }
	];
}
