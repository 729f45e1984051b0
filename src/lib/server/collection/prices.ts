import { addMonths, dayStart } from '#lib/energy/calendar.ts';
import { priceOf, type Price } from '#lib/energy/cost/price.ts';
import type { Medium } from '#lib/energy/medium.ts';
import type { CollectedMeter } from './meters.ts';
import type { Transaction } from './packed-rows.ts';

/** A company's prices by medium, in order of time. */
export type CompanyPrices = Readonly<Partial<Record<Medium, readonly Price[]>>>;

interface PriceRow {
	readonly apartments: number[];
	readonly medium: Medium;
	readonly from: number;
	readonly to: number | null;
	readonly perUnit: string;
	readonly vat: string;
	readonly feePerDay: string;
}

/** The prices that hold in any of the months, by apartment; those of one company are one object. */
export async function loadPrices(
	tx: Transaction,
	months: readonly { readonly meter: CollectedMeter; readonly month: string }[]
): Promise<Map<number, CompanyPrices>> {
	const all = months.map(({ month }) => month).sort();
	const [first, last] = [all[0], all.at(-1)];
	if (first === undefined || last === undefined) return new Map();
	const apartments = [...new Set(months.map(({ meter }) => meter.apartmentId))];
	const rows = await tx<PriceRow[]>`
		with c as materialized (
			select p.company_id, array_agg(a.id) as apartments from housing.apartment a
			join housing.building b on b.id = a.building_id
			join housing.property p on p.id = b.property_id
			where a.id = any (${apartments}::int[]) group by p.company_id
		)
		select c.apartments, l.medium, coalesce(extract(epoch from lower(l.valid)), 0)::float8 as from,
			extract(epoch from upper(l.valid))::float8 as to, l.price_per_unit::text as "perUnit", l.vat::text as vat,
			l.fixed_fee_per_day::text as "feePerDay"
		from c join housing.price_list l on l.company_id = c.company_id
		where l.valid && tstzrange(to_timestamp(${dayStart(first)}), to_timestamp(${dayStart(addMonths(last, 1))}))
		order by c.company_id, l.medium, lower(l.valid)`;
	const byCompany = Map.groupBy(rows, ({ apartments: own }) => own[0]);
	const prices = new Map<number, CompanyPrices>();
	for (const own of byCompany.values()) {
		const byMedium = Map.groupBy(own, ({ medium }) => medium);
		const company = Object.fromEntries([...byMedium].map(([medium, list]) => [medium, list.map(priceOf)]));
		for (const apartment of own[0]?.apartments ?? []) prices.set(apartment, company);
	}
	return prices;
}
