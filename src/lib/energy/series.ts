import type { Medium, Resolution, Unit } from './medium.ts';

/** One interval of a series, summed over the home's meters of the medium. */
export interface Point {
	/** UTC, seconds; [start, end). */
	readonly start: number;
	readonly end: number;
	/** In the series' unit, unrounded beyond the meter's own resolution; null when nothing is known. Gauge: the mean. */
	readonly amount: number | null;
	/** Gauge only: lowest and highest value in the interval. */
	readonly low: number | null;
	readonly high: number | null;
	/** Bits of FLAG. */
	readonly flags: number;
}

/** A medium of a home at one resolution: every interval of the asked range that the home's period covers. */
export interface Series {
	readonly medium: Medium;
	readonly unit: Unit;
	readonly resolution: Resolution;
	readonly timeZone: string;
	readonly points: readonly Point[];
	/** Sum of the amounts (gauge: mean); null when no amount is known. */
	readonly total: number | null;
}

/** A block of silence: readings on both sides, none between, longer than the gap limit. */
export interface Gap {
	readonly start: number;
	readonly end: number;
	/** What was used over the whole gap, in the series' unit. */
	readonly amount: number;
}

/** One meter's part of one hour, opened: what the register said and how that is known. */
export interface TraceMeter {
	readonly serial: string;
	readonly medium: Medium;
	readonly unit: Unit;
	/** Registers at the two boundaries, in the unit; null where nothing is known. */
	readonly fromRegister: number | null;
	readonly toRegister: number | null;
	readonly amount: number | null;
	/** Register jump without use (exchange, restart, overflow), in the unit; 0 nearly always. */
	readonly step: number;
	readonly flags: number;
	/** The readings that the boundaries were taken from: the last before, all within, the first after. */
	readonly readings: readonly TraceReading[];
}

export interface TraceReading {
	readonly at: number;
	readonly register: number;
	readonly flags: number;
	/** kind: import, sample, collect; label as given at delivery. */
	readonly source: { readonly kind: string; readonly label: string };
	/** Earlier values for the same instant that this one replaced, newest first. */
	readonly replaced: readonly { readonly register: number; readonly replacedAt: number }[];
}

export interface Trace {
	readonly start: number;
	readonly end: number;
	readonly meters: readonly TraceMeter[];
}

/** What the usage page shows together. Water = cold and hot; electricity = use and export. */
export const SUBJECTS = ['water', 'electricity', 'temperature'] as const;
export type Subject = (typeof SUBJECTS)[number];

export const SUBJECT_MEDIA: Readonly<Record<Subject, readonly Medium[]>> = {
	water: ['cold_water', 'hot_water'],
	electricity: ['electricity', 'electricity_export'],
	temperature: ['temperature']
};

/** A home as its tenant sees it: one occupancy. */
export interface Home {
	readonly id: string;
	readonly address: string;
	readonly apartment: string;
	readonly company: string;
	readonly timeZone: string;
	/** UTC, seconds. */
	readonly from: number;
	readonly to: number | null;
	readonly media: readonly Medium[];
}

/** What a period may be laid beside: the one before it, or the same one of the year before. */
export const COMPARISONS = ['previous', 'year'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** An earlier period whose values are laid under the shown ones. */
export interface Against {
	readonly kind: Comparison;
	/** As in Usage. */
	readonly period: string;
	/** As in Usage; without points where the period is not the home's own time. */
	readonly series: readonly Series[];
}

/** Everything that the usage page needs, no words in it: those are the page's. */
export interface Usage {
	readonly home: Home;
	readonly subject: Subject;
	/** The subjects that the home has meters for. */
	readonly subjects: readonly Subject[];
	readonly resolution: Resolution;
	/** hour: '2026-11-21'; day: '2026-11'; month: '2026'; year: 'all'. */
	readonly period: string;
	/** First and last civil day of the period, both included, clipped to the home's own time. */
	readonly firstDay: string;
	readonly lastDay: string;
	/** Periods to step to; null at the ends of the home's own time and of what is known. */
	readonly previous: string | null;
	readonly next: string | null;
	/** One a medium that the home has, in the order of SUBJECT_MEDIA. */
	readonly series: readonly Series[];
	/** Gaps that touch the period, per medium. */
	readonly gaps: readonly { readonly medium: Medium; readonly gaps: readonly Gap[] }[];
	/** Meters exchanged or restarted within the period. */
	readonly exchanges: readonly { readonly medium: Medium; readonly at: number }[];
	/** Latest instant with a reading of the subject, UTC seconds; null when there is none at all. */
	readonly latest: number | null;
	/** The opened interval, when one is asked for. */
	readonly trace: Trace | null;
	/** Now, UTC seconds: what is after it is not missing but to come. */
	readonly now: number;
	/** What the period may be laid beside: earlier periods of the home's own time. Absent: another's home. */
	readonly comparisons?: readonly Pick<Against, 'kind' | 'period'>[];
	/** What was asked to be laid beside it. */
	readonly against?: Against;
	/** Another's home: where its pages are, and at which resolutions the subject may be seen. Absent: the own home. */
	readonly visit?: { readonly base: string; readonly resolutions: readonly Resolution[] };
}
