import { addMonths, civilDay, dayStart, firstOfMonth } from '#lib/energy/calendar.ts';
import { judgeHotShare } from '#lib/energy/plausibility.ts';
import { FLAG } from '#lib/energy/quality.ts';
import type { Change } from './amount-packs.ts';
import type { Transaction } from './packed-rows.ts';

/** A month of less water than this says nothing, m³. */
const LEAST_M3 = 1;

interface MonthRow {
	apartment_id: number;
	/** Of the hot water. */
	series_id: number;
	occupancy_id: number;
	year: string;
	slot: number;
	hot: number | null;
	cold: number | null;
}

/**
 * Flags the touched months of hot water whose share of all water is odd, and takes the flag from those that are no
 * longer: late cold water may have made them right. Only months that are over are judged.
 * @param now UTC seconds
 */
export async function flagHotShare(tx: Transaction, changes: readonly Change[], now: number): Promise<void> {
	const touched = new Map<string, { apartment: number; year: string }>();
	for (const { meter, cells } of changes) {
		if (meter.medium !== 'hot_water' && meter.medium !== 'cold_water') continue;
		for (const cell of cells) {
			const year = `${civilDay(cell.start).slice(0, 4)}-01-01`;
			touched.set(`${meter.apartmentId} ${year}`, { apartment: meter.apartmentId, year });
		}
	}
	if (touched.size === 0) return;
	const keys = [...touched.values()];
	const judged = await tx<MonthRow[]>`
		select w.apartment_id, min(s.id) filter (where s.medium = 'hot_water') as series_id, s.occupancy_id, p.year,
			p.first + i.i as slot,
			sum(a.units) filter (where s.medium = 'hot_water')::float8 as hot,
			sum(a.units) filter (where s.medium = 'cold_water')::float8 as cold
		from unnest(${keys.map((key) => key.apartment)}::int[], ${keys.map((key) => key.year)}::date[]) as w (apartment_id, year)
		join metering.series s on s.apartment_id = w.apartment_id and s.medium in ('hot_water', 'cold_water')
		join metering.meter m on m.apartment_id = w.apartment_id and m.medium = s.medium
		join metering.month_pack p on p.apartment_id = w.apartment_id and p.series_id = s.id and p.meter_id = m.id
			and p.year = w.year
		cross join lateral generate_series(0, cardinality(p.packed) - 2) as i
		cross join lateral (select (p.packed[i.i + 2] - p.packed[i.i + 1] + coalesce(p.steps[i.i + 1], 0)) * power(10.0, m.scale) as units) a
		where coalesce(p.flags[i.i + 1], 0) & ${FLAG.ABSENT}::int = 0
		group by w.apartment_id, s.occupancy_id, p.year, p.first + i.i
		having count(*) filter (where s.medium = 'hot_water') > 0`;
	const odd = judged.map((row) => (isOdd(row, now) ? FLAG.ODD_SHARE : 0));
	await tx`
		update metering.month_pack p set flags = f.flags
		from (select q.apartment_id, q.series_id, q.meter_id, q.year,
				nullif(array_agg((coalesce(q.flags[i.i + 1], 0) & ~${FLAG.ODD_SHARE}::int
					| coalesce(w.odd, 0))::smallint order by i.i),
					array_fill(0::smallint, array[cardinality(q.packed) - 1])) as flags
			from metering.month_pack q
			cross join lateral generate_series(0, cardinality(q.packed) - 2) as i
			left join unnest(${judged.map((row) => row.apartment_id)}::int[], ${judged.map((row) => row.series_id)}::int[],
				${judged.map((row) => row.year)}::date[], ${judged.map((row) => row.slot)}::int[], ${odd}::int[])
				as w (apartment_id, series_id, year, slot, odd)
				on w.apartment_id = q.apartment_id and w.series_id = q.series_id and w.year = q.year and w.slot = q.first + i.i
			where (q.apartment_id, q.series_id, q.year) in (select a, b, c from unnest(${judged.map((row) => row.apartment_id)}::int[],
				${judged.map((row) => row.series_id)}::int[], ${judged.map((row) => row.year)}::date[]) as t (a, b, c))
			group by 1, 2, 3, 4, q.packed) f
		where p.apartment_id = f.apartment_id and p.series_id = f.series_id and p.meter_id = f.meter_id and p.year = f.year
			and p.flags is distinct from f.flags`;
}

function isOdd(row: MonthRow, now: number): boolean {
	const month = addMonths(row.year, row.slot);
	const span = { start: dayStart(month), end: dayStart(firstOfMonth(addMonths(month, 1))) };
	if (span.end > now || (row.hot ?? 0) + (row.cold ?? 0) < LEAST_M3) return false;
	return judgeHotShare(span, row.hot, row.cold) !== null;
}
