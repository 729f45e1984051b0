import type { MeterKind } from '#lib/energy/medium.ts';
import type { Transaction } from '../packed-rows.ts';
import type { LimitDays } from './limits.ts';

/** Why hours or days go. */
export type ReductionRule = 'age' | 'no_consent' | 'moved_out' | 'erasure' | 'dispute_over';

/** A series some of whose hours or days are to go: those before the civil days, but for the held ones. */
export interface DueSeries {
	readonly series_id: number;
	readonly occupancy_id: number;
	readonly apartment_id: number;
	readonly kind: MeterKind;
	readonly hours_before: string;
	readonly hours_rule: ReductionRule;
	readonly days_before: string;
	readonly days_rule: ReductionRule;
	/** What a disputed bill is about: a multirange of civil days whose hours stay, and the whole months whose days do. */
	readonly hours_held: string;
	readonly days_held: string;
}

/**
 * Apartments with series after this one, a few at a time, so that a run may be cut off anywhere. The invented households
 * of a sample company are left as they are, but where somebody asked for an erasure.
 */
export async function dueApartments(
	tx: Transaction,
	days: LimitDays,
	{ after, most }: { readonly after: number; readonly most: number }
): Promise<number[]> {
	const rows = await tx<{ id: number }[]>`
		select distinct s.apartment_id as id from metering.series s
		join housing.apartment a on a.id = s.apartment_id
		join housing.building b on b.id = a.building_id
		join housing.property p on p.id = b.property_id
		join housing.company c on c.id = p.company_id
		where s.apartment_id > ${after} and (
			not c.is_sample
			or s.apartment_id in (select e.apartment_id from consent.due_erasures(null, ${days.now}::timestamptz) e)
		)
		order by 1 limit ${most}`;
	return rows.map(({ id }) => id);
}

/** Homes of an apartment whose erasure is due; nobody changes their mind any more before the transaction ends. */
export async function dueErasures(tx: Transaction, days: LimitDays, apartmentId: number): Promise<number[]> {
	const due = () => tx<{ id: number }[]>`
		select e.occupancy_id as id from consent.due_erasures(${apartmentId}, ${days.now}::timestamptz) e order by 1`;
	const found = await due();
	if (found.length === 0) return [];
	for (const { id } of found) await tx`select pg_advisory_xact_lock(hashtext('consent.erasure'), ${id})`;
	return (await due()).map(({ id }) => id).filter((id) => found.some((each) => each.id === id));
}

/**
 * What is due in an apartment. A basis for a resolution is a consent of anybody who decides in the home (for themselves,
 * the display, the TV or a case) or a mandate, in force at the moment or when the time there ended. Of a series that goes
 * on so much stays that the next reading can be put beside the last (store.needed_from). What a disputed bill is about
 * stays, and goes when the dispute is over.
 * @param erased homes whose erasure is due
 */
export async function dueSeries(
	tx: Transaction,
	days: LimitDays,
	apartmentId: number,
	erased: readonly number[] = []
): Promise<DueSeries[]> {
	return tx<DueSeries[]>`
		with o as (
			select o.id, o.kind, least(upper(o.during), ${days.now}::timestamptz) as until,
				coalesce(upper(o.during) <= ${days.now}::timestamptz, false) as is_over,
				(upper(o.during) at time zone 'Europe/Stockholm')::date as last_day,
				coalesce((
					select k.months = 24 and k.expires > ${days.now}::timestamptz from consent.keeping k
					where k.occupancy_id = o.id order by k.id desc limit 1
				), false) as keeps_longer
			from housing.occupancy o where o.apartment_id = ${apartmentId}
		),
		due as (
			select s.id, s.apartment_id, s.medium, o.id as occupancy_id, o.is_over, w.resolution, c.day, c.rule
			from metering.series s
			join o on o.id = s.occupancy_id
			cross join (values ('hour'), ('day')) as w (resolution)
			cross join lateral (
				select b.day, b.rule from (
					select case when w.resolution = 'hour'
						then case when s.medium = 'temperature' then ${days.temperatureHour}::date
							when o.keeps_longer then ${days.hourChosen}::date else ${days.hour}::date end
						else case when s.medium = 'temperature' then ${days.temperatureDay}::date else ${days.day}::date end
					end as day, 'age' as rule
					union all
					select o.last_day + 1, 'moved_out' where o.is_over and o.last_day <= ${days.movedOut}::date
					union all
					select least(o.last_day + 1, ${days.today}::date), 'erasure' where o.id = any (${erased as number[]}::int[])
					union all
					select ${days.withoutConsent}::date, 'no_consent'
					where not exists (
							select from consent.record r
							where r.occupancy_id = o.id and r.medium = s.medium and r.resolution = w.resolution
								and r.act in ('given', 'confirmed') and r.at <= o.until and r.expires > o.until
								and not exists (
									select from consent.record n
									where n.occupancy_id = r.occupancy_id and n.purpose = r.purpose
										and (n.person_id = r.person_id or r.purpose in ('display', 'tv'))
										and n.resolution = r.resolution and n.medium = r.medium
										and n.recipient_id is not distinct from r.recipient_id
										and n.act in ('given', 'confirmed', 'withdrawn') and n.id > r.id and n.at <= o.until
								)
						)
						and not exists (
							select from consent.mandate m
							where m.occupancy_id = o.id and s.medium = any (m.media) and w.resolution = any (m.resolutions)
								and m.accepted <= o.until and coalesce(m.ended, 'infinity') > o.until
								and m.begins <= o.until and m.ends > o.until
						)
						and not exists (
							select from consent.record r
							where r.occupancy_id = o.id and r.medium = s.medium and r.resolution = w.resolution
								and (r.act = 'withdrawn' and r.at > ${days.withdrawn}::date
									or r.expires > ${days.withdrawn}::date and r.expires <= ${days.now}::timestamptz)
						)
				) b order by b.day desc limit 1
			) c
		),
		limited as (
			select d.*, least(
				d.day,
				case when not d.is_over then store.needed_from(d.apartment_id, d.id, d.medium, d.day) end
			) as before
			from due d
		),
		meant as (
			select h.id as series_id, h.occupancy_id, h.apartment_id, h.medium, h.is_over, coalesce(x.held, '{}') as hours_held,
				coalesce(store.whole_months(x.held), '{}') as days_held,
				greatest(h.before, r.hours_before) as hours_before,
				case when h.before > r.hours_before or r.series_id is null then h.rule else 'dispute_over' end as hours_rule,
				greatest(d.before, r.days_before) as days_before,
				case when d.before > r.days_before or r.series_id is null then d.rule else 'dispute_over' end as days_rule,
				r.series_id is null or h.before > r.hours_before or d.before > r.days_before as is_more
			from limited h
			join limited d on d.id = h.id and d.resolution = 'day'
			left join metering.reduced r on r.series_id = h.id
			cross join lateral (select store.disputed(h.occupancy_id, h.medium) as held) x
			where h.resolution = 'hour'
		)
		select m.series_id, m.occupancy_id, m.apartment_id, case when m.medium = 'temperature' then 'gauge' else 'counter' end as kind,
			m.hours_before, m.hours_rule, m.days_before, m.days_rule, m.hours_held::text, m.days_held::text
		from meant m
		where m.is_more
			-- what a dispute had held
			or exists (
				select from metering.hour_pack p
				where p.apartment_id = m.apartment_id and p.series_id = m.series_id and p.day < m.hours_before
					and not p.day <@ m.hours_held
			)
			or exists (
				select from metering.day_pack p
				where p.apartment_id = m.apartment_id and p.series_id = m.series_id
					and p.month < date_trunc('month', m.days_before::timestamp)::date and not p.month <@ m.days_held
			)
		order by m.series_id`;
}
