-- Who may read what, decided from the session's token alone. The application presents a token and can claim nothing
-- else (§6.2). Every function that others may call: STABLE, SECURITY DEFINER as hemvy_resolver, fixed search_path, no
-- LEAKPROOF, and no EXECUTE for PUBLIC (60-grants.sql). No token, or one that is unknown, wrong or expired: NULL, which
-- matches nothing.
create schema rights;
comment on schema rights is 'Who may read what. One function for each kind of thing; policies call nothing else.';

-- hemvy_resolver owns what follows: it reads by its own policies and can write nothing.
grant usage, create on schema rights to hemvy_resolver;
-- the names in the first two functions are looked up when these are made
grant usage on schema account, housing to hemvy_resolver;
set local role hemvy_resolver;

-- Two parts of the functions below, for hemvy_resolver alone: not SECURITY DEFINER and of one query, so that PostgreSQL
-- puts their text into the query that asks. A question asks for a dozen rights, and a function within a function
-- within a function cost more than the reading itself.

-- The account whose token is presented: `<id>.<secret>`, of which the table holds the secret's SHA-256. No row for any
-- other token.
create function rights.caller() returns table (account_id int, person_id int) language sql stable
begin atomic
	select a.id, a.person_id
	from account.session s
	join account.account a on a.id = s.account_id
	where s.id = split_part(current_setting('hemvy.session', true), '.', 1)
		and s.secret_hash = sha256(convert_to(
			substr(
				current_setting('hemvy.session', true), strpos(current_setting('hemvy.session', true), '.') + 1
			),
			'UTF8'
		))
		and s.expires > statement_timestamp();
end;

-- The homes (occupancies) of which the caller is a contract holder, now or formerly: the one place that says so
-- (§1 Contract holder, Former holder).
create function rights.held_homes() returns table (occupancy_id int) language sql stable
begin atomic
	select t.occupancy_id
	from rights.caller() c
	join housing.tenancy_holder h on h.person_id = c.person_id
	join housing.tenancy t on t.id = h.tenancy_id;
end;

create function rights.current_account() returns int
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return (select c.account_id from rights.caller() c);
end
$$;

-- The person of that account; an account without one (staff) is no person.
create function rights.current_person() returns int
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return (select c.person_id from rights.caller() c);
end
$$;

create function rights.readable_occupancies() returns int[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return (select array_agg(h.occupancy_id) from rights.held_homes() h);
end
$$;

-- The series readable at a resolution ('hour', 'day', 'month'). The one place where a right depends on resolution:
-- for now a holder reads all three of the own homes; an unknown word reads nothing (§1 Contract holder).
create function rights.readable_series(resolution text) returns int[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	if resolution is null or resolution not in ('hour', 'day', 'month') then
		return null;
	end if;
	return (
		select array_agg(s.id) from rights.held_homes() h join metering.series s on s.occupancy_id = h.occupancy_id
	);
end
$$;

-- The meters that hung in a readable home while it was the person's (§1 New holder, Former holder: none before, none after).
create function rights.readable_meters() returns int[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return (
		select array_agg(distinct m.id)
		from rights.held_homes() h
		join housing.occupancy o on o.id = h.occupancy_id
		join metering.meter m on m.apartment_id = o.apartment_id
		-- not written with &&: the index that keeps a serial in one place would be taken, and every home's meters read
		where not isempty(o.during * tstzrange(m.installed, m.removed))
	);
end
$$;

-- The 'apartment', 'building', 'property' or 'company' rows around the readable homes: addresses, prices, weather.
create function rights.readable_places(level text) returns int[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return (
		select array_agg(distinct case level
			when 'apartment' then a.id when 'building' then b.id
			when 'property' then p.id when 'company' then p.company_id
		end)
		from rights.held_homes() h
		join housing.occupancy o on o.id = h.occupancy_id
		join housing.apartment a on a.id = o.apartment_id
		join housing.building b on b.id = a.building_id
		join housing.property p on p.id = b.property_id
	);
end
$$;

-- The time zone in which a readable home's days begin. What the places around the home say of it, without the four
-- policies on the way there: every question about a series needs it.
create function rights.time_zone(occupancy_id int) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return (
		select c.time_zone
		from rights.held_homes() h
		join housing.occupancy o on o.id = h.occupancy_id
		join housing.apartment a on a.id = o.apartment_id
		join housing.building b on b.id = a.building_id
		join housing.property p on p.id = b.property_id
		join housing.company c on c.id = p.company_id
		where h.occupancy_id = time_zone.occupancy_id
	);
end
$$;

-- A meter's register at its installation or removal ('initial', 'final'): a reading like any other, so only that of an
-- instant within a readable home's own time; the columns themselves are closed to hemvy_tenant (60-grants.sql).
create function rights.boundary_register(meter_id int, boundary text) returns int
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return (
		select case boundary when 'initial' then m.initial_register when 'final' then m.final_register end
		from metering.meter m
		where m.id = meter_id
			and exists (
				select from rights.held_homes() h
				join housing.occupancy o on o.id = h.occupancy_id
				where o.apartment_id = m.apartment_id
					and o.during @> case boundary when 'initial' then m.installed when 'final' then m.removed end
			)
	);
end
$$;

reset role;
revoke create on schema rights from hemvy_resolver;
