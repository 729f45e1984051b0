-- Homes that are sublet (§4 Sublet): the contract holder keeps months, whoever lives there decides over days and hours. A
-- stretch of its own, so that no row is both's; the hour that a boundary cuts is nobody's. What is read is given anew to whom
-- it belongs, in the same transaction (src/lib/server/collection/change-sublet.ts): so the three that cut are called by
-- the way in that stores readings, with the officer's own token.
grant create on schema staff to hemvy_keeper;
-- the names of types are looked up when functions are made
grant usage on schema housing to hemvy_keeper;
set local role hemvy_keeper;

-- A stretch of a home that the caller may handle as consent staff, is not over and of this kind; NULL otherwise.
create function staff.stretch_for(p_home uuid, p_kind text) returns int
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := staff.home_for(p_home, 'consent_officer');
begin
	return (
		select o.id from housing.occupancy o
		where o.id = home and o.kind = p_kind and coalesce(upper(o.during) > statement_timestamp(), true)
			and not exists (select from staff.estate e where e.occupancy_id = o.id)
	);
end
$$;

-- Whether an instant may be a boundary: within a year, and no longer ago than 14 days, for what has been read since changes
-- hands by the word of one officer; nor where hours and days around it are gone, for then nobody would get what cannot be
-- divided, and the bill would lack it.
create function staff.may_cut(p_apartment int, p_at timestamptz) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
	return coalesce(p_at between statement_timestamp() - interval '14 days' and statement_timestamp() + interval '1 year', false)
		and not exists (
			select from housing.occupancy o
			join metering.series s on s.occupancy_id = o.id
			join metering.reduced r on r.series_id = s.id
			where o.apartment_id = p_apartment and o.during @> p_at
				and greatest(r.hours_before, r.days_before) > greatest((p_at - interval '1 day')::date, lower(o.during)::date)
		);
end
$$;

-- A stretch after another one of the same contract and the same holders.
create function staff.add_stretch(p_before int, p_kind text, p_during tstzrange) returns int
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
	made int;
	contract int;
begin
	insert into housing.occupancy (apartment_id, during, kind)
	select o.apartment_id, p_during, p_kind from housing.occupancy o where o.id = p_before
	returning id into made;
	insert into housing.tenancy (occupancy_id, contract_number)
	select made, t.contract_number from housing.tenancy t where t.occupancy_id = p_before
	returning id into contract;
	insert into housing.tenancy_holder (tenancy_id, person_id)
	select contract, h.person_id
	from housing.tenancy t join housing.tenancy_holder h on h.tenancy_id = t.id where t.occupancy_id = p_before;
	return made;
end
$$;

-- The stretch beside this one in time, where it is of kind tenancy, of the same contract and the same holders: before it, or
-- after it. Who has left the contract is given nothing of the others' time, nor who has come.
create function staff.neighbour(p_stretch int, p_is_after boolean) returns int
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
	return (
		select n.id
		from housing.occupancy o
		join housing.tenancy t on t.occupancy_id = o.id
		join housing.occupancy n on n.apartment_id = o.apartment_id and n.kind = 'tenancy'
			and case when p_is_after then lower(n.during) = upper(o.during) else upper(n.during) = lower(o.during) end
		join housing.tenancy u on u.occupancy_id = n.id and u.contract_number = t.contract_number
		where o.id = p_stretch
			and (select array_agg(h.person_id order by h.person_id) from housing.tenancy_holder h where h.tenancy_id = t.id)
				= (select array_agg(h.person_id order by h.person_id) from housing.tenancy_holder h where h.tenancy_id = u.id)
	);
end
$$;

-- From p_from on the home is sublet, until p_to (NULL: until somebody says so); after it the contract holder's time begins
-- anew, with days and hours off, and the adults of the household come back. 'done'; 'no_home'; 'not_offered': instants that are not within the tenancy and in order;
-- 'too_late': they are too long ago.
create function staff.begin_sublet(p_home uuid, p_from timestamptz, p_to timestamptz) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := staff.stretch_for(p_home, 'tenancy');
	it housing.occupancy;
	after int;
begin
	select o.* into it from housing.occupancy o where o.id = home for update;
	if not found then
		return 'no_home';
	elsif p_from is null or p_from <= lower(it.during) or p_to <= p_from or not p_from <@ it.during
		or p_to > upper(it.during) or p_from > statement_timestamp() + interval '1 year'
	then
		return 'not_offered';
	elsif not staff.may_cut(it.apartment_id, p_from) or p_to < statement_timestamp() and not staff.may_cut(it.apartment_id, p_to)
	then
		return 'too_late';
	end if;
	update housing.occupancy o set during = tstzrange(lower(it.during), p_from) where o.id = home;
	perform staff.add_stretch(home, 'sublet', tstzrange(p_from, coalesce(p_to, upper(it.during))));
	if p_to < upper(it.during) or p_to is not null and upper_inf(it.during) then
		after := staff.add_stretch(home, 'tenancy', tstzrange(p_to, upper(it.during)));
		insert into housing.adult (occupancy_id, person_id)
		select after, a.person_id from housing.adult a where a.occupancy_id = home;
	end if;
	perform audit.note('sublet_begun', home);
	return 'done';
end
$$;

-- The sublet ends at p_to, another instant than before. Later than it has ended already it cannot: that time is the contract
-- holder's. Outcomes as above.
create function staff.end_sublet(p_home uuid, p_to timestamptz) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := staff.stretch_for(p_home, 'sublet');
	next constant int := staff.neighbour(home, true);
	it housing.occupancy;
	ends timestamptz;
begin
	select o.* into it from housing.occupancy o where o.id = home for update;
	if not found then
		return 'no_home';
	end if;
	select upper(coalesce(n.during, it.during)) into ends from (select) w left join housing.occupancy n on n.id = next;
	if p_to is null or p_to <= lower(it.during) or p_to >= ends
		or p_to > statement_timestamp() + interval '1 year' or next is null and p_to >= upper(it.during)
	then
		return 'not_offered';
	elsif not staff.may_cut(it.apartment_id, p_to) then
		return 'too_late';
	end if;
	if next is null then
		update housing.occupancy o set during = tstzrange(lower(it.during), p_to) where o.id = home;
		perform staff.add_stretch(home, 'tenancy', tstzrange(p_to, ends));
	elsif p_to < upper(it.during) then
		update housing.occupancy o set during = tstzrange(lower(it.during), p_to) where o.id = home;
		update housing.occupancy o set during = tstzrange(p_to, ends) where o.id = next;
	else
		update housing.occupancy o set during = tstzrange(p_to, ends) where o.id = next;
		update housing.occupancy o set during = tstzrange(lower(it.during), p_to) where o.id = home;
	end if;
	perform audit.note('sublet_ended', home);
	return 'done';
end
$$;

-- Takes back a sublet that was entered wrongly: the contract holder's time goes on as if nothing had been. Only while nobody
-- has moved in and nobody has decided anything there: then it can only be ended. 'done', 'no_home', 'in_use', 'too_late'.
create function staff.undo_sublet(p_home uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := staff.home_for(p_home, 'consent_officer');
	first constant int := staff.neighbour(home, false);
	gone constant int[] := array_remove(array[home, staff.neighbour(home, true)], null);
	it housing.occupancy;
	ends timestamptz;
begin
	select o.* into it from housing.occupancy o where o.id = home and o.kind = 'sublet' for update;
	if not found then
		return 'no_home';
	elsif not staff.may_cut(it.apartment_id, lower(it.during)) then
		return 'too_late';
	elsif first is null then
		return 'in_use';
	end if;
	begin
		select max(coalesce(upper(o.during), 'infinity')) into ends from housing.occupancy o where o.id = any (gone);
		delete from housing.subtenant_invitation i where i.occupancy_id = any (gone);
		delete from housing.adult a where a.occupancy_id = any (gone);
		delete from housing.tenancy_holder h using housing.tenancy t where t.id = h.tenancy_id and t.occupancy_id = any (gone);
		delete from housing.tenancy t where t.occupancy_id = any (gone);
		delete from metering.series s where s.occupancy_id = any (gone);
		delete from housing.occupancy o where o.id = any (gone);
	exception when foreign_key_violation then
		return 'in_use';
	end;
	update housing.occupancy o set during = tstzrange(lower(o.during), nullif(ends, 'infinity')) where o.id = first;
	perform audit.note('sublet_undone', first);
	return 'done';
end
$$;

-- The sublet stretch that a home is, or that follows it: whether somebody has moved in, and whether it could be undone.
create function staff.sublet(p_home uuid)
returns table (home_id uuid, from_at timestamptz, to_at timestamptz, is_taken boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := staff.home_for(p_home, 'consent_officer');
begin
	return query
		select s.public_id, lower(s.during), upper(s.during),
			exists (select from housing.subtenant t where t.occupancy_id = s.id)
		from housing.occupancy o
		join housing.occupancy s on s.apartment_id = o.apartment_id and s.kind = 'sublet'
			and (s.id = o.id or lower(s.during) = upper(o.during))
		where o.id = home and o.kind <> 'vacancy';
end
$$;

-- Invites somebody to live there: they get a sign-in of their own, and decide over days and hours. 'invited'; 'no_home';
-- 'not_offered': no name, or twenty wait already.
create function staff.invite_subtenant(p_home uuid, p_called text, p_code_hash bytea) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := staff.stretch_for(p_home, 'sublet');
begin
	if home is null then
		return 'no_home';
	elsif length(btrim(p_called)) not between 1 and 60 or octet_length(p_code_hash) is distinct from 32
		or (select count(*) from housing.subtenant_invitation i where i.occupancy_id = home) >= 20
	then
		return 'not_offered';
	end if;
	insert into housing.subtenant_invitation (occupancy_id, called, code_hash, code_expires)
	values (home, btrim(p_called), p_code_hash, statement_timestamp() + interval '14 days');
	perform audit.note('subtenant_invited', home);
	return 'invited';
end
$$;
create function staff.subtenant_invitations(p_home uuid)
returns table (invitation_id uuid, called text, expires timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := staff.stretch_for(p_home, 'sublet');
begin
	return query
		select i.public_id, i.called, i.code_expires from housing.subtenant_invitation i
		where i.occupancy_id = home order by i.id;
end
$$;
create function staff.take_back_invitation(p_home uuid, p_invitation uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := staff.stretch_for(p_home, 'sublet');
begin
	delete from housing.subtenant_invitation i where i.occupancy_id = home and i.public_id = p_invitation;
	return found;
end
$$;

-- Takes back a subtenant who was entered wrongly; one who moves out does so with the stretch, and keeps the own period.
create function staff.remove_subtenant(p_home uuid, p_person uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := staff.stretch_for(p_home, 'sublet');
begin
	delete from housing.subtenant s using housing.person p
	where s.occupancy_id = home and p.id = s.person_id and p.public_id = p_person;
	if found then
		perform audit.note('subtenant_removed', home);
		return true;
	end if;
	return false;
end
$$;

reset role;
revoke create on schema staff from hemvy_keeper;
