import type { MeterKind } from '#lib/energy/medium.ts';
import type { Transaction } from '../packed-rows.ts';
import type { LimitDays } from './limits.ts';

/** Why hours or days go. */
export type ReductionRule = 'age' | 'no_consent' | 'moved_out';

/** A series some of whose hours or days are to go: those before the civil days. */
export interface DueSeries {
	readonly series_id: number;
	readonly apartment_id: number;
	readonly kind: MeterKind;
	readonly hours_before: string;
	readonly hours_rule: ReductionRule;
	readonly days_before: string;
	readonly days_rule: ReductionRule;
}

/** Apartments with series after this one, a few at a time, so that a run may be cut off anywhere. */
export async function dueApartments(tx: Transaction, after: number, most: number): Promise<number[]> {
	const rows = await tx<{ id: number }[]>`
		select distinct s.apartment_id as id from metering.series s
		where s.apartment_id > ${after}
		order by 1 limit ${most}`;
	return rows.map(({ id }) => id);
}

/**
 * What is due in an apartment. A basis for a resolution is a consent of anybody who decides in the home (for themselves,
 * the display, the TV or a case) or a mandate, in force at the moment or when the time there ended. Of a series that goes
 * on so much stays that the next reading can be put beside the last: the two latest days that were read, and no gap is
 * cut in two.
 */
export async function dueSeries(tx: Transaction, days: LimitDays, apartmentId: number): Promise<DueSeries[]> {
	return tx<DueSeries[]>`
		with o as (
			select o.id, o.kind, least(upper(o.during), ${days.now}::timestamptz) as until,
				coalesce(upper(o.during) <= ${days.now}::timestamptz, false) as is_over,
				(upper(o.during) at time zone 'Europe/Stockholm')::date as last_day
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
						then case when s.medium = 'temperature' then ${days.temperatureHour}::date else ${days.hour}::date end
						else case when s.medium = 'temperature' then ${days.temperatureDay}::date else ${days.day}::date end
					end as day, 'age' as rule
					union all
					select o.last_day + 1, 'moved_out' where o.is_over and o.last_day <= ${days.movedOut}::date
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
		held as (
			select d.*, least(
				d.day,
				(select min(lower(i.period)) from staff.invoice i
					where i.occupancy_id = d.occupancy_id and d.medium = any (i.media)
						and i.disputed is not null and i.settled is null),
				case when not d.is_over then (
					select min(m.day) from metering.meter k
					cross join lateral (
						select min(t.day) as day from (
							select p.day from metering.reading_pack p
							where p.apartment_id = d.apartment_id and p.series_id = d.id and p.meter_id = k.id
							order by p.day desc limit 2
						) t
					) m
					where k.apartment_id = d.apartment_id and k.medium = d.medium and k.removed is null
				) end,
				case when not d.is_over then (
					select min(m.day) from metering.meter k
					cross join lateral (
						select p.day from metering.hour_pack p
						where p.apartment_id = d.apartment_id and p.series_id = d.id and p.meter_id = k.id and p.day <= d.day
							and coalesce(p.flags[1], 0) & 128 = 0
						order by p.day desc limit 1
					) m
					where k.apartment_id = d.apartment_id and k.medium = d.medium and k.removed is null
				) end
			) as before
			from due d
		)
		select h.id as series_id, h.apartment_id, case when h.medium = 'temperature' then 'gauge' else 'counter' end as kind,
			h.before as hours_before, h.rule as hours_rule, d.before as days_before, d.rule as days_rule
		from held h
		join held d on d.id = h.id and d.resolution = 'day'
		left join metering.reduced r on r.series_id = h.id
		where h.resolution = 'hour'
			and (r.series_id is null or h.before > r.hours_before or d.before > r.days_before)
		order by h.id`;
}
