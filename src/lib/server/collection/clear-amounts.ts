import { civilDay } from '#lib/energy/calendar.ts';
import { loadPacks } from './amount-packs.ts';
import { MONTHS } from './levels.ts';
import type { CollectedMeter } from './meters.ts';
import { packColumns, upsert, type Transaction } from './packed-rows.ts';

/** Takes away all that is stored of these meters from a month's first civil day on, in every series of theirs. */
export async function clearAmounts(
	tx: Transaction,
	meters: readonly CollectedMeter[],
	firstDay: string
): Promise<void> {
	const keys = meters.flatMap((meter) => meter.stays.map(({ seriesId }) => ({ meter, seriesId })));
	const apartments = keys.map((key) => key.meter.apartmentId);
	const series = keys.map((key) => key.seriesId);
	const ids = keys.map((key) => key.meter.id);
	const year = `${firstDay.slice(0, 4)}-01-01`;
	const started = await loadPacks(
		tx,
		MONTHS,
		keys.map((key) => ({ ...key, period: year }))
	);
	for (const [table, column, since] of [
		['reading_pack', 'day', firstDay],
		['hour_pack', 'day', firstDay],
		['day_pack', 'month', firstDay],
		['month_pack', 'year', year]
	] as const) {
		await tx`
			delete from metering.${tx(table)} p
			using unnest(${apartments}::int[], ${series}::int[], ${ids}::int[]) as w (apartment_id, series_id, meter_id)
			where p.apartment_id = w.apartment_id and p.series_id = w.series_id and p.meter_id = w.meter_id
				and p.${tx(column)} >= ${since}::date`;
	}
	const rows = keys.flatMap(({ meter, seriesId }) => {
		const pack = started.get(`${seriesId} ${meter.id} ${year}`);
		const kept = pack
			? MONTHS.unpack(pack, year, meter.kind).filter((cell) => civilDay(cell.start) < firstDay)
			: [];
		if (kept.length === 0) return [];
		return [[meter.apartmentId, seriesId, meter.id, year, ...packColumns(MONTHS.pack(kept, year))]];
	});
	await upsert(tx, 'month_pack', rows);
}
