import { addMonths, civilDay, dayStart, firstOfMonth } from '#lib/energy/calendar.ts';
import { cutsOf } from '#lib/energy/cost/cut.ts';
import { MEDIA, type Medium } from '#lib/energy/medium.ts';
import type { Pool } from '../../db/connection.ts';
import { asRole } from '../../db/session.ts';
import { loadMeters } from '../meters.ts';
import type { Transaction } from '../packed-rows.ts';
import { loadPrices, type CompanyPrices } from '../prices.ts';
import { writePriceParts, type MeterMonth } from '../price-parts.ts';
import { lockMeters } from '../store-readings.ts';

/** Months of a meter: `cut` has all its parts; of `uncut` too little is kept to tell them. */
export interface Recut {
	readonly cut: number;
	readonly uncut: number;
}

const APARTMENTS_AT_A_TIME = 100;

/**
 * Cuts a company's months anew after its prices have changed, as far as their days and hours are kept. Each batch of
 * apartments is one transaction; done twice it changes nothing more.
 * @param sql connected as hemvy_owner @param now UTC seconds
 */
export async function recut(sql: Pool, companyId: number, now: number): Promise<Recut> {
	let [after, cut, uncut] = [0, 0, 0];
	for (;;) {
		const batch = await asRole(sql, 'hemvy_collector', null, async (tx) => {
			const apartments = await nextApartments(tx, companyId, after);
			const done =
				apartments.length === 0 ? { cut: 0, uncut: 0 } : await recutApartments(tx, apartments, now);
			return { last: apartments.at(-1), ...done };
		});
		cut += batch.cut;
		uncut += batch.uncut;
		if (batch.last === undefined) return { cut, uncut };
		after = batch.last;
	}
}

async function nextApartments(tx: Transaction, companyId: number, after: number): Promise<number[]> {
	const rows = await tx<{ id: number }[]>`
		select a.id from housing.apartment a
		join housing.building b on b.id = a.building_id
		join housing.property p on p.id = b.property_id
		where p.company_id = ${companyId} and a.id > ${after} order by a.id limit ${APARTMENTS_AT_A_TIME}`;
	return rows.map(({ id }) => id);
}

async function recutApartments(tx: Transaction, apartments: readonly number[], now: number): Promise<Recut> {
	const rows = await tx<{ id: number; first: string }[]>`
		select m.id, to_char(m.installed, 'YYYY-MM-DD') as first from metering.meter m
		where m.apartment_id = any (${apartments as number[]}::int[]) and m.medium <> 'temperature' order by m.id`;
	const ids = rows.map(({ id }) => id);
	await lockMeters(tx, ids);
	const meters = [...(await loadMeters(tx, ids)).values()];
	const first = rows.map((row) => row.first).sort()[0];
	if (first === undefined) return { cut: 0, uncut: 0 };
	const last = firstOfMonth(civilDay(now));
	const ends = [firstOfMonth(first), last].flatMap((month) => meters.map((meter) => ({ meter, month })));
	const prices = await loadPrices(tx, ends);
	const cutMonths = cutMonthsOf(prices, firstOfMonth(first), last);
	const months = meters.flatMap((meter) =>
		meter.stays.flatMap(({ seriesId, start, end }) =>
			(cutMonths.get(prices.get(meter.apartmentId))?.[meter.medium] ?? [])
				.filter((month) => dayStart(addMonths(month, 1)) > Math.max(start, meter.installed))
				.filter((month) => dayStart(month) < Math.min(end, meter.removed ?? Infinity))
				.map((month): MeterMonth => ({ meter, seriesId, month }))
		)
	);
	await dropOthers(tx, apartments, months);
	return writePriceParts(tx, months);
}

/** The months in which a price changes, by the company's prices and medium. */
function cutMonthsOf(
	prices: ReadonlyMap<number, CompanyPrices>,
	first: string,
	last: string
): Map<CompanyPrices | undefined, Partial<Record<Medium, string[]>>> {
	const found = new Map<CompanyPrices | undefined, Partial<Record<Medium, string[]>>>();
	for (const company of new Set(prices.values())) {
		const own: Partial<Record<Medium, string[]>> = {};
		for (let month = first; month <= last; month = addMonths(month, 1)) {
			const [start, end] = [dayStart(month), dayStart(addMonths(month, 1))];
			for (const medium of MEDIA) {
				if (cutsOf(company[medium] ?? [], start, end).length > 0) (own[medium] ??= []).push(month);
			}
		}
		found.set(company, own);
	}
	return found;
}

/** Takes parts away of months that are cut no longer. */
async function dropOthers(
	tx: Transaction,
	apartments: readonly number[],
	months: readonly MeterMonth[]
): Promise<void> {
	await tx`
		delete from metering.price_part p where p.apartment_id = any (${apartments as number[]}::int[])
			and not exists (
				select from unnest(${months.map(({ seriesId }) => seriesId)}::int[],
					${months.map(({ meter }) => meter.id)}::int[], ${months.map(({ month }) => month)}::date[])
					as w (series_id, meter_id, month)
				where w.series_id = p.series_id and w.meter_id = p.meter_id and w.month = p.month
			)`;
}
