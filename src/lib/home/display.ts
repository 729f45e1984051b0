import type { Ambient } from './ambient.ts';
import type { Grant } from './grant.ts';
import type { Snapshot } from './snapshot.ts';

/** What whoever stands before the display may see without its PIN: see `DisplaySettings.visible`. */
export const VISIBILITIES = ['month', 'details', 'nothing'] as const;
export const APPEARANCES = ['auto', 'light', 'dark'] as const;
export const DISPLAY_LANGUAGES = ['sv', 'en', 'nb'] as const;

/** What the household has chosen for its display. Times of day are civil, 'HH:MM'. */
export interface DisplaySettings {
	/** `month`: the month against the own normal, more behind the PIN; `details`: everything always; `nothing`: time and state. */
	readonly visible: (typeof VISIBILITIES)[number];
	readonly appearance: (typeof APPEARANCES)[number];
	/** The night, which may pass midnight; the same time twice: none. */
	readonly nightFrom: string;
	readonly nightTo: string;
	readonly nightDim: boolean;
	readonly language: (typeof DISPLAY_LANGUAGES)[number];
}

/** As long as nobody has chosen: little is shown to whoever comes by. */
export const DEFAULT_DISPLAY: DisplaySettings = {
	visible: 'month',
	appearance: 'auto',
	nightFrom: '22:00',
	nightTo: '06:00',
	nightDim: true,
	language: 'sv'
};

/** The choices, and what there is to be seen beside the month. */
export type Display = DisplaySettings & {
	/** Whether there is a PIN. */
	readonly pinSet: boolean;
	/** What the tenant lets the display show; null: nobody limits it, for it is no tenancy's. */
	readonly granted: Grant | null;
};

/** The civil month so far beside the own normal. */
export interface MonthUse {
	/** Civil day, the month's first. */
	readonly from: string;
	readonly media: readonly MonthMedium[];
}

/** One medium of the month, its meters together. */
export interface MonthMedium {
	readonly medium: 'cold_water' | 'hot_water' | 'electricity' | 'electricity_export';
	/** Since the month's beginning, or since `since`; null: not known. */
	readonly used: number | null;
	/** What the home usually uses from there until this time of the month; null: fewer than 14 days are known. */
	readonly usual: number | null;
	readonly unit: 'l' | 'kWh';
	readonly ambient: Ambient;
	/** UTC seconds from when the month is known, where that is not its beginning. */
	readonly since: number | null;
}

type Outline = Pick<Snapshot, 'now' | 'links' | 'notices' | 'display'> & {
	readonly home: Pick<Snapshot['home'], 'paired' | 'timeZone'>;
};

/** What one page may see. The server decides which, never the page. */
export type DisplayState =
	| ({ readonly view: 'details' } & Snapshot)
	| ({ readonly view: 'month'; readonly month: MonthUse } & Outline)
	| ({ readonly view: 'nothing' } & Outline);
