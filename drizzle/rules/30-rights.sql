-- Who may read what, decided from the session's token alone. The application presents a token and can claim nothing
-- else (§6.2). Every function: STABLE, SECURITY DEFINER as hemvy_resolver, fixed search_path, no LEAKPROOF, and no
-- EXECUTE for PUBLIC (60-grants.sql). No token, or one that is unknown, wrong or expired: NULL, which matches nothing.
create schema rights;
comment on schema rights is 'Who may read what. One function for each kind of thing; policies call nothing else.';

-- hemvy_resolver owns what follows: it reads by its own policies and can write nothing.
grant usage, create on schema rights to hemvy_resolver;
set local role hemvy_resolver;

-- The account whose token is presented: `<id>.<secret>`, of which the table holds the secret's SHA-256.
create function rights.current_account() returns int
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	token constant text := current_setting('hemvy.session', true);
begin
	if token is null or token = '' then
		return null;
	end if;
	return (
		select s.account_id
		from account.session s
		where s.id = split_part(token, '.', 1)
			and s.secret_hash = sha256(convert_to(substr(token, strpos(token, '.') + 1), 'UTF8'))
			and s.expires > statement_timestamp()
	);
end
$$;

-- The person of that account; an account without one (staff) is no person.
create function rights.current_person() returns int
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return (select a.person_id from account.account a where a.id = rights.current_account());
end
$$;

-- The homes (occupancies) of which the person is a contract holder, now or formerly (§1 Contract holder, Former holder).
create function rights.readable_occupancies() returns int[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	person constant int := rights.current_person();
begin
	if person is null then
		return null;
	end if;
	return (
		select array_agg(t.occupancy_id)
		from housing.tenancy_holder h
		join housing.tenancy t on t.id = h.tenancy_id
		where h.person_id = person
	);
end
$$;

-- The series readable at a resolution ('hour', 'day', 'month'). The one place where a right depends on resolution:
-- for now a holder reads all three of the own homes; an unknown word reads nothing (§1 Contract holder).
create function rights.readable_series(resolution text) returns int[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	occupancies constant int[] := rights.readable_occupancies();
begin
	if occupancies is null or resolution is null or resolution not in ('hour', 'day', 'month') then
		return null;
	end if;
	return (select array_agg(s.id) from metering.series s where s.occupancy_id = any (occupancies));
end
$$;

-- The meters that hung in a readable home while it was the person's (§1 New holder, Former holder: none before, none after).
create function rights.readable_meters() returns int[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	occupancies constant int[] := rights.readable_occupancies();
begin
	if occupancies is null then
		return null;
	end if;
	return (
		select array_agg(distinct m.id)
		from housing.occupancy o
		join metering.meter m on m.apartment_id = o.apartment_id
		where o.id = any (occupancies) and o.during && tstzrange(m.installed, m.removed)
	);
end
$$;

-- The 'apartment', 'building', 'property' or 'company' rows around the readable homes: addresses, prices, weather.
create function rights.readable_places(level text) returns int[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	occupancies constant int[] := rights.readable_occupancies();
begin
	if occupancies is null then
		return null;
	end if;
	return (
		select array_agg(distinct case level
			when 'apartment' then a.id when 'building' then b.id
			when 'property' then p.id when 'company' then p.company_id
		end)
		from housing.occupancy o
		join housing.apartment a on a.id = o.apartment_id
		join housing.building b on b.id = a.building_id
		join housing.property p on p.id = b.property_id
		where o.id = any (occupancies)
	);
end
$$;

-- A meter's register at its installation or removal ('initial', 'final'): a reading like any other, so only that of an
-- instant within a readable home's own time; the columns themselves are closed to hemvy_tenant (60-grants.sql).
create function rights.boundary_register(meter_id int, boundary text) returns int
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	occupancies constant int[] := rights.readable_occupancies();
begin
	return (
		select case boundary when 'initial' then m.initial_register when 'final' then m.final_register end
		from metering.meter m
		where m.id = meter_id
			and exists (
				select from housing.occupancy o
				where o.id = any (occupancies) and o.apartment_id = m.apartment_id
					and o.during @> case boundary when 'initial' then m.installed when 'final' then m.removed end
			)
	);
end
$$;

reset role;
revoke create on schema rights from hemvy_resolver;
