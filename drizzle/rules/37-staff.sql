-- What staff may do, by role, with a second factor (§1). SECURITY DEFINER as hemvy_keeper; no function here answers with a
-- reading, and none finds people by name. A home of another company, the own one, and one with a protected person for
-- whoever is not named for it, are answered like homes that do not exist.
grant usage, create on schema staff to hemvy_keeper;
set local role hemvy_keeper;

-- The home, if the caller may handle it in this role; NULL otherwise.
create function staff.home_for(p_home uuid, p_role text) returns int
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
	companies constant int[] := rights.staff_companies(p_role);
begin
	return (
		select o.id from housing.occupancy o
		where o.public_id = p_home and rights.company_of(o.id) = any (companies) and rights.may_handle(o.id)
	);
end
$$;

-- Where a home is. Lists ask it home by home, so that no plan of theirs begins with everybody's homes.
create function staff.place_of(p_occupancy int)
returns table (home_id uuid, street text, address text, apartment text, during tstzrange)
language plpgsql stable rows 1 set search_path = pg_catalog, pg_temp as $$
begin
	return query
		select o.public_id, b.street_address,
			concat_ws(', ', b.street_address, nullif(btrim(b.postal_code || ' ' || b.city), '')), a.number, o.during
		from housing.occupancy o
		join housing.apartment a on a.id = o.apartment_id
		join housing.building b on b.id = a.building_id
		where o.id = p_occupancy;
end
$$;

-- The caller's roles, once the second factor has been checked; none before.
create function staff.roles() returns table (company_id uuid, company text, role text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return query
		select c.public_id, c.name, w.role
		from unnest(array['consent_officer', 'case_handler', 'billing', 'technician', 'statistics', 'auditor']) w (role)
		join housing.company c on c.id = any (rights.staff_companies(w.role))
		order by 2, 3;
end
$$;

-- Homes that go on, by the apartment's number or the contract's, exactly as written; never by a name. Noted.
create function staff.find_homes(p_number text, p_contract text)
returns table (home_id uuid, address text, apartment text, contract text, from_at timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	companies constant int[] := rights.staff_companies('consent_officer') || rights.staff_companies('case_handler')
		|| rights.staff_companies('billing');
begin
	if companies is null or cardinality(companies) = 0 or num_nonnulls(p_number, p_contract) <> 1 then
		return;
	end if;
	perform audit.note('search', null, coalesce('apartment ' || p_number, 'contract ' || p_contract));
	return query
		select o.home_id, o.address, o.apartment, t.contract_number, lower(o.during)
		from (
			select h.id
			from housing.property p
			cross join lateral (select b.id from housing.building b where b.property_id = p.id offset 0) b
			cross join lateral (
				select a.id from housing.apartment a where a.building_id = b.id and a.number = p_number limit 1
			) a
			cross join lateral (select o.id from housing.occupancy o where o.apartment_id = a.id offset 0) h
			where p.company_id = any (companies)
			union
			select t.occupancy_id from housing.tenancy t
			where t.company_id = any (companies) and t.contract_number = p_contract
		) w
		cross join lateral staff.place_of(w.id) o
		cross join lateral (
			select t.contract_number from housing.tenancy t where t.occupancy_id = w.id limit 1
		) t
		where o.during @> statement_timestamp() and rights.may_handle(w.id)
		order by 2, 3;
end
$$;

-- Asks the holders to let a case read these media at these resolutions; replaces what was asked for it before.
create function staff.ask_consent(p_case uuid, p_media text[], p_resolutions text[]) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	companies constant int[] := coalesce(rights.staff_companies('case_handler'), '{}')
		|| coalesce(rights.staff_companies('consent_officer'), '{}');
	k staff.support_case;
begin
	select c.* into k from staff.support_case c
	where c.public_id = p_case and c.kind = 'support' and c.company_id = any (companies) and c.closed is null
		and c.closes > statement_timestamp() and rights.may_handle(c.occupancy_id);
	if not found then
		return 'no_case';
	end if;
	if not coalesce(p_media <@ (select array_agg(s.medium) from metering.series s where s.occupancy_id = k.occupancy_id)
			and cardinality(p_media) > 0 and p_resolutions <@ array['month', 'day', 'hour']
			and cardinality(p_resolutions) > 0, false)
	then
		return 'not_offered';
	end if;
	update consent.request q set ended = statement_timestamp() where q.case_id = k.id and q.ended is null;
	insert into consent.request (occupancy_id, case_id, media, resolutions, reason, asked_by)
	values (k.occupancy_id, k.id, p_media, p_resolutions, k.reason, rights.current_account());
	perform audit.note('consent_asked', k.occupancy_id, k.reference);
	return 'asked';
end
$$;

-- Unsettled bills: what billing staff may read the months of, with those of their media that are billed.
create function staff.open_invoices()
returns table (invoice_id uuid, reference text, home_id uuid, apartment text, media text[], from_day date, to_day date)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	companies constant int[] := rights.staff_companies('billing');
begin
	return query
		select i.public_id, i.reference, o.home_id, o.apartment, m.allowed, lower(i.period), upper(i.period)
		from staff.invoice i
		cross join lateral staff.place_of(i.occupancy_id) o
		cross join lateral (select rights.allowed_media('invoice', i.id, i.occupancy_id, 'month') as allowed) m
		where i.company_id = any (companies) and i.settled is null and m.allowed is not null
		order by i.issued;
end
$$;

reset role;
revoke create on schema staff from hemvy_keeper;
