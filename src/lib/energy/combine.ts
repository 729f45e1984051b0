import { isCounterCell, type Cell } from './cell.ts';
import { amountOf, foldFlags } from './fold.ts';
import { FLAG } from './quality.ts';
import type { Point } from './series.ts';
import type { Span } from './split.ts';

const UNKNOWN = FLAG.MISSING | FLAG.ABSENT;

/** One meter's intervals of one resolution, time ascending, and the time it was in place. */
export interface MeterCells {
	readonly cells: readonly Cell[];
	/** [installed, removed), UTC seconds. */
	readonly active: Span;
	/** Stored integers are units × 10^-scale. */
	readonly scale: number;
}

/** An integer in units. Dividing by a power of ten gives the nearest number, so 1234 is 1.234 and nothing more. */
export function inUnits(integer: number, scale: number): number {
	return scale <= 0 ? integer / 10 ** -scale : integer * 10 ** scale;
}

/** The latest time (UTC seconds) that every meter still in place reaches; one that never answered: its installation. */
export function reachOf(meters: readonly MeterCells[]): number {
	const standing = meters.filter((meter) => meter.active.end === null);
	const reached = (meter: MeterCells) => meter.cells.at(-1)?.end ?? meter.active.start;
	return standing.length > 0 ? Math.min(...standing.map(reached)) : Math.max(...meters.map(reached));
}

function overlaps(active: Span, start: number, end: number): boolean {
	return active.start < end && (active.end === null || active.end > start);
}

/** The sum of the meters' parts of one interval; null parts: in place, but nothing is known. */
function sumPoint(start: number, end: number, parts: readonly (readonly [Cell, number] | null)[]): Point {
	const scale = Math.min(...parts.map((part) => part?.[1] ?? 0));
	const flags = orFlags(parts.map((part) => part?.[0].flags ?? UNKNOWN));
	let amount = 0;
	let low: number | null = null;
	let high: number | null = null;
	let gauges = 0;
	for (const part of parts) {
		if (part === null || part[0].flags & FLAG.ABSENT) continue;
		const [cell, own] = part;
		const finer = 10 ** (own - scale);
		if (isCounterCell(cell)) amount += amountOf(cell) * finer;
		else {
			amount += cell.mean * finer;
			gauges += 1;
			low = Math.min(low ?? Infinity, inUnits(cell.low, own));
			high = Math.max(high ?? -Infinity, inUnits(cell.high, own));
		}
	}
	const known =
		flags & FLAG.ABSENT ? null : inUnits(gauges > 0 ? Math.round(amount / gauges) : amount, scale);
	return { start, end, amount: known, low, high, flags };
}

function orFlags(all: readonly number[]): number {
	const absent = all.every((flags) => flags & FLAG.ABSENT);
	const flags = all.reduce((sum, one) => sum | one, 0);
	return absent ? flags : flags & ~FLAG.ABSENT;
}

/**
 * The meters of one medium in a home, summed interval by interval, in units. From the first interval of any to the
 * latest time that all meters in place reach. A meter in place without a cell makes the interval MISSING; when no
 * meter knows anything of it the amount is null. Gauges: mean of their means, lowest and highest.
 * `cells` must be intervals of one grid (hours, or civil days …); intervals that no meter has a cell for are left out.
 *
 * Days, months and years that the reach cuts must be folded from summed hours (`foldPoints`): a meter's own day runs
 * on to its own last reading.
 */
export function combineMeters(meters: readonly MeterCells[]): Point[] {
	const reach = reachOf(meters);
	const only = meters[0];
	if (only !== undefined && meters.length === 1) {
		return only.cells.map((cell) => sumPoint(cell.start, cell.end, [[cell, only.scale]]));
	}
	const bounds = new Map<number, number>();
	const byStart = meters.map(({ cells }) => new Map(cells.map((cell) => [cell.start, cell])));
	for (const { cells } of meters) {
		for (const cell of cells) if (cell.end <= reach) bounds.set(cell.start, cell.end);
	}
	const starts = [...bounds.keys()].sort((a, b) => a - b);
	return starts.map((start) => {
		const end = bounds.get(start) ?? start;
		const parts = meters.flatMap((meter, i): (readonly [Cell, number] | null)[] => {
			const cell = byStart[i]?.get(start);
			if (cell !== undefined) return [[cell, meter.scale]];
			return overlaps(meter.active, start, end) ? [null] : [];
		});
		return sumPoint(start, end, parts);
	});
}

/** A coarser point from a counter's summed points, time ascending, at least one: amounts add up exactly. */
export function foldPoints(points: readonly Point[], start: number, end: number, scale: number): Point {
	const perUnit = 10 ** Math.max(0, -scale);
	const known = points.filter((point) => point.amount !== null);
	const whole = known.reduce((sum, point) => sum + Math.round((point.amount ?? 0) * perUnit), 0);
	const hole = points.some((point, i) => i > 0 && point.start !== points[i - 1]?.end);
	return {
		start,
		end,
		amount: known.length === 0 ? null : whole / perUnit,
		low: null,
		high: null,
		flags: foldFlags(points, hole)
	};
}
