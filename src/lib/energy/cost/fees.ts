import { addDays, civilDay, dayStart } from '../calendar.ts';
import type { Span } from '../split.ts';
import { amountOfDays, pricesWithin, sameFee, steadyPrices, type Amount, type Price } from './price.ts';

/** So many days in a row at one fixed fee. Days are civil days, both included. */
export interface FeeLine extends Amount {
	readonly price: Price;
	readonly firstDay: string;
	readonly lastDay: string;
	readonly days: number;
}

/** Where and until when fees are counted. */
export interface FeeTerms {
	/** The home's own time within the asked period, UTC seconds; `end` null: it goes on. */
	readonly span: { readonly start: number; readonly end: number };
	/** UTC seconds: days that have not begun cost nothing yet. */
	readonly now: number;
	readonly zone: string;
}

/**
 * The civil days that the home pays for: those whose last instant is in its time. So a day on which a home changes
 * hands is paid once, by whoever moves in. A day of 23 or 25 hours is a day.
 */
function paidDays({ span, now, zone }: FeeTerms): string[] {
	const days: string[] = [];
	if (span.start >= span.end) return days;
	for (let day = civilDay(span.start, zone); dayStart(day, zone) <= now; day = addDays(day, 1)) {
		if (dayStart(addDays(day, 1), zone) > span.end) break;
		days.push(day);
	}
	return days;
}

/** The price of a day: the one that holds when it begins, or else the first that begins within it. */
function priceOfDay(prices: readonly Price[], day: Span & { readonly end: number }): Price | undefined {
	return pricesWithin(prices, day.start, day.end)[0];
}

/** Fixed fees, a line for each run of days with the same one; days without a fee have no line. */
export function feeLines(prices: readonly Price[], terms: FeeTerms): FeeLine[] {
	const steady = steadyPrices(prices, sameFee);
	const lines: FeeLine[] = [];
	for (const day of paidDays(terms)) {
		const start = dayStart(day, terms.zone);
		const price = priceOfDay(steady, { start, end: dayStart(addDays(day, 1), terms.zone) });
		if (price === undefined || price.feePerDay === 0n) continue;
		const last = lines.at(-1);
		const goesOn = last?.price === price && last.lastDay === addDays(day, -1);
		const days = goesOn ? last.days + 1 : 1;
		const line = {
			price,
			firstDay: goesOn ? last.firstDay : day,
			lastDay: day,
			days,
			...amountOfDays(days, price)
		};
		if (goesOn) lines[lines.length - 1] = line;
		else lines.push(line);
	}
	return lines;
}
