-- Cases: why staff look at a home, for how long (§1 Case handler, Billing staff). One of a case handler reads what all
-- holders consent to; one of billing staff the months of billed media, and nothing else.
grant usage, create on schema staff to hemvy_keeper;
set local role hemvy_keeper;

-- The role that a kind of case belongs to.
create function staff.role_of_case(p_kind text) returns text language sql immutable
begin atomic
	select case p_kind when 'support' then 'case_handler' when 'billing' then 'billing' end;
end;

-- Opens a case for p_days (30 at most). p_kind: support, billing. 'opened'; 'no_home'; 'not_offered': a reference, reason
-- or length that is none.
create function staff.new_case(p_kind text, p_home uuid, p_reference text, p_reason text, p_days int)
returns table (outcome text, case_id uuid)
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := staff.home_for(p_home, staff.role_of_case(p_kind));
begin
	if home is null or not exists (
		select from housing.occupancy o
		where o.id = home and o.kind <> 'vacancy' and (o.during @> statement_timestamp()) is true
	) then
		outcome := 'no_home';
		return next;
		return;
	end if;
	begin
		insert into staff.support_case (company_id, occupancy_id, kind, reference, reason, opened_by, closes)
		values (rights.company_of(home), home, p_kind, p_reference, p_reason, rights.current_account(),
			statement_timestamp() + make_interval(days => p_days))
		returning public_id into case_id;
		outcome := 'opened';
		perform audit.note('case_opened', home, p_reference);
	exception when check_violation or not_null_violation then
		outcome := 'not_offered';
	end;
	return next;
end
$$;
create function staff.open_case(p_home uuid, p_reference text, p_reason text, p_days int)
returns table (outcome text, case_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
	return query select n.outcome, n.case_id from staff.new_case('support', p_home, p_reference, p_reason, p_days) n;
end
$$;
create function staff.open_billing_case(p_home uuid, p_reference text, p_reason text, p_days int)
returns table (outcome text, case_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
	return query select n.outcome, n.case_id from staff.new_case('billing', p_home, p_reference, p_reason, p_days) n;
end
$$;

-- Closes a case of a kind that is the caller's; false where there was none to close.
create function staff.close_case(p_case uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	support constant int[] := rights.staff_companies('case_handler');
	billing constant int[] := rights.staff_companies('billing');
	home int;
begin
	update staff.support_case k set closed = statement_timestamp()
	where k.public_id = p_case and k.company_id = any (case k.kind when 'support' then support else billing end)
		and k.closed is null and rights.may_handle(k.occupancy_id)
	returning k.occupancy_id into home;
	if home is not null then
		perform audit.note('case_closed', home);
	end if;
	return home is not null;
end
$$;

-- The open cases of the caller's companies, and what all holders have consented to at this moment, by resolution.
create function staff.cases()
returns table (case_id uuid, reference text, reason text, home_id uuid, address text, apartment text, opened timestamptz,
	closes timestamptz, month_media text[], day_media text[], hour_media text[], asked boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	companies constant int[] := rights.staff_companies('case_handler');
begin
	return query
		select k.public_id, k.reference, k.reason, o.home_id, o.address, o.apartment, k.opened, k.closes,
			rights.case_media(k.id, 'month'), rights.case_media(k.id, 'day'), rights.case_media(k.id, 'hour'),
			(select true from consent.request q where q.case_id = k.id and q.ended is null limit 1) is not null
		from staff.support_case k
		cross join lateral staff.place_of(k.occupancy_id) o
		where k.kind = 'support' and k.company_id = any (companies) and k.closed is null and k.closes > statement_timestamp()
			and rights.may_handle(k.occupancy_id)
		order by k.closes;
end
$$;

-- The open cases of billing staff, and the media whose months they read at this moment.
create function staff.billing_cases()
returns table (case_id uuid, reference text, reason text, home_id uuid, address text, apartment text, from_at timestamptz,
	opened timestamptz, closes timestamptz, media text[])
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	companies constant int[] := rights.staff_companies('billing');
begin
	return query
		select k.public_id, k.reference, k.reason, o.home_id, o.address, o.apartment, lower(o.during), k.opened, k.closes,
			m.allowed
		from staff.support_case k
		cross join lateral staff.place_of(k.occupancy_id) o
		cross join lateral (select rights.allowed_media('case_billing', k.id, k.occupancy_id, 'month') as allowed) m
		where k.kind = 'billing' and k.company_id = any (companies) and k.closed is null
			and k.closes > statement_timestamp() and m.allowed is not null
		order by k.closes;
end
$$;

reset role;
revoke create on schema staff from hemvy_keeper;
