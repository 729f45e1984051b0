import { addMonths, civilDay, firstOfMonth, HOME_ZONE } from '#lib/energy/calendar.ts';
import { isCounterCell, type CounterCell } from '#lib/energy/cell.ts';
import { priceOf, type Price } from '#lib/energy/cost/price.ts';
import type { Medium } from '#lib/energy/medium.ts';
import type { Home } from '#lib/energy/series.ts';
import { unpackDays, unpackMonths } from '#lib/energy/pack.ts';
import type { Statement } from '#lib/server/db/session.ts';
import type { DaySpan } from '../intervals.ts';
import { packedStatement, parsePacked, type PackRow } from '../packed.ts';
import { HOME_JSON, homeOf, type HomeRow } from '../read-homes.ts';
import { readRows, type Reader } from '../reader.ts';

/** A meter of the home in its time, with what months, parts of months and days say of it. UTC seconds. */
export interface CostMeter {
	readonly medium: Medium;
	readonly serial: string;
	readonly scale: number;
	readonly installed: number;
	readonly removed: number | null;
	/** By the first civil day of each. */
	readonly months: ReadonlyMap<string, CounterCell>;
	/** By month: the parts that the changes of its price cut it into, time ascending. */
	readonly parts: ReadonlyMap<string, readonly CounterCell[]>;
	readonly days: readonly CounterCell[];
}

/** All that costs are worked out from, in one state of the database. */
export interface CostCells {
	readonly home: Home;
	/** Counters only. */
	readonly meters: readonly CostMeter[];
	readonly prices: ReadonlyMap<Medium, readonly Price[]>;
}

type PartTuple = readonly [string, string, number, number, number, number, number, number];
type PriceTuple = readonly [Medium, number, number | null, string, string, string];

const PARTS = `select (select json_agg(json_build_array(h.meter_id, p.month, extract(epoch from p.start_at)::float8,
		extract(epoch from p.end_at)::float8, p.from_register, p.to_register, p.step, p.flags) order by p.start_at)::text
	from portal.home_meters h join lateral (
		select * from portal.price_parts p where p.apartment_key = h.apartment_key and p.series_key = h.series_key
			and p.meter_key = h.meter_key and p.month >= $2::date and p.month < $3::date
	) p on true where h.home_id = $1) as parts,
	(select json_agg(json_build_array(l.medium, coalesce(extract(epoch from l.valid_from), 0)::float8,
		extract(epoch from l.valid_to)::float8, l.price_per_unit::text, l.vat::text, l.fixed_fee_per_day::text)
		order by l.valid_from)::text from portal.prices l where l.home_id = $1) as prices,
	(select json_object_agg(m.meter_id, m.serial)::text from portal.meters m where m.home_id = $1) as serials,
	(select ${HOME_JSON} from portal.homes h where h.home_id = $1) as home`;

interface CostRow {
	readonly parts: string | null;
	readonly prices: string | null;
	readonly serials: string | null;
	readonly home: HomeRow | null;
}

const COUNTERS: readonly Medium[] = ['cold_water', 'hot_water', 'electricity', 'electricity_export'];

/**
 * What a home's costs are made of: its months with their parts, prices, and where asked for the days of a span. One
 * round trip; null when there is no such home for whoever asks.
 * @param months whole civil years @param days null: none
 */
export async function readCostCells(
	reader: Reader,
	homeId: string,
	months: DaySpan,
	days: DaySpan | null
): Promise<CostCells | null> {
	const facts: Statement = { text: PARTS, parameters: [homeId, months.from, months.to] };
	const none = { hours: null, beyond: null };
	const wanted = days === null ? { days: [] } : { days: [days] };
	const packedRows = packedStatement(homeId, COUNTERS, {
		grid: 'month',
		span: months,
		months,
		...none,
		...wanted
	});
	const [factRows, rows] = await readRows(reader, [facts, packedRows]);
	const row = factRows?.[0] as CostRow | undefined;
	if (!row?.home) return null;
	const home = homeOf(row.home);
	const packed = parsePacked(rows?.[0]);
	const serials = JSON.parse(row.serials ?? '{}') as Record<string, string>;
	const parts = Map.groupBy(JSON.parse(row.parts ?? '[]') as PartTuple[], ([meter]) => meter);
	const zone = home.timeZone || HOME_ZONE;
	const meters = packed.meters.map(([id, medium, scale, installed, removed]): CostMeter => {
		const mine = (list: readonly PackRow[]) => list.filter((pack) => pack[0] === id);
		const cells = mine(packed.months).flatMap((pack) =>
			unpackMonths(packOf(pack), pack[1], zone, 'counter').filter(isCounterCell)
		);
		return {
			...{ medium, scale, installed, removed, serial: serials[id] ?? '' },
			months: new Map(cells.map((cell) => [firstOfMonth(civilDay(cell.start, zone)), cell])),
			parts: new Map(
				[...Map.groupBy(parts.get(id) ?? [], ([, month]) => month)].map(([month, own]) => [
					month,
					own.map(([, , start, end, from, to, step, flags]) => ({ start, end, from, to, step, flags }))
				])
			),
			days: mine(packed.days).flatMap((pack) =>
				unpackDays(packOf(pack), pack[1], zone, 'counter').filter(isCounterCell)
			)
		};
	});
	const listed = Map.groupBy(JSON.parse(row.prices ?? '[]') as PriceTuple[], ([medium]) => medium);
	const prices = [...listed].map(([medium, own]) => {
		const each = own.map(([, from, to, perUnit, vat, feePerDay]) =>
			priceOf({ from, to, perUnit, vat, feePerDay })
		);
		return [medium, each] as const;
	});
	return { home, meters, prices: new Map(prices) };
}

function packOf([, , first, values, steps = null, flags = null]: PackRow) {
	return { first, values, steps, flags, lows: null, highs: null };
}

/** The civil month after. */
export const nextMonth = (month: string): string => addMonths(month, 1);
