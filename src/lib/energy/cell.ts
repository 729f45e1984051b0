/** A meter's reading. `at`: UTC, whole seconds since 1970. `register`: integer in the meter's smallest unit. */
export interface Reading {
	readonly at: number;
	readonly register: number;
	/**
	 * Bits of FLAG: LATE, CORRECTED, METER_CHANGED; INTERPOLATED: worked out within a gap by whoever delivered it;
	 * SUSPECT and SET_ASIDE: kept, but no part of any amount.
	 */
	readonly flags: number;
	/** Which delivery brought it (metering.source.id). */
	readonly source: number;
}

/**
 * What one counter says of one interval [start, end), UTC seconds.
 * The amount is `to - from + step`, never negative. `step` is other than 0 only where the register jumped without
 * use: past its highest digit, or a restart that nobody reported. Cells that touch share their boundary register,
 * so that sums agree exactly.
 */
export interface CounterCell {
	readonly start: number;
	readonly end: number;
	readonly from: number;
	readonly to: number;
	readonly step: number;
	readonly flags: number;
}

/** What one gauge says of one interval [start, end): mean, lowest and highest value, in its smallest unit. */
export interface GaugeCell {
	readonly start: number;
	readonly end: number;
	readonly mean: number;
	readonly low: number;
	readonly high: number;
	readonly flags: number;
}

export type Cell = CounterCell | GaugeCell;

export function isCounterCell(cell: Cell): cell is CounterCell {
	return 'from' in cell;
}

/**
 * A row of packed cells, as stored: hours of a civil day, days of a civil month, months of a civil year.
 * Counter: `values` are boundary registers, one more than there are cells. Gauge: `values` are means, one a cell.
 */
export interface Pack {
	/** Slot of the first cell: hours since civil midnight (0..24), day of month - 1, month - 1. */
	readonly first: number;
	readonly values: readonly number[];
	/** Counter only; null when every step is 0. One a cell. */
	readonly steps: readonly number[] | null;
	/** null when every flag is 0. One a cell. */
	readonly flags: readonly number[] | null;
	/** Gauge only. One a cell. */
	readonly lows: readonly number[] | null;
	readonly highs: readonly number[] | null;
}
