import { civilDay } from '#lib/energy/calendar.ts';
import type { MeterKind } from '#lib/energy/medium.ts';
import { MONTHS } from '../levels.ts';
import { packColumns, upsert, type Transaction } from '../packed-rows.ts';
import type { LimitDays } from './limits.ts';

interface MonthPackRow {
	series_id: number;
	occupancy_id: number;
	meter_id: number;
	year: string;
	kind: MeterKind;
	before: string;
	first: number;
	packed: number[];
	steps: number[] | null;
	flags: number[] | null;
	lows: number[] | null;
	highs: number[] | null;
}

/**
 * Takes an apartment's months away that are older than they are kept: those of media that are billed stay as long as
 * the bills, and a bill that is disputed holds its own.
 * @param erased homes whose erasure is due: of them months that are no bill's basis go too
 * @returns how many months of a meter went, by home (occupancy)
 */
export async function eraseMonths(
	tx: Transaction,
	days: LimitDays,
	apartmentId: number,
	erased: readonly number[] = []
): Promise<Map<number, number>> {
	const rows = await tx<MonthPackRow[]>`
		select p.series_id, s.occupancy_id, p.meter_id, p.year, p.first, p.packed, p.steps, p.flags, p.lows, p.highs,
			case when s.medium = 'temperature' then 'gauge' else 'counter' end as kind, l.before
		from metering.series s
		cross join lateral (
			select date_trunc('month', least(
				case when store.is_billed(s.apartment_id, s.medium) then ${days.billing}::date else ${days.month}::date end,
				lower(store.disputed(s.occupancy_id, s.medium))
			)::timestamp)::date as by_age,
			(select e.months_before from store.erasure_limits(s.occupancy_id, ${days.today}::date) e
				where e.series_id = s.id and s.occupancy_id = any (${erased as number[]}::int[])) as erased
		) k
		cross join lateral (select greatest(k.by_age, k.erased) as before) l
		join metering.month_pack p on p.apartment_id = s.apartment_id and p.series_id = s.id and p.year < l.before
		where s.apartment_id = ${apartmentId}`;
	const gone = new Map<number, number>();
	for (const row of rows) {
		const cells = MONTHS.unpack({ ...row, values: row.packed }, row.year, row.kind);
		const kept = cells.filter((cell) => civilDay(cell.start) >= row.before);
		if (kept.length === cells.length) continue;
		const before = gone.get(row.occupancy_id) ?? 0;
		gone.set(row.occupancy_id, before + cells.length - kept.length);
		if (kept.length > 0) {
			await upsert(tx, 'month_pack', [
				[apartmentId, row.series_id, row.meter_id, row.year, ...packColumns(MONTHS.pack(kept, row.year))]
			]);
		} else {
			await tx`
				delete from metering.month_pack p where p.apartment_id = ${apartmentId} and p.series_id = ${row.series_id}
					and p.meter_id = ${row.meter_id} and p.year = ${row.year}::date`;
		}
		await tx`
			delete from metering.month_part p where p.series_id = ${row.series_id} and p.meter_id = ${row.meter_id}
				and p.month < ${row.before}::date`;
		await tx`
			delete from metering.price_part p where p.apartment_id = ${apartmentId} and p.series_id = ${row.series_id}
				and p.meter_id = ${row.meter_id} and p.month < ${row.before}::date`;
	}
	return gone;
}
