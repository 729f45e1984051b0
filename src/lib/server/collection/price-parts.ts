import { addMonths, civilDay, dayStart, firstOfMonth } from '#lib/energy/calendar.ts';
import { isCounterCell, type CounterCell } from '#lib/energy/cell.ts';
import { cutMonth, cutsOf } from '#lib/energy/cost/cut.ts';
import type { Price } from '#lib/energy/cost/price.ts';
import { amountOf } from '#lib/energy/fold.ts';
import { loadPacks, type Change } from './amount-packs.ts';
import { DAYS, HOURS } from './levels.ts';
import type { CollectedMeter } from './meters.ts';
import { loadParts, partKey, type MonthPart } from './month-parts.ts';
import type { Transaction } from './packed-rows.ts';
import { loadPrices, type CompanyPrices } from './prices.ts';

/** A month of a meter in a series; `month`: its first civil day. */
export interface MeterMonth {
	readonly meter: CollectedMeter;
	readonly seriesId: number;
	readonly month: string;
}

interface CutMonth extends MeterMonth {
	readonly start: number;
	readonly end: number;
	readonly cuts: readonly number[];
}

interface PartRow {
	series_id: number;
	meter_id: number;
	month: string;
	start: number;
	end: number;
	from: number;
	to: number;
	step: number;
	flags: number;
}

/** The months that changed hours lie in. */
export function monthsTouched(changes: readonly Change[]): MeterMonth[] {
	return changes.flatMap(({ meter, seriesId, cells }) => {
		const months = new Set(cells.map(({ start }) => firstOfMonth(civilDay(start))));
		return [...months].map((month) => ({ meter, seriesId, month }));
	});
}

const keyOf = ({ meter, seriesId, month }: MeterMonth) => partKey({ seriesId, meterId: meter.id, month });

/**
 * Writes anew the parts of those of the months in which a price changes: in the transaction that has written their
 * days and hours, so that a month can be priced whatever becomes of those.
 * @returns how many months have parts, and how many lack some because too little is kept to tell
 */
export async function writePriceParts(
	tx: Transaction,
	months: readonly MeterMonth[]
): Promise<{ readonly cut: number; readonly uncut: number }> {
	const counters = months.filter(({ meter }) => meter.kind === 'counter');
	const prices = await loadPrices(tx, counters);
	const wanted = cutMonths(counters, prices);
	if (wanted.length === 0) return { cut: 0, uncut: 0 };
	const stored = await loadStored(tx, wanted);
	const pieces = await loadPieces(tx, wanted);
	const fresh: (MeterMonth & { parts: CounterCell[] })[] = [];
	let uncut = 0;
	for (const month of wanted) {
		const before = stored.get(keyOf(month)) ?? [];
		const known = pieces.get(keyOf(month)) ?? [];
		const parts = cutMonth({ ...month, pieces: known, stored: before });
		if (sumOf(parts) !== sumOf(known)) uncut += 1;
		if (!areEqual(parts, before)) fresh.push({ ...month, parts });
	}
	await replaceParts(tx, fresh);
	return { cut: wanted.length - uncut, uncut };
}

function cutMonths(
	months: readonly MeterMonth[],
	prices: ReadonlyMap<number, CompanyPrices>
): readonly CutMonth[] {
	const cuts = new Map<readonly Price[], Map<string, readonly number[]>>();
	return months.flatMap((one) => {
		const own = prices.get(one.meter.apartmentId)?.[one.meter.medium];
		if (own === undefined) return [];
		const [start, end] = [dayStart(one.month), dayStart(addMonths(one.month, 1))];
		let known = cuts.get(own);
		if (!known) cuts.set(own, (known = new Map<string, readonly number[]>()));
		let at = known.get(one.month);
		if (!at) known.set(one.month, (at = cutsOf(own, start, end)));
		return at.length === 0 ? [] : [{ ...one, start, end, cuts: at }];
	});
}

async function loadStored(
	tx: Transaction,
	months: readonly MeterMonth[]
): Promise<Map<string, CounterCell[]>> {
	const rows = await tx<PartRow[]>`
		select p.series_id, p.meter_id, p.month, extract(epoch from p.start_at)::float8 as start,
			extract(epoch from p.end_at)::float8 as end, p.from_register as from, p.to_register as to, p.step, p.flags
		from unnest(${months.map((m) => m.meter.apartmentId)}::int[], ${months.map((m) => m.seriesId)}::int[],
			${months.map((m) => m.meter.id)}::int[], ${months.map((m) => m.month)}::date[])
			as w (apartment_id, series_id, meter_id, month)
		join metering.price_part p on p.apartment_id = w.apartment_id and p.series_id = w.series_id
			and p.meter_id = w.meter_id and p.month = w.month
		order by p.start_at`;
	const key = (row: PartRow) => partKey({ seriesId: row.series_id, meterId: row.meter_id, month: row.month });
	return new Map(
		[...Map.groupBy(rows, key)].map(([name, own]) => [
			name,
			own.map(({ start, end, from, to, step, flags }) => ({ start, end, from, to, step, flags }))
		])
	);
}

/** What is known of each month: what has gone into it, its days, and of the days that a price cuts their hours. */
async function loadPieces(
	tx: Transaction,
	months: readonly CutMonth[]
): Promise<Map<string, readonly CounterCell[]>> {
	const places = months.map(({ meter, seriesId, month }) => ({ seriesId, meterId: meter.id, month }));
	const gone = await loadParts(tx, places);
	const days = await loadPacks(
		tx,
		DAYS,
		months.map((month) => ({ ...month, period: month.month }))
	);
	const cutDays = months.flatMap((month) =>
		[...new Set(month.cuts.map((cut) => civilDay(cut)))].map((period) => ({ ...month, period }))
	);
	const hours = await loadPacks(tx, HOURS, cutDays);
	return new Map(
		months.map((month) => {
			const { meter, seriesId } = month;
			const packs = new Map<string, CounterCell[]>();
			for (const { period } of cutDays.filter((day) => keyOf(day) === keyOf(month))) {
				const pack = hours.get(`${seriesId} ${meter.id} ${period}`);
				if (pack) packs.set(period, HOURS.unpack(pack, period, meter.kind).filter(isCounterCell));
			}
			const pack = days.get(`${seriesId} ${meter.id} ${month.month}`);
			const own = pack ? DAYS.unpack(pack, month.month, meter.kind).filter(isCounterCell) : [];
			return [keyOf(month), piecesOf(gone.get(keyOf(month)), own, packs)];
		})
	);
}

function piecesOf(
	gone: MonthPart | undefined,
	days: readonly CounterCell[],
	hours: ReadonlyMap<string, readonly CounterCell[]>
): CounterCell[] {
	const reduced = gone && isCounterCell(gone.cell) ? [gone.cell] : [];
	const since = reduced[0]?.end ?? Number.NEGATIVE_INFINITY;
	const kept = days.filter(({ start }) => start >= since);
	return [...reduced, ...kept.flatMap((day) => hours.get(civilDay(day.start)) ?? [day])];
}

const sumOf = (cells: readonly CounterCell[]) => cells.reduce((sum, cell) => sum + amountOf(cell), 0);

function areEqual(a: readonly CounterCell[], b: readonly CounterCell[]): boolean {
	const text = (cells: readonly CounterCell[]) =>
		cells
			.map(({ start, end, from, to, step, flags }) => [start, end, from, to, step, flags].join())
			.join(';');
	return text(a) === text(b);
}

async function replaceParts(
	tx: Transaction,
	months: readonly (MeterMonth & { readonly parts: readonly CounterCell[] })[]
): Promise<void> {
	if (months.length === 0) return;
	await tx`
		delete from metering.price_part p
		using unnest(${months.map((m) => m.meter.apartmentId)}::int[], ${months.map((m) => m.seriesId)}::int[],
			${months.map((m) => m.meter.id)}::int[], ${months.map((m) => m.month)}::date[])
			as w (apartment_id, series_id, meter_id, month)
		where p.apartment_id = w.apartment_id and p.series_id = w.series_id and p.meter_id = w.meter_id
			and p.month = w.month`;
	const rows = months.flatMap(({ meter, seriesId, month, parts }) =>
		parts.map((part) => ({ place: [meter.apartmentId, seriesId, meter.id] as const, month, part }))
	);
	if (rows.length === 0) return;
	await tx`
		insert into metering.price_part
			(apartment_id, series_id, meter_id, month, start_at, end_at, from_register, to_register, step, flags)
		select w.apartment, w.series, w.meter, w.month, to_timestamp(w.starts), to_timestamp(w.ends), w.f, w.t, w.step, w.flags
		from unnest(${rows.map(({ place }) => place[0])}::int[], ${rows.map(({ place }) => place[1])}::int[],
			${rows.map(({ place }) => place[2])}::int[], ${rows.map(({ month }) => month)}::date[],
			${rows.map(({ part }) => part.start)}::float8[], ${rows.map(({ part }) => part.end)}::float8[],
			${rows.map(({ part }) => part.from)}::int[], ${rows.map(({ part }) => part.to)}::int[],
			${rows.map(({ part }) => part.step)}::int[], ${rows.map(({ part }) => part.flags)}::smallint[])
			as w (apartment, series, meter, month, starts, ends, f, t, step, flags)`;
}
