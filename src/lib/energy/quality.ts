/**
 * Quality of a reading or an interval, as bits (stored, `smallint`) and as one word (shown, answered).
 * Flags of a wholly normal pack are stored as NULL.
 */
export const FLAG = {
	/** A boundary of the interval lies inside a gap between readings: the amount is a share of the gap's. */
	INTERPOLATED: 1,
	/** Arrived after a newer reading of the same meter. */
	LATE: 2,
	/** Replaced an earlier value for the same instant; the earlier one is kept. */
	CORRECTED: 4,
	/** Contradicts the readings around it or what is plausible. */
	SUSPECT: 8,
	/** Some of the interval is not known; the amount, if any, is of the rest. */
	MISSING: 16,
	/** The meter was exchanged, restarted or passed its highest digit within the interval. */
	METER_CHANGED: 32,
	/** Nothing of the interval is known: no amount at all. Always together with MISSING. */
	ABSENT: 64,
	/** The interval's first boundary lies inside a gap. */
	START_IN_GAP: 128,
	/** The interval's last boundary lies inside a gap. */
	END_IN_GAP: 256,
	/** Of a reading only: set aside by screening, decided anew whenever its neighbours change. */
	SET_ASIDE: 512,
	/** Of a reading only: its time lies ahead of the clock that received it; kept, part of no amount. */
	CLOCK_OFF: 1024,
	/** Of a month of hot water only: too little or too much of all the home's water. */
	ODD_SHARE: 2048
} as const;

export const QUALITIES = [
	'measured',
	'interpolated',
	'late',
	'corrected',
	'suspect',
	'missing',
	'meter_changed'
] as const;
export type Quality = (typeof QUALITIES)[number];

/** The one word for a set of flags: the one that a reader most needs to know. */
export function qualityOf(flags: number): Quality {
	if (flags & FLAG.MISSING) return 'missing';
	if (flags & (FLAG.SUSPECT | FLAG.SET_ASIDE | FLAG.CLOCK_OFF | FLAG.ODD_SHARE)) return 'suspect';
	if (flags & FLAG.METER_CHANGED) return 'meter_changed';
	if (flags & FLAG.CORRECTED) return 'corrected';
	if (flags & FLAG.INTERPOLATED) return 'interpolated';
	if (flags & FLAG.LATE) return 'late';
	return 'measured';
}
