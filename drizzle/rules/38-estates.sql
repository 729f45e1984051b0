-- Homes whose holder has died (§4 Death): consents end at notice, the series are hidden, and whoever proves to act for the
-- estate reads the months of what is billed.
grant create on schema staff, consent to hemvy_keeper;
set local role hemvy_keeper;

-- A holder has died: from now on consents are over and the series hidden.
create function staff.notice_death(p_home uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := staff.home_for(p_home, 'consent_officer');
begin
	if not exists (select from housing.occupancy o where o.id = home and o.kind <> 'vacancy') then
		return false;
	end if;
	insert into staff.estate (occupancy_id, noticed) values (home, statement_timestamp()) on conflict do nothing;
	if found then
		perform audit.note('estate_noticed', home);
	end if;
	return true;
end
$$;

-- The estates of the caller's companies, the latest first: also those whose tenancy is over, which no search finds.
create function staff.estates()
returns table (home_id uuid, address text, apartment text, noticed timestamptz, is_released boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	companies constant int[] := rights.staff_companies('consent_officer');
begin
	return query
		select o.home_id, o.address, o.apartment, e.noticed, e.released_to is not null
		from staff.estate e
		cross join lateral staff.place_of(e.occupancy_id) o
		where e.company_id = any (companies) and rights.may_handle(e.occupancy_id)
		order by e.noticed desc;
end
$$;

-- Lets whoever signs in with this address read the estate's billed months, in the place of whoever could before.
-- p_proof: the number of the proof, for the log. 'released'; 'no_estate'; 'no_proof'; 'no_person': nobody signs in so, or
-- it is the caller.
create function staff.release_estate(p_home uuid, p_email text, p_proof text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := staff.home_for(p_home, 'consent_officer');
begin
	if not exists (select from staff.estate e where e.occupancy_id = home) then
		return 'no_estate';
	elsif p_proof is null or p_proof !~ '^[[:alnum:]][[:alnum:] /_.-]{0,39}$' then
		return 'no_proof';
	end if;
	update staff.estate e set released_to = a.person_id
	from account.account a
	where e.occupancy_id = home and lower(a.email) = lower(p_email) and a.kind = 'tenant' and a.person_id is not null
		and a.person_id is distinct from (select s.person_id from account.account s where s.id = rights.current_account());
	if not found then
		return 'no_person';
	end if;
	perform audit.note('estate_released', home, p_proof);
	return 'released';
end
$$;

-- Nobody reads for the estate any more; false where nobody did.
create function staff.end_release(p_home uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := staff.home_for(p_home, 'consent_officer');
begin
	update staff.estate e set released_to = null where e.occupancy_id = home and e.released_to is not null;
	if found then
		perform audit.note('estate_closed', home);
		return true;
	end if;
	return false;
end
$$;

-- The estates that the caller acts for: a place, and the media whose months they may read.
create function consent.estates_given() returns table (home_id uuid, address text, apartment text, media text[])
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	me constant int := rights.current_person();
begin
	return query
		select o.home_id, o.address, o.apartment,
			coalesce(rights.allowed_media('estate', null, e.occupancy_id, 'month'), '{}')
		from staff.estate e
		cross join lateral staff.place_of(e.occupancy_id) o
		where e.released_to = me;
end
$$;

reset role;
revoke create on schema staff, consent from hemvy_keeper;
