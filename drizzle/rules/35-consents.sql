-- What people decide about the readings of their home (§2). SECURITY DEFINER as hemvy_keeper, which may add records and
-- change none. Every function decides by itself, from the session, whether the caller may; a home that is another's is
-- answered like one that does not exist.
grant usage, create on schema consent to hemvy_keeper;
set local role hemvy_keeper;

-- The home in which the caller's choices count at this moment: going on, and no estate. NULL: none.
create function consent.own_home(p_home uuid) returns int
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
	own constant int[] := rights.decided_occupancies();
begin
	return (
		select o.id from housing.occupancy o
		where o.public_id = p_home and o.id = any (own) and (o.during @> statement_timestamp()) is true
			and (select true from staff.estate e where e.occupancy_id = o.id limit 1) is null
	);
end
$$;

-- Adds a record in the caller's name.
create function consent.add(
	p_home int, p_act text, p_purpose text, p_recipient int, p_medium text, p_resolution text,
	p_text_version int, p_text_hash bytea, p_language text, p_channel text default 'portal'
) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
	insert into consent.record (occupancy_id, person_id, act, purpose, recipient_id, medium, resolution, text_version,
		text_hash, language, channel, expires)
	values (p_home, rights.current_person(), p_act, p_purpose, p_recipient, p_medium, p_resolution, p_text_version,
		p_text_hash, p_language, p_channel,
		case when p_act in ('given', 'confirmed') then statement_timestamp() + interval '12 months' end);
end
$$;

-- What a home's screens may be switched on for. The display hears more than is collected (a room sensor of one's own), so
-- it has a switch for every medium; all else for what is measured.
create function consent.media_of(p_home int, p_purpose text) returns setof text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
	if p_purpose = 'display' then
		return query select unnest(array['cold_water', 'hot_water', 'electricity', 'electricity_export', 'temperature'])
			where p_home is not null;
	else
		return query select s.medium from metering.series s where s.occupancy_id = p_home;
	end if;
end
$$;

-- Whether a home may have a screen of that kind: not one that is closed to them (§4 Protected identity, Death), and no
-- display where the apartment is sublet, for a display is paired by the contract.
create function consent.has_screen(p_home int, p_purpose text) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
	return not rights.is_closed(p_home) and (p_purpose <> 'display' or exists (
		select from housing.occupancy o where o.id = p_home and o.kind = 'tenancy'
	));
end
$$;

-- Switches a resolution ('day', 'hour') of a medium on or off, for oneself, the display or the TV (§1: Day and Hour are two
-- choices). 'done'; 'no_home'; 'not_offered': the TV has no hours, and some homes have neither display nor TV (§4).
create function consent.choose(
	p_home uuid, p_purpose text, p_medium text, p_resolution text, p_on boolean,
	p_text_version int, p_text_hash bytea, p_language text
) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := consent.own_home(p_home);
begin
	if home is null or not exists (select from consent.media_of(home, p_purpose) m where m = p_medium) then
		return 'no_home';
	end if;
	if p_purpose is null or p_purpose not in ('own_view', 'display', 'tv') or p_resolution is null
		or p_resolution not in ('day', 'hour') or p_purpose = 'tv' and p_resolution = 'hour'
		or p_on is null or p_on and p_purpose <> 'own_view' and not consent.has_screen(home, p_purpose)
	then
		return 'not_offered';
	end if;
	perform consent.add(
		home, case when p_on then 'given' else 'withdrawn' end, p_purpose, null, p_medium, p_resolution,
		p_text_version, p_text_hash, p_language
	);
	return 'done';
end
$$;

-- Hides the home's hours from everybody, or takes the own objection back. Any holder, subtenant or other adult of the
-- household may; the others are told that hours are hidden, not by whom (§1). 'done' or 'no_home'.
create function consent.hide_hours(p_home uuid, p_on boolean, p_text_version int, p_text_hash bytea, p_language text)
returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	me constant int := rights.current_person();
	home int := consent.own_home(p_home);
begin
	if home is null then
		select o.id into home
		from housing.adult a
		join housing.occupancy o on o.id = a.occupancy_id
		where o.public_id = p_home and a.person_id = me and (o.during @> statement_timestamp()) is true;
	end if;
	if home is null or p_on is null then
		return 'no_home';
	end if;
	perform consent.add(
		home, case when p_on then 'objected' else 'objection_lifted' end, 'own_view', null, null, 'hour',
		p_text_version, p_text_hash, p_language
	);
	return 'done';
end
$$;

-- The households in which the caller lives without being on the contract: where hours may be hidden, and no more.
create function consent.households() returns table (home_id uuid, address text, apartment text, is_hidden_by_me boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	me constant int := rights.current_person();
begin
	return query
		select o.public_id, concat_ws(', ', b.street_address, nullif(btrim(b.postal_code || ' ' || b.city), '')), a.number,
			coalesce((
				select r.act = 'objected' from consent.record r
				where r.occupancy_id = o.id and r.person_id = me and r.act in ('objected', 'objection_lifted')
				order by r.id desc limit 1
			), false)
		from housing.adult h
		join housing.occupancy o on o.id = h.occupancy_id
		join housing.apartment a on a.id = o.apartment_id
		join housing.building b on b.id = a.building_id
		where h.person_id = me and (o.during @> statement_timestamp()) is true;
end
$$;

-- What is switched on: one row a purpose, medium and resolution, of the caller's own choices; of the display and the TV of
-- anybody's who decides there. hours_hidden: by somebody; hidden_by_me: by the caller (too).
create function consent.choices(p_home uuid)
returns table (purpose text, medium text, resolution text, is_on boolean, expires timestamptz, hours_hidden boolean,
	hidden_by_me boolean, is_offered boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := consent.own_home(p_home);
	me constant int := rights.current_person();
	hidden constant boolean := rights.hours_hidden(home);
	mine boolean;
begin
	select coalesce((
		select r.act = 'objected' from consent.record r
		where r.occupancy_id = home and r.person_id = me and r.act in ('objected', 'objection_lifted')
		order by r.id desc limit 1
	), false) into mine;
	return query
		select p.word, s.medium, r.word, g.expires is not null and p.is_offered, g.expires, hidden, mine, p.is_offered
		from (
			select w.word, w.word = 'own_view' or consent.has_screen(home, w.word) as is_offered
			from unnest(array['own_view', 'display', 'tv']) w (word)
		) p
		cross join lateral consent.media_of(home, p.word) s (medium)
		cross join unnest(array['day', 'hour']) r (word)
		left join lateral (
			select max(c.expires) as expires
			from consent.record c
			where c.occupancy_id = home and c.purpose = p.word and c.medium = s.medium and c.resolution = r.word
				and (p.word <> 'own_view' or c.person_id = me)
				and c.act in ('given', 'confirmed') and c.expires > statement_timestamp()
				and not exists (
					select from consent.record n
					where n.occupancy_id = c.occupancy_id and n.purpose = c.purpose
						and (n.person_id = c.person_id or p.word <> 'own_view') and n.resolution = c.resolution and n.medium = c.medium
						and n.act in ('given', 'confirmed', 'withdrawn') and n.id > c.id
				)
		) g on true
		where not (p.word = 'tv' and r.word = 'hour');
end
$$;

-- What staff ask of the caller's home. answer: the caller's own; others: how many of the others have said yes of how many.
create function consent.requests(p_home uuid)
returns table (request_id uuid, reference text, reason text, media text[], resolutions text[], asked timestamptz,
	closes timestamptz, answer text, others_yes int, others int)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := consent.own_home(p_home);
	me constant int := rights.current_person();
begin
	return query
		select q.public_id, k.reference, q.reason, q.media, q.resolutions, q.at, k.closes, a.act,
			coalesce(o.yes, 0)::int, coalesce(o.total, 0)::int
		from consent.request q
		join staff.support_case k on k.id = q.case_id
		left join lateral (
			select r.act from consent.record r
			where r.occupancy_id = home and r.person_id = me and r.purpose = 'case' and r.recipient_id = q.case_id
				and r.medium = any (q.media) and r.resolution = any (q.resolutions) and r.act <> 'proposed'
			order by r.id desc limit 1
		) a on true
		left join lateral (
			select count(*) as total, count(*) filter (where (
				select r.act from consent.record r
				where r.occupancy_id = home and r.person_id = d.person_id and r.purpose = 'case'
					and r.recipient_id = q.case_id and r.act <> 'proposed'
				order by r.id desc limit 1
			) in ('given', 'confirmed')) as yes
			from rights.deciders_of(home) d where d.person_id <> me
		) o on true
		where q.occupancy_id = home and q.ended is null and k.closed is null and k.closes > statement_timestamp()
		order by q.at desc;
end
$$;

-- Says yes or no to a request of staff; no after yes withdraws, in one call too. 'done' or 'no_request'.
create function consent.answer(p_request uuid, p_yes boolean, p_text_version int, p_text_hash bytea, p_language text)
returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	it record;
	medium text;
	resolution text;
	was_on boolean;
begin
	select q.occupancy_id, q.case_id, q.media, q.resolutions into it
	from consent.request q
	join staff.support_case k on k.id = q.case_id
	join housing.occupancy o on o.id = q.occupancy_id
	where q.public_id = p_request and q.ended is null and k.closed is null and k.closes > statement_timestamp()
		and consent.own_home(o.public_id) = o.id;
	if not found or p_yes is null then
		return 'no_request';
	end if;
	was_on := exists (
		select from consent.record r
		where r.occupancy_id = it.occupancy_id and r.person_id = rights.current_person() and r.purpose = 'case'
			and r.recipient_id = it.case_id and r.act in ('given', 'confirmed')
	);
	foreach medium in array it.media loop
		foreach resolution in array it.resolutions loop
			perform consent.add(
				it.occupancy_id, case when p_yes then 'given' when was_on then 'withdrawn' else 'declined' end, 'case',
				it.case_id, medium, resolution, p_text_version, p_text_hash, p_language
			);
		end loop;
	end loop;
	perform audit.note(case when p_yes then 'consent_given' else 'consent_withdrawn' end, it.occupancy_id, 'case');
	return 'done';
end
$$;

-- Confirms or declines what staff typed in from paper (record_id of portal.consents); until then it counts for nothing.
create function consent.confirm(p_record uuid, p_yes boolean) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	it consent.record;
	me constant int := rights.current_person();
begin
	select r.* into it from consent.record r
	join housing.occupancy o on o.id = r.occupancy_id
	where r.public_id = p_record and r.person_id = me and r.act = 'proposed' and consent.own_home(o.public_id) = o.id
		and not exists (
			select from consent.record n
			where n.occupancy_id = r.occupancy_id and n.person_id = r.person_id and n.purpose = r.purpose
				and n.resolution = r.resolution and n.medium = r.medium
				and n.recipient_id is not distinct from r.recipient_id and n.id > r.id
		);
	if not found or p_yes is null then
		return 'no_record';
	end if;
	perform consent.add(
		it.occupancy_id, case when p_yes then 'confirmed' else 'declined' end, it.purpose, it.recipient_id, it.medium,
		it.resolution, it.text_version, it.text_hash, it.language
	);
	return 'done';
end
$$;

reset role;
revoke create on schema consent from hemvy_keeper;
