import type { Comparison } from '../compare.ts';
import type { Forecast } from '../forecast.ts';
import type { Medium, Unit } from '../medium.ts';
import type { Home } from '../series.ts';
import type { Attention } from './attention.ts';

/** The finest that may be read of a medium, of those that the overview shows. */
export type Reads = 'hour' | 'day' | 'month';

/** A day, month or year as far as it has come. Civil days of the home, both included. */
export interface SoFar {
	readonly first: string;
	readonly last: string;
	/** In the unit; of a gauge the mean; null when nothing is known. */
	readonly amount: number | null;
	/** Gauge: lowest and highest. */
	readonly low: number | null;
	readonly high: number | null;
	/** Bits of FLAG. */
	readonly flags: number;
	/** With the same time last year; of a gauge and of a running month that shows no days: null. */
	readonly comparison: Comparison | null;
}

/** A day of the month, or a month of the year. */
export interface Bar {
	/** '2026-11-21' or '2026-11'. */
	readonly key: string;
	readonly amount: number | null;
	readonly low: number | null;
	readonly high: number | null;
	readonly flags: number;
	/** `outside`: not in the home's own time. */
	readonly state: 'done' | 'running' | 'coming' | 'outside';
	/** The same a year before; null where it is not known or not one's own. */
	readonly before: number | null;
}

/** Room temperature at the latest hour; `low` and `high` of the day that holds it. */
export interface Room {
	readonly at: number;
	readonly now: number;
	readonly low: number;
	readonly high: number;
}

/** A medium of the home at a glance. */
export interface MediumOverview {
	readonly medium: Medium;
	readonly unit: Unit;
	readonly reads: Reads;
	/** Until when it is known, UTC seconds; null: nothing is, or by months only. */
	readonly until: number | null;
	/** Today; null where no hours may be read, or where the home is left. */
	readonly day: SoFar | null;
	readonly month: SoFar;
	readonly year: SoFar;
	/** The latest month that is over, where only months are read; else null. */
	readonly lastMonth: SoFar | null;
	readonly bars: readonly Bar[];
	/** What the month ends at, in the unit. */
	readonly forecast: Forecast | null;
	readonly room: Room | null;
}

/** What this month costs so far, in kronor with VAT and fixed fees; what is delivered is taken off. */
export interface MonthCost {
	readonly total: number;
	/** The media that have a price; negative for what is delivered. */
	readonly media: readonly { readonly medium: Medium; readonly cost: number }[];
	/**
	 * How much less (negative) or more than the same days last year, at the prices of either year; null where not all of
	 * it can be compared.
	 */
	readonly change: number | null;
	/** Too small a change to speak of. */
	readonly isSame: boolean;
	/** What the change would be at last year's prices; null where prices and fees make no difference worth a word. */
	readonly changeAtOldPrices: number | null;
	readonly forecast: Forecast | null;
	/** Something that was used is not in it, because it is not known. */
	readonly isPart: boolean;
}

/** What the overview of a home shows, no words in it. */
export interface Overview {
	readonly home: Home;
	/** UTC seconds; in a home that is left, its end. */
	readonly at: number;
	readonly isLeft: boolean;
	/** 'YYYY-MM-DD' that holds `at`. */
	readonly today: string;
	readonly media: readonly MediumOverview[];
	/** null where the home has no prices, or is left. */
	readonly cost: MonthCost | null;
	/** What needs to be known or done, the most urgent first. */
	readonly attention: readonly Attention[];
}
