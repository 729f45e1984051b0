-- Who else may look in: invited by a holder with a code, agreed to by every holder, accepted once by one person, over
-- within 12 months (§1 Delegate, Care giver); a guardian by a court's order, entered by staff.
grant create on schema consent to hemvy_keeper;
set local role hemvy_keeper;

-- Invites a delegate or a care giver. p_code_hash: SHA-256 of the code, good for two weeks. The invitation is the holder's
-- own agreement; the other holders' are asked for. 'invited'; 'no_home'; 'not_offered': a home without third parties (§4),
-- months for care, an end that is not within 12 months, too many already.
create function consent.invite(
	p_home uuid, p_kind text, p_called text, p_code_hash bytea, p_media text[], p_resolutions text[], p_ends timestamptz
) returns table (outcome text, mandate_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := consent.own_home(p_home);
	me constant int := rights.current_person();
	here constant timestamptz := statement_timestamp();
	number int;
begin
	if home is null then
		outcome := 'no_home';
		return next;
		return;
	end if;
	if p_kind is null or p_kind not in ('delegate', 'care') or p_kind = 'care' and 'month' = any (p_resolutions)
		or p_ends is null or p_ends <= here or p_ends > here + interval '12 months' or rights.is_closed(home)
		or octet_length(p_code_hash) is distinct from 32
		or (select count(*) from consent.mandate m where m.occupancy_id = home and m.ended is null and m.ends > here) >= 20
	then
		outcome := 'not_offered';
		return next;
		return;
	end if;
	insert into consent.mandate (kind, occupancy_id, given_by, called, code_hash, code_expires, media, resolutions, begins,
		ends)
	values (p_kind, home, me, p_called, p_code_hash, here + interval '14 days', p_media, p_resolutions, here, p_ends)
	returning id, public_id into number, mandate_id;
	insert into consent.mandate_act (mandate_id, person_id, act) values (number, me, 'approved');
	perform audit.note('mandate_invited', home, p_kind);
	outcome := 'invited';
	return next;
end
$$;

-- Takes up an invitation: once, by one person who is not of the household. 'accepted'; 'moved_in' to a home that is sublet;
-- 'no_code': wrong, over, taken or one's own, all alike; 'too_many' attempts.
create function consent.accept(p_code_hash bytea) returns table (outcome text, mandate_id uuid, retry_after_s int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	me constant int := rights.current_person();
	key constant text := 'mandate by ' || rights.current_account();
	is_allowed boolean;
	number int;
	home int;
begin
	outcome := 'no_code';
	if me is null then
		return next;
		return;
	end if;
	select a.allowed, ceil(extract(epoch from a.retry_after))::int into is_allowed, retry_after_s
	from account.take_attempt(key, 10, interval '15 minutes') a;
	if not is_allowed then
		outcome := 'too_many';
		return next;
		return;
	end if;
	update consent.mandate m set person_id = me, accepted = statement_timestamp(), code_hash = null
	where m.code_hash = p_code_hash and m.person_id is null and m.code_expires > statement_timestamp()
		and m.ends > statement_timestamp() and m.ended is null
		-- not written with EXISTS: the homes would be looked through first
		and (
			select (o.during @> statement_timestamp()) from housing.occupancy o where o.id = m.occupancy_id
		)
		and not exists (select from rights.members_of(m.occupancy_id) w where w.person_id = me)
	returning m.id, m.occupancy_id, m.public_id into number, home, mandate_id;
	if number is not null then
		perform account.forget_attempts(key);
		perform audit.note('mandate_accepted', home);
		outcome := 'accepted';
	elsif consent.move_in(p_code_hash) is not null then
		perform account.forget_attempts(key);
		outcome := 'moved_in';
	end if;
	return next;
end
$$;

-- A holder agrees to a mandate of the home, or ends it: one who does not agree is enough (§2). Who has the mandate may give
-- it up. 'done' or 'no_mandate'.
create function consent.approve(p_mandate uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	number int;
	home int;
begin
	select m.id, m.occupancy_id into number, home
	from consent.mandate m
	join housing.occupancy o on o.id = m.occupancy_id
	where m.public_id = p_mandate and m.kind <> 'guardian' and m.ended is null and m.ends > statement_timestamp()
		and consent.own_home(o.public_id) = o.id;
	if number is null then
		return 'no_mandate';
	end if;
	insert into consent.mandate_act (mandate_id, person_id, act) values (number, rights.current_person(), 'approved');
	perform audit.note('mandate_approved', home);
	return 'done';
end
$$;
create function consent.end_mandate(p_mandate uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	me constant int := rights.current_person();
	own constant int[] := rights.decided_occupancies();
	it consent.mandate;
begin
	select m.* into it from consent.mandate m
	where m.public_id = p_mandate and m.ended is null
		and (m.person_id = me or m.occupancy_id = any (own) and m.kind <> 'guardian');
	if not found then
		return 'no_mandate';
	end if;
	if it.occupancy_id = any (own) then
		insert into consent.mandate_act (mandate_id, person_id, act) values (it.id, me, 'withdrawn');
	end if;
	update consent.mandate m set ended = statement_timestamp(), code_hash = null where m.id = it.id;
	perform audit.note('mandate_ended', it.occupancy_id);
	return 'done';
end
$$;

-- The mandates that the caller has been given: where one may look, at what, until when. is_live: at this moment.
create function consent.mandates_given()
returns table (mandate_id uuid, kind text, home_id uuid, address text, apartment text, media text[], resolutions text[],
	ends timestamptz, is_live boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	me constant int := rights.current_person();
begin
	return query
		select m.public_id, m.kind, o.public_id,
			concat_ws(', ', b.street_address, nullif(btrim(b.postal_code || ' ' || b.city), '')), a.number, m.media,
			m.resolutions, m.ends, rights.is_live_mandate(m.id)
		from consent.mandate m
		join housing.occupancy o on o.id = m.occupancy_id
		join housing.apartment a on a.id = o.apartment_id
		join housing.building b on b.id = a.building_id
		where m.person_id = me and m.ended is null and m.ends > statement_timestamp();
end
$$;

reset role;
revoke create on schema consent from hemvy_keeper;
