import type { Cell, Pack } from '#lib/energy/cell.ts';
import { civilDay, firstOfMonth, firstOfYear, HOME_ZONE } from '#lib/energy/calendar.ts';
import { foldDays, foldMonths, foldYears } from '#lib/energy/fold.ts';
import type { MeterKind } from '#lib/energy/medium.ts';
import { packDays, packHours, packMonths, unpackDays, unpackHours, unpackMonths } from '#lib/energy/pack.ts';
import { periodColumn, type AmountTable } from './packed-rows.ts';

/** One resolution's table: which row a cell stands in, how rows are packed, and what they add up to. */
export interface Level {
	readonly table: AmountTable;
	readonly column: 'day' | 'month' | 'year';
	/** The civil day, or the first day of the civil month or year, of the row that holds the cell. */
	readonly periodOf: (cell: Cell) => string;
	readonly pack: (cells: readonly Cell[], period: string) => Pack;
	readonly unpack: (pack: Pack, period: string, kind: MeterKind) => Cell[];
	/** Cells of the next coarser level, from whole rows. */
	readonly fold: (cells: readonly Cell[]) => Cell[];
}

const dayOf = (cell: Cell) => civilDay(cell.start);

export const HOURS: Level = {
	table: 'hour_pack',
	column: periodColumn('hour_pack'),
	periodOf: dayOf,
	pack: packHours,
	unpack: (pack, day, kind) => unpackHours(pack, day, HOME_ZONE, kind),
	fold: (cells) => foldDays(cells)
};

export const DAYS: Level = {
	table: 'day_pack',
	column: periodColumn('day_pack'),
	periodOf: (cell) => firstOfMonth(dayOf(cell)),
	pack: packDays,
	unpack: (pack, month, kind) => unpackDays(pack, month, HOME_ZONE, kind),
	fold: (cells) => foldMonths(cells)
};

export const MONTHS: Level = {
	table: 'month_pack',
	column: periodColumn('month_pack'),
	periodOf: (cell) => firstOfYear(dayOf(cell)),
	pack: packMonths,
	unpack: (pack, year, kind) => unpackMonths(pack, year, HOME_ZONE, kind),
	fold: (cells) => foldYears(cells)
};

/** From fine to coarse: each is made of the one before it. */
export const LEVELS: readonly Level[] = [HOURS, DAYS, MONTHS];
