import type { Cell, Pack } from '#lib/energy/cell.ts';
import { patchCells } from '#lib/energy/pack.ts';
import type { CollectedMeter } from './meters.ts';
import { DAYS, LEVELS, type Level } from './levels.ts';
import { foldWithParts, loadParts } from './month-parts.ts';
import { packColumns, upsert, type Transaction } from './packed-rows.ts';

/** New hour cells of one meter in one series. */
export interface Change {
	readonly meter: CollectedMeter;
	readonly seriesId: number;
	/** In order of time. */
	readonly cells: readonly Cell[];
}

interface Touched {
	readonly meter: CollectedMeter;
	readonly seriesId: number;
	readonly period: string;
	readonly cells: Cell[];
}

interface PackRow extends Omit<Pack, 'values'> {
	series_id: number;
	meter_id: number;
	period: string;
	packed: number[];
}

/**
 * Puts hour cells into the packed hours and, from the same integers, recomputes the days and months that they touch,
 * so that Σ hours = day and Σ days = month exactly, in one transaction with the readings themselves.
 */
export async function writeAmounts(tx: Transaction, changes: readonly Change[]): Promise<void> {
	let current = changes;
	for (const level of LEVELS) current = await writeLevel(tx, level, current);
}

/** Writes one level's packs and returns the coarser cells that the whole rows add up to. */
async function writeLevel(tx: Transaction, level: Level, changes: readonly Change[]): Promise<Change[]> {
	const touched = changes.flatMap((change) => byPeriod(level, change));
	const stored = await loadPacks(tx, level, touched);
	const rows: (string | number | null)[][] = [];
	const whole = new Map<string, Change & { cells: Cell[] }>();
	for (const { meter, seriesId, period, cells } of touched) {
		const pack = stored.get(`${seriesId} ${meter.id} ${period}`);
		const all = pack ? patchCells(level.unpack(pack, period, meter.kind), cells) : cells;
		rows.push([meter.apartmentId, seriesId, meter.id, period, ...packColumns(level.pack(all, period))]);
		const key = `${seriesId} ${meter.id}`;
		let change = whole.get(key);
		if (!change) whole.set(key, (change = { meter, seriesId, cells: [] }));
		change.cells.push(...all);
	}
	await upsert(tx, level.table, rows);
	if (level !== DAYS)
		return [...whole.values()].map((change) => ({ ...change, cells: level.fold(change.cells) }));
	const parts = await loadParts(
		tx,
		touched.map(({ meter, seriesId, period }) => ({ seriesId, meterId: meter.id, month: period }))
	);
	return [...whole.values()].map((change) => {
		const place = { seriesId: change.seriesId, meterId: change.meter.id };
		return { ...change, cells: foldWithParts(change.cells, place, parts, level.fold) };
	});
}

function byPeriod(level: Level, change: Change): Touched[] {
	const touched: Touched[] = [];
	for (const cell of change.cells) {
		const period = level.periodOf(cell);
		const last = touched.at(-1);
		if (last?.period === period) last.cells.push(cell);
		else touched.push({ meter: change.meter, seriesId: change.seriesId, period, cells: [cell] });
	}
	return touched;
}

/** The stored rows of these meters, series and periods, by `series meter period`. */
export async function loadPacks(
	tx: Transaction,
	level: Level,
	touched: readonly Pick<Touched, 'meter' | 'seriesId' | 'period'>[]
): Promise<Map<string, Pack>> {
	if (touched.length === 0) return new Map();
	const periods = touched.map((t) => t.period);
	const least = periods.reduce((a, b) => (a < b ? a : b));
	const greatest = periods.reduce((a, b) => (a > b ? a : b));
	const rows = await tx<PackRow[]>`
		select p.series_id, p.meter_id, p.${tx(level.column)} as period, p.first, p.packed, p.steps, p.flags,
			p.lows, p.highs
		from unnest(${touched.map((t) => t.meter.apartmentId)}::int[], ${touched.map((t) => t.seriesId)}::int[],
			${touched.map((t) => t.meter.id)}::int[], ${periods}::date[]) as w (apartment_id, series_id, meter_id, period)
		cross join lateral (select * from metering.${tx(level.table)} r
			where r.apartment_id = w.apartment_id and r.series_id = w.series_id and r.meter_id = w.meter_id
				and r.${tx(level.column)} = w.period and r.${tx(level.column)} between ${least}::date and ${greatest}::date
			offset 0) p`;
	return new Map(
		rows.map((row) => [`${row.series_id} ${row.meter_id} ${row.period}`, { ...row, values: row.packed }])
	);
}
