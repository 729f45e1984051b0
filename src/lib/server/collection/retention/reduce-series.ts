import { civilDay, dayStart } from '#lib/energy/calendar.ts';
import type { Cell } from '#lib/energy/cell.ts';
import { DAYS } from '../levels.ts';
import { joinPart, loadParts, partKey, writePart } from '../month-parts.ts';
import { packColumns, upsert, type Transaction } from '../packed-rows.ts';
import type { DueSeries } from './due-series.ts';

/** What went. */
export interface Reduced {
	/** Civil days of a meter whose hours went, and those whose readings did. */
	readonly hourRows: number;
	readonly readingRows: number;
	/** Civil days of a meter that went into their month. */
	readonly days: number;
	readonly corrections: number;
}

interface DayPackRow {
	meter_id: number;
	month: string;
	first: number;
	packed: number[];
	steps: number[] | null;
	flags: number[] | null;
	lows: number[] | null;
	highs: number[] | null;
}

/**
 * Takes the hours, readings and days of a series that are due away, but for what is held. Its months stay as they are, exactly: what the days
 * have put into a month that goes on is kept as one cell.
 * @param tx as hemvy_retainer, the apartment's meters locked
 */
export async function reduceSeries(tx: Transaction, due: DueSeries): Promise<Reduced> {
	const { series_id: series, apartment_id: apartment, hours_before: hours, days_before: before } = due;
	const held = due.hours_held;
	const days = await takeDays(tx, due);
	const hourRows = await tx`
		delete from metering.hour_pack p
		where p.apartment_id = ${apartment} and p.series_id = ${series} and p.day < ${hours}::date
			and not p.day <@ ${held}::datemultirange`;
	const readingRows = await tx`
		delete from metering.reading_pack p
		where p.apartment_id = ${apartment} and p.series_id = ${series} and p.day < ${hours}::date
			and not p.day <@ ${held}::datemultirange`;
	const corrections = await tx`
		delete from metering.reading_correction c
		where c.apartment_id = ${apartment} and c.series_id = ${series} and c.at < ${new Date(dayStart(hours) * 1000)}
			and not (c.at at time zone 'Europe/Stockholm')::date <@ ${held}::datemultirange`;
	await tx`
		insert into metering.reduced as r (series_id, hours_before, days_before)
		values (${series}, ${hours}, ${before})
		on conflict (series_id) do update set
			hours_before = greatest(r.hours_before, excluded.hours_before),
			days_before = greatest(r.days_before, excluded.days_before)`;
	return {
		hourRows: hourRows.count,
		readingRows: readingRows.count,
		corrections: corrections.count,
		days
	};
}

/** Puts the days that go into the part of their month, and keeps the rest of that month's row. */
async function takeDays(tx: Transaction, due: DueSeries): Promise<number> {
	const { series_id: seriesId, apartment_id: apartmentId, days_before: before, kind } = due;
	const rows = await tx<DayPackRow[]>`
		select p.meter_id, p.month, p.first, p.packed, p.steps, p.flags, p.lows, p.highs from metering.day_pack p
		where p.apartment_id = ${apartmentId} and p.series_id = ${seriesId} and p.month < ${before}::date
			and not p.month <@ ${due.days_held}::datemultirange
		order by p.meter_id, p.month`;
	const parts = await loadParts(
		tx,
		rows.map((row) => ({ seriesId, meterId: row.meter_id, month: row.month }))
	);
	let taken = 0;
	for (const row of rows) {
		const cells: Cell[] = DAYS.unpack({ ...row, values: row.packed }, row.month, kind);
		const gone = cells.filter((cell) => civilDay(cell.start) < before);
		const kept = cells.filter((cell) => civilDay(cell.start) >= before);
		if (gone.length === 0) continue;
		const place = { apartmentId, seriesId, meterId: row.meter_id, month: row.month };
		await writePart(tx, place, joinPart(parts.get(partKey(place)), gone));
		if (kept.length > 0) {
			await upsert(tx, 'day_pack', [
				[apartmentId, seriesId, row.meter_id, row.month, ...packColumns(DAYS.pack(kept, row.month))]
			]);
		} else {
			await tx`
				delete from metering.day_pack p
				where p.apartment_id = ${apartmentId} and p.series_id = ${seriesId} and p.meter_id = ${row.meter_id}
					and p.month = ${row.month}::date`;
		}
		taken += gone.length;
	}
	return taken;
}
