-- Consent staff and auditors: records and logs, no reading (§1). Objections are in none of it: nobody is told who hides
-- hours.
grant create on schema staff to hemvy_keeper;
set local role hemvy_keeper;

-- What was decided in a home, latest first. Reading it leaves a row in the home's log.
create function staff.consents(p_home uuid)
returns table (record_id uuid, holder_id uuid, holder text, act text, purpose text, reference text, medium text,
	resolution text, channel text, at timestamptz, expires timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	officer constant int := staff.home_for(p_home, 'consent_officer');
	home constant int := coalesce(officer, staff.home_for(p_home, 'auditor'));
begin
	if home is null then
		return;
	end if;
	perform audit.note_access(home, case when officer is null then 'auditor' else 'consent_officer' end, 'consents', 'duty',
		null, '{}', null, null, 'metadata', null);
	return query
		select r.public_id, p.public_id, p.display_name, r.act, r.purpose, k.reference, r.medium, r.resolution, r.channel,
			r.at, r.expires
		from consent.record r
		join housing.person p on p.id = r.person_id
		left join staff.support_case k on k.id = r.recipient_id
		where r.occupancy_id = home and r.act not in ('objected', 'objection_lifted')
		order by r.id desc;
end
$$;

-- Who decides in a home: to whom a paper belongs.
create function staff.holders(p_home uuid) returns table (holder_id uuid, holder text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := staff.home_for(p_home, 'consent_officer');
begin
	return query
		select p.public_id, p.display_name
		from rights.deciders_of(home) d
		join housing.person p on p.id = d.person_id
		order by 2;
end
$$;

-- Types in a consent given on paper: counts for nothing until that holder confirms it (§2). p_case: NULL for the own view.
create function staff.propose(
	p_home uuid, p_holder uuid, p_purpose text, p_case uuid, p_media text[], p_resolutions text[], p_text_version int,
	p_text_hash bytea, p_language text
) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := staff.home_for(p_home, 'consent_officer');
	holder int;
	number int;
begin
	select p.id into holder from rights.deciders_of(home) d
	join housing.person p on p.id = d.person_id where p.public_id = p_holder;
	if holder is null or not exists (
		select from housing.occupancy o where o.id = home and (o.during @> statement_timestamp()) is true
	) then
		return 'no_home';
	end if;
	if p_purpose = 'case' then
		select k.id into number from staff.support_case k
		where k.public_id = p_case and k.occupancy_id = home and k.closed is null and k.closes > statement_timestamp();
	end if;
	if p_purpose is null or p_purpose not in ('own_view', 'case') or (p_purpose = 'case') <> (number is not null)
		or not coalesce(p_media <@ (select array_agg(s.medium) from metering.series s where s.occupancy_id = home), false)
		or not coalesce(p_resolutions <@ array['month', 'day', 'hour'], false)
		or p_purpose = 'own_view' and 'month' = any (p_resolutions)
	then
		return 'not_offered';
	end if;
	insert into consent.record (occupancy_id, person_id, act, purpose, recipient_id, medium, resolution, text_version,
		text_hash, language, channel)
	select home, holder, 'proposed', p_purpose, number, m, r, p_text_version, p_text_hash, p_language, 'paper'
	from unnest(p_media) m cross join unnest(p_resolutions) r;
	perform audit.note('consent_proposed', home, p_purpose);
	return 'proposed';
end
$$;

-- Consents that run out within p_within, and those withdrawn since p_since: metadata of homes, no names.
create function staff.expiring(p_within interval)
returns table (home_id uuid, address text, apartment text, purpose text, medium text, resolution text, expires timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	companies constant int[] := rights.staff_companies('consent_officer');
begin
	return query
		select o.home_id, o.street, o.apartment, c.purpose, c.medium, c.resolution, c.expires
		from rights.consents_in_force(companies, statement_timestamp() + p_within) c
		cross join lateral staff.place_of(c.occupancy_id) o
		where o.during @> statement_timestamp() and rights.may_handle(c.occupancy_id)
		order by c.expires;
end
$$;
create function staff.withdrawals(p_since timestamptz)
returns table (home_id uuid, address text, apartment text, purpose text, medium text, resolution text, at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	companies constant int[] := rights.staff_companies('consent_officer');
begin
	return query
		select o.home_id, o.street, o.apartment, r.purpose, r.medium, r.resolution, r.at
		from consent.record r
		cross join lateral staff.place_of(r.occupancy_id) o
		where r.company_id = any (companies) and r.act = 'withdrawn' and r.at >= p_since
			and rights.may_handle(r.occupancy_id)
		order by r.at desc;
end
$$;

-- Enters a guardian whom a court appointed, with a code to accept by; takes one back.
create function staff.enter_guardian(
	p_home uuid, p_called text, p_order text, p_code_hash bytea, p_media text[], p_resolutions text[], p_begins timestamptz,
	p_ends timestamptz
) returns table (outcome text, mandate_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := staff.home_for(p_home, 'consent_officer');
begin
	outcome := 'no_home';
	if home is not null and not rights.is_closed(home) then
		begin
			insert into consent.mandate (kind, occupancy_id, called, code_hash, code_expires, media, resolutions, begins, ends,
				order_reference, created_by)
			values ('guardian', home, p_called, p_code_hash, statement_timestamp() + interval '14 days', p_media, p_resolutions,
				p_begins, p_ends, p_order, rights.current_account())
			returning public_id into mandate_id;
			outcome := 'entered';
			perform audit.note('guardian_entered', home, p_order);
		exception when check_violation or not_null_violation then
			outcome := 'not_offered';
		end;
	end if;
	return next;
end
$$;
create function staff.end_guardian(p_mandate uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	companies constant int[] := rights.staff_companies('consent_officer');
	home int;
begin
	update consent.mandate m set ended = statement_timestamp(), code_hash = null
	where m.public_id = p_mandate and m.kind = 'guardian' and m.ended is null
		and rights.company_of(m.occupancy_id) = any (companies)
	returning m.occupancy_id into home;
	if home is not null then
		perform audit.note('guardian_ended', home);
	end if;
	return home is not null;
end
$$;

-- The log, for auditors: by time, role and home; p_is_export is noted as such. No reading, no name, no person who objected.
create function staff.search_log(
	p_from timestamptz, p_to timestamptz, p_role text default null, p_home uuid default null, p_is_export boolean default false,
	p_most int default 1000
) returns table (access_id uuid, at timestamptz, account_id int, role text, purpose text, basis text, home_id uuid,
	media text[], resolution text, from_day date, to_day date, kind text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	companies constant int[] := rights.staff_companies('auditor');
	most constant int := least(p_most, 100000);
begin
	if companies is null then
		return;
	end if;
	perform audit.note(case when p_is_export then 'log_exported' else 'log_searched' end, null, p_role);
	return query
		select l.public_id, l.at, l.account_id, l.role, l.purpose, l.basis,
			(select o.public_id from housing.occupancy o where o.id = l.occupancy_id), l.media, l.resolution,
			lower(l.period), upper(l.period), l.kind
		from (
			-- of each company, or of the home
			select w.* from unnest(companies) c (id) cross join lateral (
				select a.* from audit.access a
				where p_home is null and a.company_id = c.id and a.at >= p_from and a.at < p_to
					and (p_role is null or a.role = p_role)
				order by a.at desc
				limit most
			) w
			union all
			select w.* from housing.occupancy h cross join lateral (
				select a.* from audit.access a
				where a.occupancy_id = h.id and a.at >= p_from and a.at < p_to and (p_role is null or a.role = p_role)
				order by a.at desc
				limit most
			) w
			where h.public_id = p_home and h.company_id = any (companies)
		) l
		order by l.at desc
		limit most;
end
$$;
-- What happened: in the homes of the auditor's companies; about no home, what those who work there did, and the retention.
create function staff.search_events(p_from timestamptz, p_to timestamptz, p_most int default 1000)
returns table (event_id uuid, at timestamptz, account_id int, kind text, home_id uuid, detail text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	companies constant int[] := rights.staff_companies('auditor');
	colleagues constant int[] := rights.colleagues(companies);
	most constant int := least(p_most, 100000);
begin
	if companies is null then
		return;
	end if;
	perform audit.note('events_searched', null);
	return query
		select e.public_id, e.at, e.account_id, e.kind,
			(select o.public_id from housing.occupancy o where o.id = e.occupancy_id), e.detail
		from (
			select w.* from unnest(companies) c (id) cross join lateral (
				select a.* from audit.event a
				where a.company_id = c.id and a.at >= p_from and a.at < p_to
				order by a.at desc
				limit most
			) w
			union all
			select w.* from unnest(colleagues) c (id) cross join lateral (
				select a.* from audit.event a
				where a.occupancy_id is null and a.account_id = c.id and a.at >= p_from and a.at < p_to
				order by a.at desc
				limit most
			) w
			union all
			select w.* from (
				select a.* from audit.event a
				where a.occupancy_id is null and a.account_id is null and a.at >= p_from and a.at < p_to
				order by a.at desc
				limit most
			) w
		) e
		order by e.at desc
		limit most;
end
$$;

reset role;
revoke create on schema staff from hemvy_keeper;
