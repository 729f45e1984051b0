-- Who may read what, decided from the session's token alone. The application presents a token and can claim nothing
-- else (§6.2). Every function that others may call: STABLE, SECURITY DEFINER as hemvy_resolver, fixed search_path, no
-- LEAKPROOF, and no EXECUTE for PUBLIC (60-grants.sql). No token, or one that is unknown, wrong or expired: NULL, which
-- matches nothing.
create schema rights;
comment on schema rights is 'Who may read what. One function for each kind of thing; policies call nothing else.';

-- hemvy_resolver owns what follows: it reads by its own policies and can write nothing.
grant usage, create on schema rights to hemvy_resolver;
-- the names in the first functions are looked up when these are made
grant usage on schema account, housing, consent, metering, staff to hemvy_resolver;
set local role hemvy_resolver;

-- Parts of the functions below, for hemvy_resolver alone: not SECURITY DEFINER and of one query, so that PostgreSQL
-- puts their text into the query that asks. A question asks for a dozen rights, and a function within a function
-- within a function cost more than the reading itself.

-- Whose token is presented: `<id>.<secret>`, of which the table holds the secret's SHA-256. No row for any other token.
-- person_id: only of a tenant's sign-in; self_id: who it is, also behind a staff account (§1 Staff who is also a tenant).
create function rights.caller()
returns table (account_id int, person_id int, session_id text, kind text, self_id int, second_factor_at timestamptz)
language sql stable
begin atomic
	select a.id, case when a.kind = 'tenant' then a.person_id end, s.id, a.kind, a.person_id, s.second_factor_at
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

-- The homes (occupancies) that are a person's, now or formerly: the one place that says so (§1 Contract holder,
-- Former holder; §4 Sublet). decides: whose choices count there; where a home is sublet, the subtenant's, not the
-- contract holder's. is_over: the person's time in it has ended.
create function rights.homes_of(p_person int)
returns table (occupancy_id int, decides boolean, is_over boolean) language sql stable
begin atomic
	select t.occupancy_id, o.kind <> 'sublet' as decides,
		coalesce(upper(o.during) <= statement_timestamp(), false) as is_over
	from housing.tenancy_holder h
	join housing.tenancy t on t.id = h.tenancy_id
	join housing.occupancy o on o.id = t.occupancy_id
	where h.person_id = p_person
	union all
	select s.occupancy_id, true, coalesce(upper(o.during) <= statement_timestamp(), false)
	from housing.subtenant s
	join housing.occupancy o on o.id = s.occupancy_id and o.kind = 'sublet'
	where s.person_id = p_person;
end;

-- The same of the caller.
create function rights.held_homes()
returns table (occupancy_id int, person_id int, decides boolean, is_over boolean) language sql stable
begin atomic
	select w.occupancy_id, c.person_id, w.decides, w.is_over
	from rights.caller() c
	cross join lateral rights.homes_of(c.person_id) w;
end;

-- Whose choices count in a home: the contract's holders, where it is sublet the subtenants.
create function rights.deciders(p_occupancy int) returns table (person_id int) language sql stable
begin atomic
	select h.person_id
	from housing.occupancy o
	join housing.tenancy t on t.occupancy_id = o.id
	join housing.tenancy_holder h on h.tenancy_id = t.id
	where o.id = p_occupancy and o.kind = 'tenancy'
	union all
	select s.person_id
	from housing.occupancy o
	join housing.subtenant s on s.occupancy_id = o.id
	where o.id = p_occupancy and o.kind = 'sublet';
end;

-- Those who have hidden a home's hours and live there: of the others nobody learns who (§1 Other adult).
create function rights.objectors(p_occupancy int) returns table (person_id int) language sql stable
begin atomic
	select r.person_id
	from consent.record r
	where r.occupancy_id = p_occupancy and r.act = 'objected'
		and not exists (
			select from consent.record n
			where n.occupancy_id = r.occupancy_id and n.person_id = r.person_id and n.id > r.id
				and n.act in ('objected', 'objection_lifted')
		)
		and (
			exists (select from rights.deciders(p_occupancy) d where d.person_id = r.person_id)
			or exists (select from housing.adult a where a.occupancy_id = p_occupancy and a.person_id = r.person_id)
		);
end;

-- The consents that are in force: given or confirmed, not withdrawn since, not run out (§2). What staff typed in and
-- nobody confirmed counts for nothing, and takes nothing away.
create function rights.live_consents()
returns table (
	occupancy_id int, company_id int, person_id int, purpose text, recipient_id int, medium text, resolution text,
	expires timestamptz
) language sql stable
begin atomic
	select r.occupancy_id, r.company_id, r.person_id, r.purpose, r.recipient_id, r.medium, r.resolution, r.expires
	from consent.record r
	where r.act in ('given', 'confirmed') and r.expires > statement_timestamp()
		and not exists (
			select from consent.record n
			where n.occupancy_id = r.occupancy_id and n.purpose = r.purpose
				and (n.person_id = r.person_id or r.purpose in ('display', 'tv'))
				and n.resolution = r.resolution and n.medium = r.medium
				and n.recipient_id is not distinct from r.recipient_id
				and n.act in ('given', 'confirmed', 'withdrawn') and n.id > r.id
		);
end;

-- The latest that a person said to one thing, if anything: on while it was given or confirmed and has not run out. The same
-- as a row of live_consents, found by one key (a test holds the two together).
create function rights.latest_consent(
	p_occupancy int, p_person int, p_purpose text, p_recipient int, p_resolution text, p_medium text
) returns table (is_on boolean) language sql stable
begin atomic
	select r.act <> 'withdrawn' and r.expires > statement_timestamp()
	from consent.record r
	where r.occupancy_id = p_occupancy and r.person_id = p_person and r.purpose = p_purpose
		and r.resolution = p_resolution and r.medium = p_medium and r.recipient_id is not distinct from p_recipient
		and r.act in ('given', 'confirmed', 'withdrawn')
	order by r.id desc
	limit 1;
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

-- The series of one's home readable at Month: always (§1 Contract holder: Month, §4 Sublet: the contract holder keeps it).
-- Nothing of an estate (§4 Death).
create function rights.month_series_of(p_occupancy int) returns table (id int, medium text) language sql stable
begin atomic
	select s.id, s.medium
	from metering.series s
	where s.occupancy_id = p_occupancy
		and (select true from staff.estate e where e.occupancy_id = p_occupancy limit 1) is null;
end;

-- The series of one's home readable at Day or Hour: by one's own choice for the medium, each for itself (§1 Contract
-- holder: opt-in), or because the time there is over (§1 Former holder). Hour: not where somebody of the household has
-- hidden it. Nothing of an estate (§4 Death).
create function rights.fine_series_of(
	p_occupancy int, p_person int, p_decides boolean, p_is_over boolean, p_resolution text
) returns table (id int, medium text) language sql stable
begin atomic
	select s.id, s.medium
	from metering.series s
	where s.occupancy_id = p_occupancy and p_decides
		and (select true from staff.estate e where e.occupancy_id = p_occupancy limit 1) is null
		and (p_is_over and (
			-- after an erasure only what a dispute holds is left, and that is the case's (§4)
			select true from consent.erasure_act e
			where e.occupancy_id = p_occupancy and e.act = 'carried_out'
			limit 1
		) is null or not p_is_over and (
			select c.is_on
			from rights.latest_consent(p_occupancy, p_person, 'own_view', null, p_resolution, s.medium) c
		))
		and (p_resolution = 'day' or not exists (select from rights.objectors(p_occupancy)));
end;

-- The series readable at a resolution ('hour', 'day', 'month') by whose homes they are; an unknown word reads nothing.
create function rights.readable_series(p_resolution text) returns int[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	if p_resolution = 'month' then
		return (
			select array_agg(s.id) from rights.held_homes() h cross join lateral rights.month_series_of(h.occupancy_id) s
		);
	elsif p_resolution in ('day', 'hour') then
		return (
			select array_agg(s.id)
			from rights.held_homes() h
			cross join lateral rights.fine_series_of(h.occupancy_id, h.person_id, h.decides, h.is_over, p_resolution) s
		);
	end if;
	return null;
end
$$;

-- The homes whose log and permissions a person may see: those where the own choices count or counted (§3).
create function rights.decided_occupancies() returns int[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return (select array_agg(h.occupancy_id) from rights.held_homes() h where h.decides);
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

-- A meter's register at its installation or removal ('initial', 'final'): a reading like any other, so only that of an
-- instant within a home whose hours are readable; the columns themselves are closed to hemvy_tenant (60-grants.sql).
create function rights.boundary_register(meter_id int, boundary text) returns int
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	hours constant int[] := case when current_setting('role') = 'hemvy_program' then rights.token_series('hour')
		else rights.readable_series('hour') end;
begin
	return (
		select case boundary when 'initial' then m.initial_register when 'final' then m.final_register end
		from metering.meter m
		where m.id = meter_id
			and exists (
				select from metering.series s
				join housing.occupancy o on o.id = s.occupancy_id
				where s.id = any (hours) and s.apartment_id = m.apartment_id and s.medium = m.medium
					and o.during @> case boundary when 'initial' then m.installed when 'final' then m.removed end
			)
	);
end
$$;

reset role;
revoke create on schema rights from hemvy_resolver;
