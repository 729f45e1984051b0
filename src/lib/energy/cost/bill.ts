import type { Medium, Unit } from '../medium.ts';
import type { Home } from '../series.ts';

/*
 * What the pages of costs show. Money is whole öre, each figure rounded once from its exact value, so that a sum is not
 * always the sum of the rounded figures above it. Prices are SEK before VAT, as price lists say them.
 */

/** Net, VAT and what is paid, öre. */
export interface Ore {
	readonly net: number;
	readonly vat: number;
	readonly gross: number;
}

/** One meter's part of a line: its registers at both ends, in the unit; null where nothing is known. */
export interface BillMeter {
	readonly serial: string;
	readonly from: number | null;
	readonly to: number | null;
	/** Register jump without use (restart, overflow), in the unit; 0 nearly always. */
	readonly step: number;
	readonly amount: number | null;
	readonly flags: number;
}

/** A day of a line. On a day within which the price changes each line has its own part of it. */
export interface BillDay {
	readonly day: string;
	/** In the unit; null: nothing is known. */
	readonly quantity: number | null;
	/** Öre, VAT included; null as the quantity. */
	readonly gross: number | null;
	readonly isPart: boolean;
	readonly flags: number;
}

/** What was used at one price. Days are civil days, both included; an hour may lie between the day and the change. */
export interface BillUse extends Ore {
	readonly start: number;
	readonly end: number;
	readonly quantity: number;
	readonly pricePerUnit: number;
	readonly vatShare: number;
	/** How much of it is a share of what was used over a gap that goes on beyond. */
	readonly spread: number;
	readonly flags: number;
	readonly meters: readonly BillMeter[];
	/** null: whoever asks reads no days of the medium, or none are kept. */
	readonly days: readonly BillDay[] | null;
}

export interface BillFee extends Ore {
	readonly firstDay: string;
	readonly lastDay: string;
	readonly days: number;
	readonly feePerDay: number;
	readonly vatShare: number;
}

/** What is in no amount, or not wholly; reasons as in use.ts. `between`: öre, VAT included. */
export interface BillUnknown {
	readonly reason: 'missing' | 'partly' | 'no_price' | 'uncut';
	readonly start: number;
	readonly end: number;
	readonly quantity: number | null;
	readonly between: readonly [least: number, most: number] | null;
}

export interface MediumBill extends Ore {
	readonly medium: Medium;
	readonly unit: Unit;
	readonly uses: readonly BillUse[];
	readonly fees: readonly BillFee[];
	readonly unknown: readonly BillUnknown[];
	readonly priced: boolean;
	/** Days of the medium are off for whoever asks; null: they are not, or nobody can say. */
	readonly daysOff: 'not_chosen' | 'hidden' | 'not_yours' | null;
}

/** Why the sum is another than a year before: more used, another price, another fee. Öre, VAT included. */
export interface BillCause {
	readonly kind: 'use' | 'price' | 'fee';
	readonly medium: Medium;
	readonly difference: number;
	/** use: this year's quantity as a share of last year's; price: its price per unit likewise. */
	readonly ratio: number | null;
}

/** The same month or year before, where both are whole and measured throughout. */
export interface BillComparison {
	readonly period: string;
	readonly gross: number;
	readonly difference: number;
	/** The largest first. */
	readonly causes: readonly BillCause[];
}

interface BillPeriod extends Ore {
	readonly home: Home;
	/** First and last civil day of the period, both included, clipped to the home's own time. */
	readonly firstDay: string;
	readonly lastDay: string;
	readonly previous: string | null;
	readonly next: string | null;
	/** It has not ended, or readings of it may still come. */
	readonly provisional: boolean;
	/** Some medium of the home has a price in the period. */
	readonly priced: boolean;
	readonly comparison: BillComparison | null;
	/** UTC seconds. */
	readonly now: number;
}

/** A month, '2026-11', as the rent bill shows it. */
export interface MonthBill extends BillPeriod {
	readonly kind: 'month';
	readonly period: string;
	readonly media: readonly MediumBill[];
}

/** A month of a year's bill. `media`: öre by medium, VAT included. */
export interface YearMonth {
	readonly month: string;
	readonly media: readonly { readonly medium: Medium; readonly gross: number }[];
	readonly gross: number;
	readonly provisional: boolean;
	/** Something is in no amount. */
	readonly incomplete: boolean;
}

/** A year, '2026', month by month; `media`: the year's own lines. */
export interface YearBill extends BillPeriod {
	readonly kind: 'year';
	readonly period: string;
	readonly months: readonly YearMonth[];
	readonly media: readonly (Ore & {
		readonly medium: Medium;
		readonly unit: Unit;
		readonly quantity: number;
	})[];
}

export type Bill = MonthBill | YearBill;
