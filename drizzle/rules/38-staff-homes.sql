-- What staff's pages say of a home beside its consents: place, media, the cases that are open, who acts for the holder by a
-- court's order, whether there is an estate. No reading, no name of a tenant, nothing of a protected identity (§1, §4).
grant create on schema staff to hemvy_keeper;
set local role hemvy_keeper;

-- A home by its id, for whoever may handle it in one of these roles; no row otherwise.
create function staff.home_facts(p_home uuid)
returns table (address text, apartment text, contract text, from_at timestamptz, to_at timestamptz, media text[],
	is_estate boolean, is_released boolean, is_sublet boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := coalesce(
		staff.home_for(p_home, 'consent_officer'), staff.home_for(p_home, 'case_handler'), staff.home_for(p_home, 'billing')
	);
begin
	return query
		select concat_ws(', ', b.street_address, nullif(btrim(b.postal_code || ' ' || b.city), '')), a.number,
			t.contract_number, lower(o.during), upper(o.during),
			(select array_agg(s.medium) from metering.series s where s.occupancy_id = o.id),
			e.occupancy_id is not null, e.released_to is not null, o.kind = 'sublet'
		from housing.occupancy o
		join housing.apartment a on a.id = o.apartment_id
		join housing.building b on b.id = a.building_id
		left join housing.tenancy t on t.occupancy_id = o.id
		left join staff.estate e on e.occupancy_id = o.id
		where o.id = home;
end
$$;

-- The open cases of a home, for consent staff who ask or type in a paper: number and reason, and what is asked for now.
create function staff.open_cases(p_home uuid)
returns table (case_id uuid, reference text, reason text, closes timestamptz, asked_media text[], asked_resolutions text[])
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := coalesce(
		staff.home_for(p_home, 'consent_officer'), staff.home_for(p_home, 'case_handler')
	);
begin
	return query
		select k.public_id, k.reference, k.reason, k.closes, q.media, q.resolutions
		from staff.support_case k
		left join consent.request q on q.case_id = k.id and q.ended is null
		where k.occupancy_id = home and k.kind = 'support' and k.closed is null and k.closes > statement_timestamp()
		order by k.closes;
end
$$;

-- Who acts for a holder by a court's order (§1 Guardian): not ended, accepted or not yet.
create function staff.guardians(p_home uuid)
returns table (mandate_id uuid, called text, order_reference text, media text[], resolutions text[], begins timestamptz,
	ends timestamptz, accepted timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := staff.home_for(p_home, 'consent_officer');
begin
	return query
		select m.public_id, m.called, m.order_reference, m.media, m.resolutions, m.begins, m.ends, m.accepted
		from consent.mandate m
		where m.occupancy_id = home and m.kind = 'guardian' and m.ended is null and m.ends > statement_timestamp()
		order by m.ends;
end
$$;

reset role;
revoke create on schema staff from hemvy_keeper;
