import { civilDay } from '#lib/energy/calendar.ts';
import type { MeterKind } from '#lib/energy/medium.ts';
import { MONTHS } from '../levels.ts';
import { packColumns, upsert, type Transaction } from '../packed-rows.ts';
import type { LimitDays } from './limits.ts';

interface MonthPackRow {
	series_id: number;
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
 * @returns how many months of a meter went
 */
export async function eraseMonths(tx: Transaction, days: LimitDays, apartmentId: number): Promise<number> {
	const rows = await tx<MonthPackRow[]>`
		select p.series_id, p.meter_id, p.year, p.first, p.packed, p.steps, p.flags, p.lows, p.highs,
			case when s.medium = 'temperature' then 'gauge' else 'counter' end as kind, l.before
		from metering.series s
		cross join lateral (
			select date_trunc('month', least(
				case when exists (
					select from housing.apartment a
					join housing.building b on b.id = a.building_id
					join housing.property e on e.id = b.property_id
					join housing.price_list i on i.company_id = e.company_id and i.medium = s.medium
					where a.id = s.apartment_id
				) then ${days.billing}::date else ${days.month}::date end,
				(select min(lower(i.period)) from staff.invoice i
					where i.occupancy_id = s.occupancy_id and s.medium = any (i.media)
						and i.disputed is not null and i.settled is null)
			)::timestamp)::date as before
		) l
		join metering.month_pack p on p.apartment_id = s.apartment_id and p.series_id = s.id and p.year < l.before
		where s.apartment_id = ${apartmentId}`;
	let gone = 0;
	for (const row of rows) {
		const cells = MONTHS.unpack({ ...row, values: row.packed }, row.year, row.kind);
		const kept = cells.filter((cell) => civilDay(cell.start) >= row.before);
		if (kept.length === cells.length) continue;
		gone += cells.length - kept.length;
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
	}
	return gone;
}
