-- What of a home goes when its tenants ask for it, and what stays and why: asked both by the page that says so beforehand
-- and by the job that does it, so that they cannot differ. Answers with days and counts, never with a value.
grant usage, create on schema store to hemvy_lookout;
set local role hemvy_lookout;

-- From which civil day a series that goes on needs what it has, so that the next reading can be put beside the last: the two
-- latest days that were read by each meter, and no gap is cut in two. p_day: up to which is asked about.
create function store.needed_from(p_apartment int, p_series int, p_medium text, p_day date) returns date
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return (
		select least(min(latest.day), min(whole.day))
		from metering.meter k
		left join lateral (
			select min(t.day) as day from (
				select p.day from metering.reading_pack p
				where p.apartment_id = p_apartment and p.series_id = p_series and p.meter_id = k.id
				order by p.day desc limit 2
			) t
		) latest on true
		left join lateral (
			select p.day from metering.hour_pack p
			where p.apartment_id = p_apartment and p.series_id = p_series and p.meter_id = k.id and p.day <= p_day
				and coalesce(p.flags[1], 0) & 128 = 0
			order by p.day desc limit 1
		) whole on true
		where k.apartment_id = p_apartment and k.medium = p_medium and k.removed is null
	);
end
$$;

-- The civil days that disputed bills of a home are about, in a medium (§4 Erasure while a bill is disputed).
create function store.disputed(p_occupancy int, p_medium text) returns datemultirange
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return (
		select range_agg(i.period) from staff.invoice i
		where i.occupancy_id = p_occupancy and p_medium = any (i.media) and i.disputed is not null and i.settled is null
	);
end
$$;

-- The same in whole civil months: what days have put into a month can only be taken from its beginning on.
create function store.whole_months(p_days datemultirange) returns datemultirange
language sql immutable set search_path = pg_catalog, pg_temp
return (
	select range_agg(daterange(
		date_trunc('month', lower(r)::timestamp)::date,
		(date_trunc('month', (upper(r) - 1)::timestamp) + interval '1 month')::date
	)) from unnest(p_days) r
);

-- Whether a medium is billed where an apartment is: it has a price.
create function store.is_billed(p_apartment int, p_medium text) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return exists (
		select from housing.apartment a
		join housing.building b on b.id = a.building_id
		join housing.property e on e.id = b.property_id
		join housing.price_list i on i.company_id = e.company_id and i.medium = p_medium
		where a.id = p_apartment
	);
end
$$;

-- One row a series of a home: hours and days before `before` go, but for those `held`; months before `months_before`, which
-- is NULL where they are a bill's basis. p_today: the civil day; the time of a home that is over ends with it.
create function store.erasure_limits(p_occupancy int, p_today date)
returns table (series_id int, apartment_id int, medium text, before date, held datemultirange, months_before date)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return query
		select s.id, s.apartment_id, s.medium, least(w.day, case when not w.is_over then
				store.needed_from(s.apartment_id, s.id, s.medium, w.day) end),
			coalesce(store.disputed(o.id, s.medium), '{}'),
			case when not store.is_billed(s.apartment_id, s.medium) then
				least(date_trunc('month', w.day::timestamp)::date + case when w.is_over then interval '1 month' else interval '0' end,
					date_trunc('month', lower(store.disputed(o.id, s.medium))::timestamp))::date
			end
		from housing.occupancy o
		join metering.series s on s.occupancy_id = o.id
		cross join lateral (
			select coalesce((upper(o.during) at time zone 'Europe/Stockholm')::date < p_today, false) as is_over,
				least((upper(o.during) at time zone 'Europe/Stockholm')::date + 1, p_today) as day
		) w
		where o.id = p_occupancy;
end
$$;

-- What goes and what stays of a home's readings, one row a kind, medium and reason: first and last civil day, and how many
-- civil days ('hours', 'days') or months. reason: 'erasure' goes; 'disputed', 'billing' and 'going_on' stay.
create function store.erasure_plan(p_occupancy int, p_today date)
returns table (kind text, medium text, reason text, first_day date, last_day date, amount int)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return query
		with l as materialized (select * from store.erasure_limits(p_occupancy, p_today)),
		found as (
			select distinct 'hours' as kind, l.medium, p.day,
				case when p.day <@ l.held then 'disputed' when p.day < l.before then 'erasure' else 'going_on' end as reason
			from l
			join metering.hour_pack p on p.apartment_id = l.apartment_id and p.series_id = l.series_id
			union all
			select distinct 'days', l.medium, c.day,
				case when c.day <@ store.whole_months(l.held) then 'disputed' when c.day < l.before then 'erasure'
					else 'going_on' end
			from l
			join metering.day_pack p on p.apartment_id = l.apartment_id and p.series_id = l.series_id
			cross join lateral generate_series(
				0, cardinality(p.packed) - case when p.lows is null then 2 else 1 end
			) i
			cross join lateral (select p.month + p.first + i as day) c
			where c.day < p_today and coalesce(p.flags[i + 1], 0) & 64 = 0
			union all
			select distinct 'months', l.medium, c.day,
				case when l.months_before is null then 'billing' when c.day < l.months_before then 'erasure'
					when c.day <@ store.whole_months(l.held) then 'disputed' else 'going_on' end
			from l
			join metering.month_pack p on p.apartment_id = l.apartment_id and p.series_id = l.series_id
			cross join lateral generate_series(
				0, cardinality(p.packed) - case when p.lows is null then 2 else 1 end
			) i
			cross join lateral (select (p.year + (p.first + i) * interval '1 month')::date as day) c
			where coalesce(p.flags[i + 1], 0) & 64 = 0
		)
		select f.kind, f.medium, f.reason, min(f.day), max(f.day), count(*)::int
		from found f group by 1, 2, 3;
end
$$;

reset role;
revoke create on schema store from hemvy_lookout;
