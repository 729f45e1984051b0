-- Asking for a home's hours and days to be taken away, changing one's mind, and how long hours are kept (§4, §5). SECURITY
-- DEFINER as hemvy_keeper, which adds acts and changes none.
do $$
declare
	it text;
begin
	foreach it in array array['consent.erasure_act', 'consent.keeping'] loop
		execute format(
			'create trigger only_added before update or delete on %s for each row execute function audit.refuse_change()', it
		);
		execute format(
			'create trigger never_emptied before truncate on %s execute function audit.refuse_change()', it
		);
	end loop;
end
$$;
grant create on schema consent, staff to hemvy_keeper;
set local role hemvy_keeper;

-- The home in which the caller decides or has decided; no estate. NULL: none.
create function consent.decided_home(p_home uuid) returns int
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
	own constant int[] := rights.decided_occupancies();
begin
	return (
		select o.id from housing.occupancy o
		where o.public_id = p_home and o.id = any (own)
			and (select true from staff.estate e where e.occupancy_id = o.id limit 1) is null
	);
end
$$;

-- What each who decides in a home has said last since it was carried out last; NULL: nothing.
create function consent.erasure_wishes(p_occupancy int) returns table (person_id int, act text, at timestamptz)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
	return query
		select d.person_id, l.act, l.at
		from rights.deciders_of(p_occupancy) d
		left join lateral (
			select e.act, e.at from consent.erasure_act e
			where e.occupancy_id = p_occupancy and e.person_id = d.person_id and e.id + 0 > coalesce((
				-- id + 0: by the id alone everybody's would be gone through
				select max(c.id + 0) from consent.erasure_act c where c.occupancy_id = p_occupancy and c.act = 'carried_out'
			), 0)
			order by e.id + 0 desc limit 1
		) l on true;
end
$$;

-- When what was asked for is carried out: seven days after the last of all who decide there has asked, as the readings are
-- everybody's who lives there. NULL: not all have.
create function consent.erasure_due(p_occupancy int) returns timestamptz
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
	return (
		select case when bool_and(coalesce(w.act = 'requested', false)) then max(w.at) + interval '7 days' end
		from consent.erasure_wishes(p_occupancy) w
	);
end
$$;

-- How far it has come: whether the caller has asked, how many have of how many, when it is carried out, and what went the last
-- time. Of another's home, as of none: no row.
create function consent.erasure_state(p_home uuid)
returns table (is_asked boolean, asked int, deciders int, due timestamptz, carried_out timestamptz, hours int, days int,
	months int, is_over boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := consent.decided_home(p_home);
	me constant int := rights.current_person();
begin
	return query
		select coalesce((select w.act = 'requested' from consent.erasure_wishes(o.id) w where w.person_id = me), false),
			(select count(*)::int from consent.erasure_wishes(o.id) w where w.act = 'requested'),
			(select count(*)::int from rights.deciders_of(o.id)),
			consent.erasure_due(o.id), c.at, c.hours, c.days, c.months,
			coalesce(upper(o.during) <= statement_timestamp(), false)
		from housing.occupancy o
		left join lateral (
			select e.at, e.hours, e.days, e.months from consent.erasure_act e
			where e.occupancy_id = o.id and e.act = 'carried_out' order by e.id desc limit 1
		) c on true
		where o.id = home;
end
$$;

-- What would go and what would stay, now: store.erasure_plan's rows, and what is kept as proof: the caller's own decisions
-- ('consents') and the rows of the log that they may see ('log').
create function consent.erasure_preview(p_home uuid)
returns table (kind text, medium text, reason text, first_day date, last_day date, amount int)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := consent.decided_home(p_home);
	me constant int := rights.current_person();
	account constant int := rights.current_account();
	today constant date := (statement_timestamp() at time zone 'Europe/Stockholm')::date;
begin
	if home is null then
		return;
	end if;
	return query
		select * from store.erasure_plan(home, today)
		union all
		select 'consents', null, 'proof', min(r.at)::date, max(r.at)::date, count(*)::int
		from consent.record r where r.occupancy_id = home and r.person_id = me
		having count(*) > 0
		union all
		select 'log', null, 'proof', min(l.at)::date, max(l.at)::date, count(*)::int
		from audit.access l where l.occupancy_id = home and (l.role <> 'holder' or l.account_id = account)
		having count(*) > 0;
end
$$;

-- Asks, or takes it back, as long as it has not been carried out. 'done'; 'no_home'; 'not_offered': it is so already.
create function consent.ask_erasure(p_home uuid, p_on boolean) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := consent.decided_home(p_home);
	me constant int := rights.current_person();
	was_on boolean;
begin
	if home is null or p_on is null then
		return 'no_home';
	end if;
	-- two at the same moment, or the job while somebody changes their mind: one after the other
	perform pg_advisory_xact_lock(hashtext('consent.erasure'), home);
	was_on := coalesce((select w.act = 'requested' from consent.erasure_wishes(home) w where w.person_id = me), false);
	if was_on = p_on then
		return 'not_offered';
	end if;
	insert into consent.erasure_act (occupancy_id, person_id, act)
	values (home, me, case when p_on then 'requested' else 'undone' end);
	perform audit.note(case when p_on then 'erasure_asked' else 'erasure_undone' end, home);
	return 'done';
end
$$;

-- The homes of an apartment, or of all (NULL), whose erasure is due. For the retention job.
create function consent.due_erasures(p_apartment int, p_now timestamptz)
returns table (occupancy_id int, apartment_id int)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return query
		select o.id, o.apartment_id
		from housing.occupancy o
		where (p_apartment is null or o.apartment_id = p_apartment)
			and o.id in (select e.occupancy_id from consent.erasure_act e where e.act = 'requested')
			and consent.erasure_due(o.id) <= p_now
			and (select true from staff.estate e where e.occupancy_id = o.id limit 1) is null;
end
$$;

-- Notes that the job has carried it out: what had been agreed to about days and hours is over, so that from now on the home
-- has months alone unless somebody says yes anew. For the retention job, in the transaction that takes the readings away.
create function consent.carry_out_erasure(p_occupancy int, p_now timestamptz, p_hours int, p_days int, p_months int)
returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
	perform pg_advisory_xact_lock(hashtext('consent.erasure'), p_occupancy);
	if not coalesce(consent.erasure_due(p_occupancy) <= p_now, false) then
		return false;
	end if;
	insert into consent.record (occupancy_id, person_id, act, purpose, recipient_id, medium, resolution, text_version,
		text_hash, language, channel, at)
	select r.occupancy_id, r.person_id, 'withdrawn', r.purpose, r.recipient_id, r.medium, r.resolution, r.text_version,
		r.text_hash, r.language, 'portal', p_now
	from (
		select distinct on (c.person_id, c.purpose, c.recipient_id, c.medium, c.resolution) c.*
		from consent.record c
		where c.occupancy_id = p_occupancy and c.act in ('given', 'confirmed', 'withdrawn') and c.resolution <> 'month'
		order by c.person_id, c.purpose, c.recipient_id, c.medium, c.resolution, c.id desc
	) r
	where r.act <> 'withdrawn' and r.expires > p_now;
	update consent.mandate m set ended = p_now, code_hash = null
	where m.occupancy_id = p_occupancy and m.kind <> 'guardian' and m.ended is null
		and m.resolutions && array['day', 'hour'];
	insert into consent.erasure_act (occupancy_id, act, at, hours, days, months)
	values (p_occupancy, 'carried_out', p_now, p_hours, p_days, p_months);
	perform audit.note('erasure_carried_out', p_occupancy);
	return true;
end
$$;

-- For how long the home's hours are kept: 13 months, or 24 where somebody who decides there has chosen so (§5: the tenant may
-- choose 24). Like every choice it lasts 12 months. 'done'; 'no_home'; 'not_offered'.
create function consent.keep_hours(p_home uuid, p_months int, p_text_version int, p_text_hash bytea, p_language text)
returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := consent.own_home(p_home);
begin
	if home is null then
		return 'no_home';
	end if;
	if p_months is null or p_months not in (13, 24) then
		return 'not_offered';
	end if;
	insert into consent.keeping (occupancy_id, person_id, months, text_version, text_hash, language, expires)
	values (home, rights.current_person(), p_months, p_text_version, p_text_hash, p_language,
		case when p_months = 24 then statement_timestamp() + interval '12 months' end);
	return 'done';
end
$$;
create function consent.kept_hours(p_home uuid) returns table (months int, expires timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := consent.own_home(p_home);
begin
	return query
		select case when k.expires > statement_timestamp() then k.months else 13 end::int,
			case when k.expires > statement_timestamp() then k.expires end
		from housing.occupancy o
		left join lateral (
			select k.months, k.expires from consent.keeping k where k.occupancy_id = o.id order by k.id desc limit 1
		) k on true
		where o.id = home;
end
$$;

-- Whether a home has asked, for consent staff: no reading, no name, and not who of several.
create function staff.erasure(p_home uuid)
returns table (asked int, deciders int, due timestamptz, carried_out timestamptz, is_disputed boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := staff.home_for(p_home, 'consent_officer');
begin
	return query
		select (select count(*)::int from consent.erasure_wishes(o.id) w where w.act = 'requested'),
			(select count(*)::int from rights.deciders_of(o.id)),
			consent.erasure_due(o.id),
			(select max(e.at) from consent.erasure_act e where e.occupancy_id = o.id and e.act = 'carried_out'),
			(
				select true from staff.invoice i
				where i.occupancy_id = o.id and i.disputed is not null and i.settled is null
				limit 1
			) is true
		from housing.occupancy o
		where o.id = home;
end
$$;

reset role;
revoke create on schema consent, staff from hemvy_keeper;
