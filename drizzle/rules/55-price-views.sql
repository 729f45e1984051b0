-- Months cut where a price changes, by key: ask with the three keys and months. What is not there cannot be cut.
create view portal.price_parts with (security_invoker = true, security_barrier = true) as
select
	p.apartment_id as apartment_key,
	p.series_id as series_key,
	p.meter_id as meter_key,
	p.month,
	p.start_at,
	p.end_at,
	p.from_register,
	p.to_register,
	p.step,
	p.flags
from metering.price_part p;
