import type { Pool } from '../db/connection.ts';
import { addDays, civilDay, dayStart } from '#lib/energy/calendar.ts';
import { MEDIUM_FACTS, type Medium } from '#lib/energy/medium.ts';
import type { MeterFacts } from '#lib/energy/meter.ts';
import { asRole } from '../db/session.ts';
import type { Transaction } from './packed-rows.ts';

/** A part of an apartment's life and the series that its readings of one medium belong to. UTC seconds, [start, end). */
export interface Stay {
	readonly seriesId: number;
	readonly start: number;
	readonly end: number;
	/** Hours and days before it are no longer kept, and none are taken in again. Absent: all are. */
	readonly keptFrom?: number;
}

/** A meter with all that is needed to turn its readings into rows. Registers are integers in its smallest unit. */
export interface CollectedMeter extends MeterFacts {
	readonly id: number;
	readonly apartmentId: number;
	readonly serial: string;
	readonly unit: string;
	/** In order of time, without overlap. */
	readonly stays: readonly Stay[];
}

interface MeterRow {
	id: number;
	apartment_id: number;
	serial: string;
	medium: Medium;
	unit: string;
	scale: number;
	digits: number | null;
	max_flow_per_h: number | null;
	initial_register: number | null;
	final_register: number | null;
	installed: number;
	removed: number | null;
	replaces: boolean;
}

/** A meter in one place, as readings name it: by serial number, and by when. `installed` ≤ at < `removed`, UTC seconds. */
export interface PlacedMeter {
	readonly id: number;
	readonly serial: string;
	readonly unit: string;
	readonly scale: number;
	readonly medium: Medium;
	readonly installed: number;
	/** null: still there. */
	readonly removed: number | null;
}

/** The meters with these serials, by serial: all places of a device, in order of time. Unknown serials are not there. */
export async function findMeters(
	sql: Pool,
	serials: readonly string[]
): Promise<Map<string, readonly PlacedMeter[]>> {
	const rows = await asRole(
		sql,
		'hemvy_collector',
		null,
		async (tx) => tx<PlacedMeter[]>`
			select id, serial, unit, scale, medium, extract(epoch from installed)::float8 as installed,
				extract(epoch from removed)::float8 as removed
			from metering.meter where serial = any(${serials as string[]}) order by installed`
	);
	return Map.groupBy(rows, (row) => row.serial);
}

/** Whether a meter hung in its place at an instant (UTC seconds). */
export function hungAt(
	{ installed, removed }: Pick<PlacedMeter, 'installed' | 'removed'>,
	at: number
): boolean {
	return at >= installed && (removed === null || at < removed);
}

/**
 * Where a device hung at an instant (UTC seconds). Of an instant at which it hung nowhere, the latest place: the store
 * then refuses the reading and says why. undefined: `places` is empty.
 */
export function placeAt(places: readonly PlacedMeter[], at: number): PlacedMeter | undefined {
	return places.find((place) => hungAt(place, at)) ?? places.at(-1);
}

/**
 * The meters with these ids, each with the stays of its apartment; series that do not exist yet are made.
 * @param tx a transaction as hemvy_collector
 */
export async function loadMeters(
	tx: Transaction,
	ids: readonly number[]
): Promise<Map<number, CollectedMeter>> {
	const meters = await tx<MeterRow[]>`
		select id, apartment_id, serial, medium, unit, scale, digits, max_flow_per_h, initial_register, final_register,
			extract(epoch from installed)::float8 as installed, extract(epoch from removed)::float8 as removed,
			exists (select 1 from metering.meter o where o.apartment_id = m.apartment_id and o.medium = m.medium
				and o.id <> m.id and o.removed between m.installed - interval '7 days' and m.installed) as replaces
		from metering.meter m where id = any(${ids as number[]}::int[])`;
	const stays = await loadStays(tx, meters);
	return new Map(
		meters.map((row) => [
			row.id,
			{
				id: row.id,
				apartmentId: row.apartment_id,
				serial: row.serial,
				medium: row.medium,
				kind: MEDIUM_FACTS[row.medium].kind,
				unit: row.unit,
				scale: row.scale,
				digits: row.digits,
				maxFlowPerHour: row.max_flow_per_h,
				initialRegister: row.initial_register,
				finalRegister: row.final_register,
				installed: row.installed,
				removed: row.removed,
				replaces: row.replaces,
				stays: stays.get(`${row.apartment_id} ${row.medium}`) ?? []
			}
		])
	);
}

interface StayRow {
	apartment_id: number;
	medium: Medium;
	id: number;
	starts: number;
	ends: number | null;
	/** Civil day. */
	kept_from: string | null;
}

async function loadStays(tx: Transaction, meters: readonly MeterRow[]): Promise<Map<string, Stay[]>> {
	const apartments = meters.map((meter) => meter.apartment_id);
	const media = meters.map((meter) => meter.medium);
	await tx`
		insert into metering.series (occupancy_id, apartment_id, medium)
		select distinct o.id, o.apartment_id, w.medium
		from unnest(${apartments}::int[], ${media}::text[]) as w (apartment_id, medium)
		join housing.occupancy o on o.apartment_id = w.apartment_id
		where not exists (select 1 from metering.series s where s.occupancy_id = o.id and s.medium = w.medium)
		on conflict do nothing`;
	const rows = await tx<StayRow[]>`
		select s.apartment_id, s.medium, s.id, extract(epoch from lower(o.during))::float8 as starts,
			case when not upper_inf(o.during) then extract(epoch from upper(o.during))::float8 end as ends,
			greatest(r.hours_before, r.days_before) as kept_from
		from metering.series s join housing.occupancy o on o.id = s.occupancy_id
		left join metering.reduced r on r.series_id = s.id
		where s.apartment_id = any(${apartments}::int[])
		order by lower(o.during)`;
	const stays = new Map<string, Stay[]>();
	for (const row of rows) {
		const key = `${row.apartment_id} ${row.medium}`;
		const list = stays.get(key) ?? [];
		if (list.length === 0) stays.set(key, list);
		list.push({
			seriesId: row.id,
			start: row.starts,
			end: row.ends ?? Number.POSITIVE_INFINITY,
			...(row.kept_from === null ? {} : { keptFrom: dayStart(row.kept_from) })
		});
	}
	return stays;
}

/**
 * Whether an instant lies where what was read is no longer kept, or so near to it that a reading there would touch it:
 * the first day that is kept is what those after it are worked out from.
 */
export function isReduced(meter: CollectedMeter, at: number): boolean {
	const stay = meter.stays.find(({ start, end }) => at >= start && at < end);
	if (stay?.keptFrom === undefined || stay.keptFrom <= stay.start) return false;
	return at < dayStart(addDays(civilDay(stay.keptFrom), 1));
}

/** Whether some of what the meter once said is no longer kept: its first stored reading is not its first. */
export function isCutShort(meter: CollectedMeter): boolean {
	return meter.stays.some(
		({ start, keptFrom }) => keptFrom !== undefined && keptFrom > Math.max(start, meter.installed)
	);
}

/** The series that an instant belongs to, or null where the apartment has no life yet. */
export function seriesAt(meter: CollectedMeter, at: number): number | null {
	for (const stay of meter.stays) if (at >= stay.start && at < stay.end) return stay.seriesId;
	return null;
}
