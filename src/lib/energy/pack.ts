import { addDays, addMonths, civilDay, dayStart, HOME_ZONE, HOUR } from './calendar.ts';
import { isCounterCell, type Cell, type CounterCell, type GaugeCell, type Pack } from './cell.ts';
import { amountOf } from './fold.ts';
import type { MeterKind } from './medium.ts';
import { FLAG } from './quality.ts';

const UNKNOWN = FLAG.MISSING | FLAG.ABSENT;

interface CellOf {
	counter: CounterCell;
	gauge: GaugeCell;
}

/** null when every one is 0, so that a normal row stays small. */
function sparse(values: readonly number[]): readonly number[] | null {
	return values.some((value) => value !== 0) ? values : null;
}

/**
 * A row from cells, time ascending, at least one. `slotOf` numbers the slots. Slots without a cell carry the register
 * on and are MISSING and ABSENT; where touching cells disagree about their boundary, the later one's step absorbs
 * it, so that amounts stay exact. Throws RangeError when cells are none, out of order or in the same slot.
 */
function pack(cells: readonly Cell[], slotOf: (start: number) => number): Pack {
	const first = cells[0];
	if (first === undefined) throw new RangeError('Nothing to pack');
	const firstSlot = slotOf(first.start);
	const counter = isCounterCell(first);
	const values: number[] = counter ? [first.from] : [];
	const steps: number[] = [];
	const flags: number[] = [];
	const lows: number[] = [];
	const highs: number[] = [];
	for (const cell of cells) {
		const slot = slotOf(cell.start) - firstSlot;
		if (!Number.isInteger(slot) || slot < flags.length) throw new RangeError('Cells out of order');
		for (let hole = flags.length; hole < slot; hole++) {
			values.push(values.at(-1) ?? 0);
			steps.push(0);
			lows.push(lows.at(-1) ?? 0);
			highs.push(highs.at(-1) ?? 0);
			flags.push(UNKNOWN);
		}
		flags.push(cell.flags);
		if (isCounterCell(cell)) {
			steps.push(amountOf(cell) - (cell.to - (values.at(-1) ?? 0)));
			values.push(cell.to);
		} else {
			values.push(cell.mean);
			lows.push(cell.low);
			highs.push(cell.high);
		}
	}
	return {
		first: firstSlot,
		values,
		steps: counter ? sparse(steps) : null,
		flags: sparse(flags),
		lows: counter ? null : lows,
		highs: counter ? null : highs
	};
}

/** The cells of a row; `startOf` gives the first second of a slot, and of the slot after the last. */
function unpack<K extends MeterKind>(row: Pack, kind: K, startOf: (slot: number) => number): CellOf[K][];
function unpack(row: Pack, kind: MeterKind, startOf: (slot: number) => number): Cell[] {
	const { first, values, steps, flags, lows, highs } = row;
	const count = kind === 'counter' ? values.length - 1 : values.length;
	const cells: Cell[] = [];
	let start = startOf(first);
	for (let i = 0; i < count; i++) {
		const end = startOf(first + i + 1);
		const value = values[i] ?? 0;
		const flag = flags?.[i] ?? 0;
		cells.push(
			kind === 'counter'
				? { start, end, from: value, to: values[i + 1] ?? value, step: steps?.[i] ?? 0, flags: flag }
				: { start, end, mean: value, low: lows?.[i] ?? value, high: highs?.[i] ?? value, flags: flag }
		);
		start = end;
	}
	return cells;
}

/** Hours of a civil day ('YYYY-MM-DD') as one row; slot = whole hours since civil midnight (0..24). */
export function packHours(cells: readonly Cell[], day: string, zone: string = HOME_ZONE): Pack {
	const midnight = dayStart(day, zone);
	return pack(cells, (start) => (start - midnight) / HOUR);
}

/** The hours of a civil day's row. */
export function unpackHours<K extends MeterKind>(row: Pack, day: string, zone: string, kind: K): CellOf[K][] {
	const midnight = dayStart(day, zone);
	return unpack(row, kind, (slot) => midnight + slot * HOUR);
}

/** Days of a civil month (its first day) as one row; slot = day of month − 1. Bounds come back as the civil days'. */
export function packDays(cells: readonly Cell[], month: string, zone: string = HOME_ZONE): Pack {
	return pack(cells, (start) => {
		const day = civilDay(start, zone);
		if (day.slice(0, 7) !== month.slice(0, 7)) throw new RangeError(`${day} is not of ${month}`);
		return Number(day.slice(8)) - 1;
	});
}

/** The days of a civil month's row. */
export function unpackDays<K extends MeterKind>(
	row: Pack,
	month: string,
	zone: string,
	kind: K
): CellOf[K][] {
	return unpack(row, kind, (slot) => dayStart(addDays(month, slot), zone));
}

/** Months of a civil year (1 January) as one row; slot = month − 1. Bounds come back as the civil months'. */
export function packMonths(cells: readonly Cell[], year: string, zone: string = HOME_ZONE): Pack {
	return pack(cells, (start) => {
		const day = civilDay(start, zone);
		if (day.slice(0, 4) !== year.slice(0, 4)) throw new RangeError(`${day} is not of ${year}`);
		return Number(day.slice(5, 7)) - 1;
	});
}

/** The months of a civil year's row. */
export function unpackMonths<K extends MeterKind>(
	row: Pack,
	year: string,
	zone: string,
	kind: K
): CellOf[K][] {
	return unpack(row, kind, (slot) => dayStart(addMonths(year, slot), zone));
}

/** `cells` with `fresh` put in, by start: a fresh one takes the place of the one that begins at the same instant. */
export function patchCells<C extends Cell>(cells: readonly C[], fresh: readonly C[]): C[] {
	const byStart = new Map(cells.map((cell) => [cell.start, cell]));
	for (const cell of fresh) byStart.set(cell.start, cell);
	return [...byStart.values()].sort((a, b) => a.start - b.start);
}
