-- Hours, days and months in row form, for whoever asks in SQL: one row an interval and meter. The pages use the packed
-- views, which hand a year over as a few hundred rows. Amounts are register differences, exact in the meter's unit.

-- The one word for a cell's flags; the same order as qualityOf in src/lib/energy/quality.ts (a test compares all).
create function portal.quality(flags int) returns text
language sql immutable parallel safe
return case
	when flags & 16 <> 0 then 'missing'
	when flags & (8 | 512 | 1024 | 2048) <> 0 then 'suspect'
	when flags & 32 <> 0 then 'meter_changed'
	when flags & 4 <> 0 then 'corrected'
	when flags & 1 <> 0 then 'interpolated'
	when flags & 2 <> 0 then 'late'
	else 'measured'
end;

-- Hours: `slot` hours after the civil day's first instant, on the 23- and the 25-hour day too.
create view portal.hours with (security_invoker = true, security_barrier = true) as
select
	nullif(o.public_id, '00000000-0000-0000-0000-000000000000') as home_id,
	s.medium,
	m.public_id as meter_id,
	m.serial,
	cell.start_at,
	cell.start_at + interval '1 hour' as end_at,
	case
		when cell.flags & 64 <> 0 then null
		when p.lows is not null then round(p.packed[i] * 10::numeric ^ m.scale, greatest(-m.scale, 0))
		else round(
			(p.packed[i + 1]::bigint - p.packed[i] + coalesce(p.steps[i], 0)) * 10::numeric ^ m.scale,
			greatest(-m.scale, 0)
		)
	end as amount,
	round(p.lows[i] * 10::numeric ^ m.scale, greatest(-m.scale, 0)) as low,
	round(p.highs[i] * 10::numeric ^ m.scale, greatest(-m.scale, 0)) as high,
	m.unit,
	portal.quality(cell.flags) as quality,
	p.day
from housing.occupancy o
join housing.apartment a on a.id = o.apartment_id
join housing.building b on b.id = a.building_id
join housing.property e on e.id = b.property_id
join housing.company c on c.id = e.company_id
join metering.series s on s.occupancy_id = o.id
join metering.meter m on m.apartment_id = s.apartment_id and m.medium = s.medium
join metering.hour_pack p on p.apartment_id = s.apartment_id and p.series_id = s.id and p.meter_id = m.id
cross join lateral generate_series(1, cardinality(p.packed) - case when p.lows is not null then 0 else 1 end) i
cross join lateral (
	select
		(p.day::timestamp at time zone c.time_zone) + (p.first + i - 1) * interval '1 hour' as start_at,
		coalesce(p.flags[i], 0)::int as flags
) cell;

-- Days: civil days, clipped to the whole hours of the home's own time.
create view portal.days with (security_invoker = true, security_barrier = true) as
select
	nullif(o.public_id, '00000000-0000-0000-0000-000000000000') as home_id,
	s.medium,
	m.public_id as meter_id,
	m.serial,
	greatest(cell.start_at, o_from.hour) as start_at,
	least(cell.end_at, o_to.hour) as end_at,
	case
		when cell.flags & 64 <> 0 then null
		when p.lows is not null then round(p.packed[i] * 10::numeric ^ m.scale, greatest(-m.scale, 0))
		else round(
			(p.packed[i + 1]::bigint - p.packed[i] + coalesce(p.steps[i], 0)) * 10::numeric ^ m.scale,
			greatest(-m.scale, 0)
		)
	end as amount,
	round(p.lows[i] * 10::numeric ^ m.scale, greatest(-m.scale, 0)) as low,
	round(p.highs[i] * 10::numeric ^ m.scale, greatest(-m.scale, 0)) as high,
	m.unit,
	portal.quality(cell.flags) as quality,
	p.month
from housing.occupancy o
join housing.apartment a on a.id = o.apartment_id
join housing.building b on b.id = a.building_id
join housing.property e on e.id = b.property_id
join housing.company c on c.id = e.company_id
join metering.series s on s.occupancy_id = o.id
join metering.meter m on m.apartment_id = s.apartment_id and m.medium = s.medium
join metering.day_pack p on p.apartment_id = s.apartment_id and p.series_id = s.id and p.meter_id = m.id
cross join lateral generate_series(1, cardinality(p.packed) - case when p.lows is not null then 0 else 1 end) i
cross join lateral (
	select
		(p.month + (p.first + i - 1) * interval '1 day') at time zone c.time_zone as start_at,
		(p.month + (p.first + i) * interval '1 day') at time zone c.time_zone as end_at,
		coalesce(p.flags[i], 0)::int as flags
) cell
cross join lateral (
	select date_trunc('hour', lower(o.during) + interval '59 minutes 59.999999 seconds', 'UTC') as hour
) o_from
cross join lateral (select date_trunc('hour', upper(o.during), 'UTC') as hour) o_to;

-- Months: civil months, clipped in the same way.
create view portal.months with (security_invoker = true, security_barrier = true) as
select
	nullif(o.public_id, '00000000-0000-0000-0000-000000000000') as home_id,
	s.medium,
	m.public_id as meter_id,
	m.serial,
	greatest(cell.start_at, o_from.hour) as start_at,
	least(cell.end_at, o_to.hour) as end_at,
	case
		when cell.flags & 64 <> 0 then null
		when p.lows is not null then round(p.packed[i] * 10::numeric ^ m.scale, greatest(-m.scale, 0))
		else round(
			(p.packed[i + 1]::bigint - p.packed[i] + coalesce(p.steps[i], 0)) * 10::numeric ^ m.scale,
			greatest(-m.scale, 0)
		)
	end as amount,
	round(p.lows[i] * 10::numeric ^ m.scale, greatest(-m.scale, 0)) as low,
	round(p.highs[i] * 10::numeric ^ m.scale, greatest(-m.scale, 0)) as high,
	m.unit,
	portal.quality(cell.flags) as quality,
	p.year
from housing.occupancy o
join housing.apartment a on a.id = o.apartment_id
join housing.building b on b.id = a.building_id
join housing.property e on e.id = b.property_id
join housing.company c on c.id = e.company_id
join metering.series s on s.occupancy_id = o.id
join metering.meter m on m.apartment_id = s.apartment_id and m.medium = s.medium
join metering.month_pack p on p.apartment_id = s.apartment_id and p.series_id = s.id and p.meter_id = m.id
cross join lateral generate_series(1, cardinality(p.packed) - case when p.lows is not null then 0 else 1 end) i
cross join lateral (
	select
		(p.year + (p.first + i - 1) * interval '1 month') at time zone c.time_zone as start_at,
		(p.year + (p.first + i) * interval '1 month') at time zone c.time_zone as end_at,
		coalesce(p.flags[i], 0)::int as flags
) cell
cross join lateral (
	select date_trunc('hour', lower(o.during) + interval '59 minutes 59.999999 seconds', 'UTC') as hour
) o_from
cross join lateral (select date_trunc('hour', upper(o.during), 'UTC') as hour) o_to;
