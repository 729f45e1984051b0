import { combineMeters, foldPoints, inUnits, type MeterCells } from '#lib/energy/combine.ts';
import { amountOf, foldFlags } from '#lib/energy/fold.ts';
import { isCounterCell, type Cell } from '#lib/energy/cell.ts';
import type { MeterKind } from '#lib/energy/medium.ts';
import { FLAG } from '#lib/energy/quality.ts';
import type { Point } from '#lib/energy/series.ts';
import type { Interval } from './intervals.ts';
import type { MeterSeries } from './packed.ts';

const UNKNOWN = FLAG.MISSING | FLAG.ABSENT;

/** The finest of the meters' scales: what sums are exact in. */
export function scaleOf(meters: readonly MeterSeries[]): number {
	return Math.min(0, ...meters.map(({ meter }) => meter[2]));
}

/**
 * The meters' sum, interval by interval of their own grid.
 * A gauge counts while it answers: one that fell silent must not take the others' temperature with it.
 */
export function sumMeters(meters: readonly MeterSeries[], kind: MeterKind): Point[] {
	const present = inPlace(meters);
	const [only] = present;
	if (only !== undefined && present.length === 1) {
		return only.cells.map((cell) => pointOf(cell, only.meter[2]));
	}
	const parts = present.map(({ meter, cells }): MeterCells => {
		const [, , scale, installed, removed] = meter;
		const first = cells[0]?.start ?? installed;
		const active =
			kind === 'gauge'
				? { start: first, end: cells.at(-1)?.end ?? first }
				: { start: installed, end: removed };
		return { cells, active, scale };
	});
	return parts.length === 0 ? [] : combineMeters(parts);
}

/** Without the meters that were gone before the first cell of any, or came after the last: they add nothing. */
function inPlace(meters: readonly MeterSeries[]): readonly MeterSeries[] {
	const known = meters.filter(({ cells }) => cells.length > 0);
	const start = Math.min(...known.map(({ cells }) => cells[0]?.start ?? 0));
	const end = Math.max(...known.map(({ cells }) => cells.at(-1)?.end ?? 0));
	return meters.filter(({ meter: [, , , installed, removed], cells }) => {
		return cells.length > 0 || (installed < end && (removed === null || removed > start));
	});
}

/** What combineMeters makes of a single meter's cell: nearly every series is of one, and a year has 8,760. */
function pointOf(cell: Cell, scale: number): Point {
	const { start, end, flags } = cell;
	const known = !(flags & FLAG.ABSENT);
	if (isCounterCell(cell)) {
		return {
			start,
			end,
			amount: known ? inUnits(amountOf(cell), scale) : null,
			low: null,
			high: null,
			flags
		};
	}
	if (!known) return { start, end, amount: null, low: null, high: null, flags };
	const { mean, low, high } = cell;
	return {
		start,
		end,
		amount: inUnits(mean, scale),
		low: inUnits(low, scale),
		high: inUnits(high, scale),
		flags
	};
}

/** Exactly the intervals: those without a point are missing, and points elsewhere are left out. */
export function placePoints(points: readonly Point[], intervals: readonly Interval[]): Point[] {
	let next = 0;
	return intervals.map(({ start, end, whole }) => {
		while ((points[next]?.start ?? Number.POSITIVE_INFINITY) < whole) next += 1;
		const point = points[next];
		if (point?.start !== whole) return { start, end, amount: null, low: null, high: null, flags: UNKNOWN };
		return point.start === start && point.end === end ? point : { ...point, start, end };
	});
}

/** Longer intervals from the points in them. */
export function coarsen(
	points: readonly Point[],
	intervals: readonly Interval[],
	kind: MeterKind,
	scale: number
): Point[] {
	return intervals.map(({ start, end }) => {
		const parts = points.filter((point) => point.start >= start && point.start < end);
		return kind === 'counter' ? foldPoints(parts, start, end, scale) : foldMeans(parts, start, end, scale);
	});
}

/** As foldPoints, for a gauge: the mean weighted by time, the lowest and the highest. */
function foldMeans(points: readonly Point[], start: number, end: number, scale: number): Point {
	const lows = points.flatMap(({ low }) => (low === null ? [] : [low]));
	const highs = points.flatMap(({ high }) => (high === null ? [] : [high]));
	return {
		start,
		end,
		amount: totalOf(points, 'gauge', scale),
		low: lows.length > 0 ? Math.min(...lows) : null,
		high: highs.length > 0 ? Math.max(...highs) : null,
		flags: points.length === 0 ? UNKNOWN : foldFlags(points, false)
	};
}

/**
 * Sum of the amounts, exact: added as integers of the scale (gauge: mean weighted by time, rounded to the scale).
 * null when no amount is known.
 */
export function totalOf(points: readonly Point[], kind: MeterKind, scale: number): number | null {
	let sum = 0;
	let seconds = 0;
	for (const { amount, start, end } of points) {
		if (amount === null) continue;
		const weight = kind === 'gauge' ? end - start : 1;
		sum += Math.round(amount * 10 ** -scale) * weight;
		seconds += weight;
	}
	if (seconds === 0) return null;
	return inUnits(kind === 'gauge' ? Math.round(sum / seconds) : sum, scale);
}
