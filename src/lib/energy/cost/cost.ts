import type { Medium } from '../medium.ts';
import { feeLines, type FeeLine } from './fees.ts';
import type { ExactSek } from './money.ts';
import { grossOf, pricesWithin, sumOf, type Amount, type Price } from './price.ts';
import { priceUse, type Unpriced, type UsedCell, type UseLine } from './use.ts';

/** What is to be priced. */
export interface CostQuestion {
	readonly medium: Medium;
	/** The home's own time within the asked period, UTC seconds, [start, end). */
	readonly span: { readonly start: number; readonly end: number };
	/** Every interval of the span that has begun, cut where a price changes. */
	readonly cells: readonly UsedCell[];
	/** The medium's prices; those outside the span do no harm. */
	readonly prices: readonly Price[];
	/** UTC seconds. */
	readonly now: number;
	readonly zone: string;
}

/** What a medium costs over a span: every line of it, and what it does not know. Net and VAT are the lines' sums. */
export interface MediumCost extends Amount {
	readonly medium: Medium;
	readonly gross: ExactSek;
	readonly uses: readonly UseLine[];
	readonly fees: readonly FeeLine[];
	readonly unpriced: readonly Unpriced[];
	/** Some price holds within the span. */
	readonly priced: boolean;
	/** The span has not ended: more will come, and late readings may still change it. */
	readonly provisional: boolean;
}

/**
 * What a medium costs: consumption × price by price period, fixed fees by civil day, VAT. Exact: the sum is the same
 * however the cells are cut, however often an unchanged price is renewed, and over any exchange of meters.
 * What is delivered to the grid is a credit; its fixed fee, if any, is not.
 */
export function costOf({ medium, span, cells, prices, now, zone }: CostQuestion): MediumCost {
	const { lines: uses, unpriced } = priceUse(cells, prices, medium === 'electricity_export');
	const fees = feeLines(prices, { span, now, zone });
	const { net, vat } = sumOf([...uses, ...fees]);
	return {
		medium,
		uses,
		fees,
		unpriced,
		net,
		vat,
		gross: grossOf({ net, vat }),
		priced: pricesWithin(prices, span.start, span.end).length > 0,
		provisional: now < span.end
	};
}
