-- The public views: docs/public-views.md is their contract. security_invoker, so that the policies of 40-policies.sql
-- decide for whoever asks; security_barrier, so that no condition of the asker's sees a row before they did (§6.4).
--
-- home_id is an expression, which no index finds: a home is looked for among those that the asker may read, instead of
-- being found and then refused. So 'not yours' takes as long as 'not there' (§6.7).
create schema portal;
comment on schema portal is 'The public views. The portal reads these and nothing else.';

-- Homes: one row an occupancy. A change in who is on the contract starts a new one.
create view portal.homes with (security_invoker = true, security_barrier = true) as
select
	nullif(o.public_id, '00000000-0000-0000-0000-000000000000') as home_id,
	c.name as company,
	c.time_zone,
	p.name as property,
	b.name as building,
	concat_ws(', ', nullif(b.street_address, ''), nullif(btrim(b.postal_code || ' ' || b.city), '')) as address,
	a.number as apartment,
	lower(o.during) as from_at,
	upper(o.during) as to_at,
	coalesce(
		(select array_agg(s.medium order by s.medium) from metering.series s where s.occupancy_id = o.id),
		'{}'
	) as media
from housing.occupancy o
join housing.apartment a on a.id = o.apartment_id
join housing.building b on b.id = a.building_id
join housing.property p on p.id = b.property_id
join housing.company c on c.id = p.company_id;

-- The meters that hung in a home during its time.
create view portal.meters with (security_invoker = true, security_barrier = true) as
select
	nullif(o.public_id, '00000000-0000-0000-0000-000000000000') as home_id,
	m.medium,
	m.public_id as meter_id,
	m.serial,
	m.unit,
	m.scale,
	m.digits,
	m.position,
	m.installed,
	m.removed,
	rights.boundary_register(m.id, 'initial') as initial_register,
	rights.boundary_register(m.id, 'final') as final_register,
	m.next_calibration
from housing.occupancy o
join metering.meter m on m.apartment_id = o.apartment_id and not isempty(o.during * tstzrange(m.installed, m.removed));

-- The packed views name their tables in the order in which they are best read: home, series, meter, then the packs by
-- their whole primary key. The application's connections keep that order (join_collapse_limit in connection.ts).

-- Packed hours: ask with home_id, medium and bounds of day.
create view portal.packed_hours with (security_invoker = true, security_barrier = true) as
select
	nullif(o.public_id, '00000000-0000-0000-0000-000000000000') as home_id,
	s.medium,
	m.public_id as meter_id,
	m.serial,
	m.unit,
	m.scale,
	m.installed,
	m.removed,
	p.day,
	p.first,
	p.packed,
	p.steps,
	p.flags,
	p.lows,
	p.highs
from housing.occupancy o
join metering.series s on s.occupancy_id = o.id
join metering.meter m on m.apartment_id = s.apartment_id and m.medium = s.medium
join metering.hour_pack p on p.apartment_id = s.apartment_id and p.series_id = s.id and p.meter_id = m.id;

-- Packed days: ask with home_id, medium and bounds of month (its first day).
create view portal.packed_days with (security_invoker = true, security_barrier = true) as
select
	nullif(o.public_id, '00000000-0000-0000-0000-000000000000') as home_id,
	s.medium,
	m.public_id as meter_id,
	m.serial,
	m.unit,
	m.scale,
	m.installed,
	m.removed,
	p.month,
	p.first,
	p.packed,
	p.steps,
	p.flags,
	p.lows,
	p.highs
from housing.occupancy o
join metering.series s on s.occupancy_id = o.id
join metering.meter m on m.apartment_id = s.apartment_id and m.medium = s.medium
join metering.day_pack p on p.apartment_id = s.apartment_id and p.series_id = s.id and p.meter_id = m.id;

-- Packed months: ask with home_id, medium and bounds of year (1 January).
create view portal.packed_months with (security_invoker = true, security_barrier = true) as
select
	nullif(o.public_id, '00000000-0000-0000-0000-000000000000') as home_id,
	s.medium,
	m.public_id as meter_id,
	m.serial,
	m.unit,
	m.scale,
	m.installed,
	m.removed,
	p.year,
	p.first,
	p.packed,
	p.steps,
	p.flags,
	p.lows,
	p.highs
from housing.occupancy o
join metering.series s on s.occupancy_id = o.id
join metering.meter m on m.apartment_id = s.apartment_id and m.medium = s.medium
join metering.month_pack p on p.apartment_id = s.apartment_id and p.series_id = s.id and p.meter_id = m.id;

-- The readings themselves, for the trace of a bar.
create view portal.readings with (security_invoker = true, security_barrier = true) as
select
	nullif(o.public_id, '00000000-0000-0000-0000-000000000000') as home_id,
	s.medium,
	m.public_id as meter_id,
	m.serial,
	m.unit,
	m.scale,
	p.day,
	p.at,
	p.registers,
	p.flags,
	p.sources
from housing.occupancy o
join metering.series s on s.occupancy_id = o.id
join metering.meter m on m.apartment_id = s.apartment_id and m.medium = s.medium
join metering.reading_pack p on p.apartment_id = s.apartment_id and p.series_id = s.id and p.meter_id = m.id;

-- Which delivery a reading came with.
create view portal.sources with (security_invoker = true, security_barrier = true) as
select id, kind, label, started from metering.source;

-- Readings that were replaced by another for the same instant.
create view portal.corrections with (security_invoker = true, security_barrier = true) as
select
	nullif(o.public_id, '00000000-0000-0000-0000-000000000000') as home_id,
	s.medium,
	m.public_id as meter_id,
	c.at,
	c.old_register,
	c.new_register,
	c.replaced
from housing.occupancy o
join metering.series s on s.occupancy_id = o.id
join metering.meter m on m.apartment_id = s.apartment_id and m.medium = s.medium
join metering.reading_correction c
	on c.apartment_id = s.apartment_id and c.series_id = s.id and c.meter_id = m.id;

-- What a medium costs a home, from when to when.
create view portal.prices with (security_invoker = true, security_barrier = true) as
select
	nullif(o.public_id, '00000000-0000-0000-0000-000000000000') as home_id,
	l.medium,
	lower(l.valid) as valid_from,
	upper(l.valid) as valid_to,
	l.price_per_unit,
	l.vat,
	l.fixed_fee_per_day
from housing.occupancy o
join housing.apartment a on a.id = o.apartment_id
join housing.building b on b.id = a.building_id
join housing.property p on p.id = b.property_id
join housing.price_list l on l.company_id = p.company_id and l.valid && o.during;

-- How warm it was outside, day by day, while the home was one's own.
create view portal.outdoor_temperature with (security_invoker = true, security_barrier = true) as
select
	nullif(o.public_id, '00000000-0000-0000-0000-000000000000') as home_id,
	t.day,
	t.mean_c,
	t.low_c,
	t.high_c
from housing.occupancy o
join housing.apartment a on a.id = o.apartment_id
join housing.building b on b.id = a.building_id
join housing.property p on p.id = b.property_id
join housing.company c on c.id = p.company_id
join housing.outdoor_temperature t on t.company_id = c.id
	and t.day >= (lower(o.during) at time zone c.time_zone)::date
	and t.day <= coalesce((upper(o.during) at time zone c.time_zone)::date, 'infinity'::date);
