-- What the portal reads a series from: a home's meters, and the packs of each by their whole key. The same as portal.homes,
-- portal.meters and portal.packed_…, at two questions of whose session it is instead of eight.

-- The homes with their meters; keys are for asking the next views with, and are shown to nobody.
create view portal.home_meters with (security_invoker = true, security_barrier = true) as
select
	h.home_id,
	h.time_zone,
	h.from_at,
	h.to_at,
	h.medium,
	h.meter_id,
	h.scale,
	h.installed,
	h.removed,
	h.apartment_key,
	h.series_key,
	h.meter_key
from rights.home_meters() h;

-- Hours by key: ask with the three keys and bounds of day.
create view portal.hour_packs with (security_invoker = true, security_barrier = true) as
select
	p.apartment_id as apartment_key,
	p.series_id as series_key,
	p.meter_id as meter_key,
	p.day,
	p.first,
	p.packed,
	p.steps,
	p.flags,
	p.lows,
	p.highs
from metering.hour_pack p;

-- Days by key: ask with the three keys and months.
create view portal.day_packs with (security_invoker = true, security_barrier = true) as
select
	p.apartment_id as apartment_key,
	p.series_id as series_key,
	p.meter_id as meter_key,
	p.month,
	p.first,
	p.packed,
	p.steps,
	p.flags,
	p.lows,
	p.highs
from metering.day_pack p;

-- Months by key: ask with the three keys and years.
create view portal.month_packs with (security_invoker = true, security_barrier = true) as
select
	p.apartment_id as apartment_key,
	p.series_id as series_key,
	p.meter_id as meter_key,
	p.year,
	p.first,
	p.packed,
	p.steps,
	p.flags,
	p.lows,
	p.highs
from metering.month_pack p;
