import { civilDay, dayStart, firstOfMonth, firstOfYear } from '#lib/energy/calendar.ts';
import { loadPacks } from './amount-packs.ts';
import { DAYS, MONTHS } from './levels.ts';
import type { CollectedMeter } from './meters.ts';
import { foldWithParts, loadParts, partKey } from './month-parts.ts';
import { writePriceParts } from './price-parts.ts';
import { packColumns, upsert, type Transaction } from './packed-rows.ts';

/**
 * Takes away all that is stored of these meters from a civil day on, in every series of theirs. Within a month what is
 * before that day stays in the month; where days that are gone are part of it, they stay too.
 */
export async function clearAmounts(
	tx: Transaction,
	meters: readonly CollectedMeter[],
	firstDay: string
): Promise<void> {
	const keys = meters.flatMap((meter) => meter.stays.map(({ seriesId }) => ({ meter, seriesId })));
	const apartments = keys.map((key) => key.meter.apartmentId);
	const series = keys.map((key) => key.seriesId);
	const ids = keys.map((key) => key.meter.id);
	const month = firstOfMonth(firstDay);
	const year = firstOfYear(firstDay);
	const startedDays = await loadPacks(
		tx,
		DAYS,
		keys.map((key) => ({ ...key, period: month }))
	);
	const startedMonths = await loadPacks(
		tx,
		MONTHS,
		keys.map((key) => ({ ...key, period: year }))
	);
	await tx`
		delete from metering.month_part p using unnest(${series}::int[], ${ids}::int[]) as w (series_id, meter_id)
		where p.series_id = w.series_id and p.meter_id = w.meter_id and p.until > ${firstDay}::date`;
	await tx`
		delete from metering.price_part p
		using unnest(${apartments}::int[], ${series}::int[], ${ids}::int[]) as w (apartment_id, series_id, meter_id)
		where p.apartment_id = w.apartment_id and p.series_id = w.series_id and p.meter_id = w.meter_id
			and p.start_at >= to_timestamp(${dayStart(firstDay)})`;
	const parts = await loadParts(
		tx,
		keys.map(({ meter, seriesId }) => ({ seriesId, meterId: meter.id, month }))
	);
	for (const [table, column, since] of [
		['reading_pack', 'day', firstDay],
		['hour_pack', 'day', firstDay],
		['day_pack', 'month', month],
		['month_pack', 'year', year]
	] as const) {
		await tx`
			delete from metering.${tx(table)} p
			using unnest(${apartments}::int[], ${series}::int[], ${ids}::int[]) as w (apartment_id, series_id, meter_id)
			where p.apartment_id = w.apartment_id and p.series_id = w.series_id and p.meter_id = w.meter_id
				and p.${tx(column)} >= ${since}::date`;
	}
	const dayRows: (string | number | null)[][] = [];
	const monthRows: (string | number | null)[][] = [];
	for (const { meter, seriesId } of keys) {
		const place = [meter.apartmentId, seriesId, meter.id];
		const dayPack = startedDays.get(`${seriesId} ${meter.id} ${month}`);
		const days = dayPack
			? DAYS.unpack(dayPack, month, meter.kind).filter((cell) => civilDay(cell.start) < firstDay)
			: [];
		const monthPack = startedMonths.get(`${seriesId} ${meter.id} ${year}`);
		const before = monthPack
			? MONTHS.unpack(monthPack, year, meter.kind).filter((cell) => civilDay(cell.start) < month)
			: [];
		const part = parts.get(partKey({ seriesId, meterId: meter.id, month }));
		const begun =
			days.length > 0
				? foldWithParts(days, { seriesId, meterId: meter.id }, parts, DAYS.fold)
				: DAYS.fold(part ? [part.cell] : []);
		const months = [...before, ...begun];
		if (days.length > 0) dayRows.push([...place, month, ...packColumns(DAYS.pack(days, month))]);
		if (months.length > 0) monthRows.push([...place, year, ...packColumns(MONTHS.pack(months, year))]);
	}
	await upsert(tx, 'day_pack', dayRows);
	await upsert(tx, 'month_pack', monthRows);
	await writePriceParts(
		tx,
		keys.map((key) => ({ ...key, month }))
	);
}
