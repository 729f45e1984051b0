import { civilDay, dayStart, addDays, addMonths, firstOfMonth, firstOfYear, HOME_ZONE } from './calendar.ts';
import { isCounterCell, type Cell, type CounterCell, type GaugeCell } from './cell.ts';
import { FLAG } from './quality.ts';

const PASSED_ON = FLAG.SUSPECT | FLAG.CORRECTED | FLAG.LATE | FLAG.METER_CHANGED | FLAG.MISSING;

/** What was used in the interval, smallest units; 0 for one about which nothing is known (ABSENT). */
export function amountOf(cell: CounterCell): number {
	return cell.to - cell.from + cell.step;
}

/** Flags of an interval made of parts: see each of FLAG. `hole`: some of it has no part at all. */
export function foldFlags(parts: readonly { readonly flags: number }[], hole: boolean): number {
	let flags = hole ? FLAG.MISSING : 0;
	let absent = parts.length > 0;
	for (const part of parts) {
		flags |= part.flags & PASSED_ON;
		if (!(part.flags & FLAG.ABSENT)) absent = false;
	}
	const start = (parts[0]?.flags ?? 0) & FLAG.START_IN_GAP;
	const end = (parts.at(-1)?.flags ?? 0) & FLAG.END_IN_GAP;
	// What a gap lost inside the interval is whole again: only its own boundaries can lie in one.
	return flags | start | end | (start | end ? FLAG.INTERPOLATED : 0) | (absent ? FLAG.ABSENT : 0);
}

function hasHole(cells: readonly Cell[]): boolean {
	return cells.some((cell, i) => i > 0 && cell.start !== cells[i - 1]?.end);
}

function ends<C>(cells: readonly C[]): readonly [C, C] {
	const first = cells[0];
	const last = cells.at(-1);
	if (first === undefined || last === undefined) throw new RangeError('Nothing to fold');
	return [first, last];
}

/**
 * One interval from the counter's intervals in it, time ascending, at least one: first and last register, the sum of
 * their amounts exactly, flags as in FLAG. A hole between them makes it MISSING.
 */
export function foldCounter(cells: readonly CounterCell[]): CounterCell {
	const [first, last] = ends(cells);
	const amount = cells.reduce((sum, cell) => sum + amountOf(cell), 0);
	return {
		start: first.start,
		end: last.end,
		from: first.from,
		to: last.to,
		step: amount - (last.to - first.from),
		flags: foldFlags(cells, hasHole(cells))
	};
}

/** One interval from the gauge's intervals in it: means weighted by their length, lowest and highest of all. */
export function foldGauge(cells: readonly GaugeCell[]): GaugeCell {
	const [first, last] = ends(cells);
	const present = cells.filter((cell) => !(cell.flags & FLAG.ABSENT));
	const known = present.length > 0 ? present : cells;
	const seconds = known.reduce((sum, cell) => sum + cell.end - cell.start, 0);
	const weighted = known.reduce((sum, cell) => sum + cell.mean * (cell.end - cell.start), 0);
	return {
		start: first.start,
		end: last.end,
		mean: Math.round(weighted / seconds),
		low: Math.min(...known.map((cell) => cell.low)),
		high: Math.max(...known.map((cell) => cell.high)),
		flags: foldFlags(cells, hasHole(cells))
	};
}

/** `foldCounter` or `foldGauge`, by what the cells are. */
export function foldCells<C extends Cell>(cells: readonly C[]): C;
export function foldCells(cells: readonly Cell[]): Cell {
	const counters = cells.filter(isCounterCell);
	return counters.length > 0
		? foldCounter(counters)
		: foldGauge(cells.filter((cell): cell is GaugeCell => !isCounterCell(cell)));
}

interface Civil {
	/** First day of the interval that holds the day. */
	readonly first: (day: string) => string;
	readonly next: (first: string) => string;
}

const DAY: Civil = { first: (day) => day, next: (day) => addDays(day, 1) };
const MONTH: Civil = { first: firstOfMonth, next: (day) => addMonths(day, 1) };
const YEAR: Civil = { first: firstOfYear, next: (day) => addMonths(day, 12) };

/**
 * Cells bear the civil interval's own bounds, whatever of it the parts cover. `since`: from when (UTC seconds) there
 * is something to know; what is lacking between it and the first part makes that interval MISSING.
 */
function foldInto<C extends Cell>(
	cells: readonly C[],
	civil: Civil,
	zone: string,
	since: number | undefined
): C[] {
	const groups = new Map<string, C[]>();
	for (const cell of cells) {
		const first = civil.first(civilDay(cell.start, zone));
		const group = groups.get(first);
		if (group === undefined) groups.set(first, [cell]);
		else group.push(cell);
	}
	return [...groups].map(([first, group], i, all): C => {
		const start = dayStart(first, zone);
		const folded = foldCells(group);
		const late = (i > 0 ? start : Math.max(start, since ?? folded.start)) < folded.start;
		const early = i < all.length - 1 && folded.end < dayStart(civil.next(first), zone);
		const flags = late || early ? folded.flags | FLAG.MISSING : folded.flags;
		return { ...folded, start, end: dayStart(civil.next(first), zone), flags };
	});
}

/** Civil days from hours, time ascending; a day without an hour has no cell. `since`: see `foldInto`. */
export function foldDays<C extends Cell>(hours: readonly C[], zone: string = HOME_ZONE, since?: number): C[] {
	return foldInto(hours, DAY, zone, since);
}

/** Civil months from days. */
export function foldMonths<C extends Cell>(
	days: readonly C[],
	zone: string = HOME_ZONE,
	since?: number
): C[] {
	return foldInto(days, MONTH, zone, since);
}

/** Civil years from months. */
export function foldYears<C extends Cell>(
	months: readonly C[],
	zone: string = HOME_ZONE,
	since?: number
): C[] {
	return foldInto(months, YEAR, zone, since);
}
