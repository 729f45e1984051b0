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
		select o.public_id, concat_ws(', ', b.street_address, nullif(btrim(b.postal_code || ' ' || b.city), '')), a.number,
			t.contract_number, lower(o.during)
		from housing.occupancy o
		join housing.tenancy t on t.occupancy_id = o.id
		join housing.apartment a on a.id = o.apartment_id
		join housing.building b on b.id = a.building_id
		join housing.property p on p.id = b.property_id
		where p.company_id = any (companies) and (o.during @> statement_timestamp()) is true
			and (a.number = p_number or t.contract_number = p_contract) and rights.may_handle(o.id)
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
		select i.public_id, i.reference, o.public_id, a.number, m.allowed, lower(i.period), upper(i.period)
		from staff.invoice i
		join housing.occupancy o on o.id = i.occupancy_id
		join housing.apartment a on a.id = o.apartment_id
		cross join lateral (select rights.allowed_media('invoice', i.id, o.id, 'month') as allowed) m
		where i.company_id = any (companies) and i.settled is null and m.allowed is not null
		order by i.issued;
end
$$;

reset role;
revoke create on schema staff from hemvy_keeper;
