import { addMonths, civilDay, dayStart, firstOfMonth } from '#lib/energy/calendar.ts';
import type { Medium } from '#lib/energy/medium.ts';

/** A price of one medium over [from, to) UTC seconds; to null: until further notice. */
export interface SamplePrice {
	readonly medium: Medium;
	readonly from: number;
	readonly to: number | null;
	/** SEK per m³ or kWh, without VAT. */
	readonly perUnit: number;
	readonly vat: number;
	/** SEK a day, without VAT. */
	readonly fixedPerDay: number;
}

const VAT = 0.25;
const LISTS = [
	{ medium: 'cold_water', before: 21.6, after: 23.2, fixed: 0 },
	{ medium: 'hot_water', before: 69.5, after: 74.8, fixed: 0 },
	{ medium: 'electricity', before: 1.184, after: 1.276, fixed: 1.15 }
] as const;

/** What electricity costs from the middle of last month on: a change that cuts a month in two. */
const DEARER_ELECTRICITY = 1.348;

/**
 * The company's price lists: one change on the last New Year that lies at least a month before the anchor, and one of
 * electricity on the 15th of the month before the anchor's. Export is not paid for.
 */
export function samplePrices(anchor: number, from: number): SamplePrice[] {
	const change = dayStart(`${civilDay(anchor - 31 * 86_400).slice(0, 4)}-01-01`);
	const middle = dayStart(`${addMonths(firstOfMonth(civilDay(anchor)), -1).slice(0, 7)}-15`);
	return LISTS.flatMap(({ medium, before, after, fixed }): SamplePrice[] => {
		const always = { medium, vat: VAT, fixedPerDay: fixed };
		const first = { ...always, from, to: change, perUnit: before };
		if (medium !== 'electricity' || middle <= change) {
			return [first, { ...always, from: change, to: null, perUnit: after }];
		}
		return [
			first,
			{ ...always, from: change, to: middle, perUnit: after },
			{ ...always, from: middle, to: null, perUnit: DEARER_ELECTRICITY }
		];
	});
}
