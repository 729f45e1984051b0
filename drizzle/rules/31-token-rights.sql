-- What a personal access token lets a program read [Contract holder: a personal access token]: never more than its owner
-- may at that moment, of that what the owner ticked, and only of homes where the owner's time goes on: it dies with the
-- tenancy. Asked by the policies of hemvy_program alone; to a token every other function finds nobody.
grant create on schema rights to hemvy_resolver;
set local role hemvy_resolver;

-- Whose token is presented: of all of it the table holds the SHA-256. No row for any other text, a session's among them.
create function rights.token()
returns table (person_id int, homes int[], media text[], resolutions text[])
language sql stable
begin atomic
	select a.person_id, t.homes, t.media, t.resolutions
	from account.access_token t
	join account.account a on a.id = t.account_id and a.kind = 'tenant'
	where t.secret_hash = sha256(convert_to(current_setting('hemvy.session', true), 'UTF8'))
		and starts_with(current_setting('hemvy.session', true), 'hemvy_')
		and t.expires > statement_timestamp();
end;

-- The homes that it is for and that are still its owner's.
create function rights.token_homes()
returns table (occupancy_id int, person_id int, decides boolean, is_over boolean, media text[], resolutions text[])
language sql stable
begin atomic
	select h.occupancy_id, t.person_id, h.decides, h.is_over, t.media, t.resolutions
	from rights.token() t
	cross join lateral rights.homes_of(t.person_id) h
	where h.occupancy_id = any (t.homes) and not h.is_over;
end;

-- Whether it lets anything through at this moment.
create function rights.is_live_token() returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return exists (select from rights.token_homes());
end
$$;

create function rights.token_occupancies() returns int[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return (select array_agg(h.occupancy_id) from rights.token_homes() h);
end
$$;

-- The series that it lets through at a resolution; 'any': those that it is for at all.
create function rights.token_series(p_resolution text) returns int[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	if p_resolution in ('month', 'any') then
		return (
			select array_agg(s.id)
			from rights.token_homes() h
			cross join lateral rights.month_series_of(h.occupancy_id) s
			where s.medium = any (h.media) and (p_resolution = 'any' or 'month' = any (h.resolutions))
		);
	elsif p_resolution in ('day', 'hour') then
		return (
			select array_agg(s.id)
			from rights.token_homes() h
			cross join lateral rights.fine_series_of(h.occupancy_id, h.person_id, h.decides, h.is_over, p_resolution) s
			where s.medium = any (h.media) and p_resolution = any (h.resolutions)
		);
	end if;
	return null;
end
$$;

create function rights.token_meters() returns int[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return (
		select array_agg(distinct m.id)
		from rights.token_homes() h
		join housing.occupancy o on o.id = h.occupancy_id
		join metering.meter m on m.apartment_id = o.apartment_id
		where m.medium = any (h.media) and not isempty(o.during * tstzrange(m.installed, m.removed))
	);
end
$$;

-- The 'apartment', 'building', 'property' or 'company' rows around its homes.
create function rights.token_places(level text) returns int[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return (
		select array_agg(distinct case level
			when 'apartment' then a.id when 'building' then b.id
			when 'property' then p.id when 'company' then p.company_id
		end)
		from rights.token_homes() h
		join housing.occupancy o on o.id = h.occupancy_id
		join housing.apartment a on a.id = o.apartment_id
		join housing.building b on b.id = a.building_id
		join housing.property p on p.id = b.property_id
	);
end
$$;

-- The homes that a session's person may make a token for: the own ones that go on. For the functions of schema account.
create function rights.present_homes() returns table (occupancy_id int, home_id uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return query
		select distinct o.id, o.public_id
		from rights.held_homes() h
		join housing.occupancy o on o.id = h.occupancy_id
		where not h.is_over;
end
$$;

reset role;
revoke create on schema rights from hemvy_resolver;
