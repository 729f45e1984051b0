import { civilDay, dayStart, addDays, firstOfMonth } from '#lib/energy/calendar.ts';
import { isCounterCell, type Cell, type GaugeCell } from '#lib/energy/cell.ts';
import { foldCells } from '#lib/energy/fold.ts';
import { FLAG } from '#lib/energy/quality.ts';
import type { Transaction } from './packed-rows.ts';

/**
 * What a month's days that are no longer kept have put into it. The cell bears their bounds; of a gauge its mean is
 * rounded, and `seconds` and `weighted` (Σ value × seconds) are exact.
 */
export interface MonthPart {
	readonly cell: Cell;
	readonly seconds: number;
	readonly weighted: number;
}

/** Where a part belongs. `month`: its first civil day. */
export interface PartPlace {
	readonly apartmentId: number;
	readonly seriesId: number;
	readonly meterId: number;
	readonly month: string;
}

interface PartRow {
	series_id: number;
	meter_id: number;
	month: string;
	since: string;
	until: string;
	from_register: number | null;
	to_register: number | null;
	step: number | null;
	seconds: number | null;
	weighted: number | null;
	low: number | null;
	high: number | null;
	flags: number;
}

/** Names one part. */
export const partKey = ({ seriesId, meterId, month }: Omit<PartPlace, 'apartmentId'>): string =>
	`${seriesId} ${meterId} ${month}`;

/** The stored parts of these months, by partKey; most months have none. */
export async function loadParts(
	tx: Transaction,
	places: readonly Omit<PartPlace, 'apartmentId'>[]
): Promise<Map<string, MonthPart>> {
	if (places.length === 0) return new Map();
	const rows = await tx<PartRow[]>`
		select p.series_id, p.meter_id, p.month, p.since, p.until, p.from_register, p.to_register, p.step, p.seconds,
			p.weighted, p.low, p.high, p.flags
		from unnest(${places.map((p) => p.seriesId)}::int[], ${places.map((p) => p.meterId)}::int[],
			${places.map((p) => p.month)}::date[]) as w (series_id, meter_id, month)
		join metering.month_part p on p.series_id = w.series_id and p.meter_id = w.meter_id and p.month = w.month`;
	return new Map(
		rows.map((row) => [
			partKey({ seriesId: row.series_id, meterId: row.meter_id, month: row.month }),
			partOf(row)
		])
	);
}

function partOf(row: PartRow): MonthPart {
	const bounds = { start: dayStart(row.since), end: dayStart(row.until), flags: row.flags };
	const { seconds, weighted } = row;
	if (seconds === null || weighted === null) {
		const cell = { ...bounds, from: row.from_register ?? 0, to: row.to_register ?? 0, step: row.step ?? 0 };
		return { cell, seconds: 0, weighted: 0 };
	}
	const mean = seconds === 0 ? 0 : Math.round(weighted / seconds);
	return { cell: { ...bounds, mean, low: row.low ?? 0, high: row.high ?? 0 }, seconds, weighted };
}

/** A part with more days, which follow it, put in. At least one of both. */
export function joinPart(part: MonthPart | undefined, days: readonly Cell[]): MonthPart {
	const cell = foldCells([...(part ? [part.cell] : []), ...days]);
	return { cell, ...sumsOf(part, days) };
}

/** Exact sums of a gauge's known days. */
function sumsOf(part: MonthPart | undefined, days: readonly Cell[]): { seconds: number; weighted: number } {
	let seconds = part?.seconds ?? 0;
	let weighted = part?.weighted ?? 0;
	for (const day of days) {
		if (isCounterCell(day) || day.flags & FLAG.ABSENT) continue;
		seconds += day.end - day.start;
		weighted += day.mean * (day.end - day.start);
	}
	return { seconds, weighted };
}

/**
 * Months from the days that are kept, and what the others have put into them: the same as from all days, exactly.
 * @param parts by partKey @param fold months from days
 */
export function foldWithParts(
	days: readonly Cell[],
	{ seriesId, meterId }: { readonly seriesId: number; readonly meterId: number },
	parts: ReadonlyMap<string, MonthPart>,
	fold: (cells: readonly Cell[]) => Cell[]
): Cell[] {
	if (parts.size === 0) return fold(days);
	const months = Map.groupBy(days, (day) => firstOfMonth(civilDay(day.start)));
	const all: Cell[] = [];
	for (const [month, own] of months) {
		const part = parts.get(partKey({ seriesId, meterId, month }));
		all.push(...(part ? [part.cell] : []), ...own);
	}
	return fold(all).map((cell) => {
		const month = firstOfMonth(civilDay(cell.start));
		const part = parts.get(partKey({ seriesId, meterId, month }));
		return part && !isCounterCell(cell) ? exactMean(cell, part, months.get(month) ?? []) : cell;
	});
}

function exactMean(month: GaugeCell, part: MonthPart, days: readonly Cell[]): GaugeCell {
	const { seconds, weighted } = sumsOf(part, days);
	return seconds === 0 ? month : { ...month, mean: Math.round(weighted / seconds) };
}

/** Writes a part, in place of the one that was there. */
export async function writePart(
	tx: Transaction,
	place: PartPlace,
	{ cell, seconds, weighted }: MonthPart
): Promise<void> {
	const since = civilDay(cell.start);
	const until = addDays(civilDay(cell.end - 1), 1);
	const counter = isCounterCell(cell);
	await tx`
		insert into metering.month_part (apartment_id, series_id, meter_id, month, since, until, from_register, to_register,
			step, seconds, weighted, low, high, flags)
		values (${place.apartmentId}, ${place.seriesId}, ${place.meterId}, ${place.month}, ${since}, ${until},
			${counter ? cell.from : null}, ${counter ? cell.to : null}, ${counter ? cell.step : null},
			${counter ? null : seconds}, ${counter ? null : weighted}, ${counter ? null : cell.low},
			${counter ? null : cell.high}, ${cell.flags})
		on conflict (series_id, meter_id, month) do update set since = excluded.since, until = excluded.until,
			from_register = excluded.from_register, to_register = excluded.to_register, step = excluded.step,
			seconds = excluded.seconds, weighted = excluded.weighted, low = excluded.low, high = excluded.high,
			flags = excluded.flags`;
}
