-- What the functions of schemas consent and staff ask about a home; hemvy_keeper alone may.
grant create on schema rights to hemvy_resolver;
set local role hemvy_resolver;

-- Of a home, for the functions of other schemas: whose choices count, and whether anybody has hidden its hours.
create function rights.deciders_of(p_occupancy int) returns table (person_id int)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return query select d.person_id from rights.deciders(p_occupancy) d;
end
$$;
create function rights.hours_hidden(p_occupancy int) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return exists (select from rights.objectors(p_occupancy));
end
$$;

create function rights.members_of(p_occupancy int) returns table (person_id int)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return query select distinct m.person_id from rights.members(p_occupancy) m;
end
$$;
create function rights.is_live_mandate(p_mandate int) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return exists (select from consent.mandate m where m.id = p_mandate and rights.is_live(m));
end
$$;

-- For whoever sees the mandate in portal.mandates: of others' it says false.
create function rights.mandate_is_live(p_mandate int) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	own constant int[] := rights.decided_occupancies();
begin
	return exists (
		select from consent.mandate m where m.id = p_mandate and m.occupancy_id = any (own) and rights.is_live(m)
	);
end
$$;

-- Whose session it is, for the rows of the log.
create function rights.who_asks() returns table (account_id int, session_id text)
language plpgsql stable rows 1 security definer set search_path = pg_catalog, pg_temp as $$
begin
	return query select c.account_id, c.session_id from rights.caller() c;
end
$$;

-- The consents to these companies in force now that will have run out by p_before.
create function rights.consents_in_force(p_companies int[], p_before timestamptz)
returns table (occupancy_id int, purpose text, medium text, resolution text, expires timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return query
		select c.occupancy_id, c.purpose, c.medium, c.resolution, c.expires
		from rights.live_consents() c where c.company_id = any (p_companies) and c.expires <= p_before;
end
$$;

-- The accounts of those who work, or have worked, for one of these companies.
create function rights.colleagues(p_companies int[]) returns int[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return (
		select array_agg(w.id)
		from (
			select a.id from account.account a where a.company_id = any (p_companies) and a.kind = 'staff'
			union
			select r.account_id from staff.role r
			where r.company_id = any (p_companies)
				and (select a.kind from account.account a where a.id = r.account_id) = 'staff'
		) w
	);
end
$$;

reset role;
revoke create on schema rights from hemvy_resolver;
