-- Who may handle a home (§4 Protected identity): everybody with the role, or those who are named for somebody who lives
-- there. Whoever is not named finds no such home, so that what follows tells nobody else of it; the log of events does not
-- say which home it was.
grant create on schema staff to hemvy_keeper;
set local role hemvy_keeper;

-- Somebody of a home that the caller may handle as consent staff; NULL otherwise.
create function staff.member_for(p_home uuid, p_person uuid) returns int
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := staff.home_for(p_home, 'consent_officer');
begin
	return (
		select p.id from rights.members_of(home) m
		join housing.person p on p.id = m.person_id
		where p.public_id = p_person
	);
end
$$;

-- Everybody of a home, and who is named for them; handlers NULL: everybody with the role may handle the home for their sake.
create function staff.handlers(p_home uuid) returns table (person_id uuid, person text, handlers text[])
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := staff.home_for(p_home, 'consent_officer');
begin
	return query
		select p.public_id, p.display_name, case when (
			select true from staff.protected_person g where g.person_id = p.id limit 1
		) then coalesce(
			(select array_agg(a.email order by a.email) from staff.named_handler n
				join account.account a on a.id = n.account_id where n.person_id = p.id),
			'{}'
		) end
		from rights.members_of(home) m
		join housing.person p on p.id = m.person_id
		order by 2;
end
$$;

-- From now on only those named may handle the homes of this person, the caller first; display, TV and third parties are off.
create function staff.limit_handling(p_home uuid, p_person uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	who constant int := staff.member_for(p_home, p_person);
begin
	if who is null then
		return false;
	end if;
	insert into staff.protected_person (person_id) values (who) on conflict do nothing;
	if found then
		insert into staff.named_handler (person_id, account_id) values (who, rights.current_account());
		perform audit.note('handlers_changed', null);
	end if;
	return true;
end
$$;

-- Names somebody of the caller's companies by the address of their sign-in; false: there is none, or nobody needs a name.
create function staff.name_handler(p_home uuid, p_person uuid, p_email text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	who constant int := staff.member_for(p_home, p_person);
	colleagues constant int[] := rights.colleagues(rights.staff_companies('consent_officer'));
begin
	insert into staff.named_handler (person_id, account_id)
	select g.person_id, a.id
	from staff.protected_person g
	join account.account a on a.id = any (colleagues) and lower(a.email) = lower(p_email)
	where g.person_id = who
	on conflict do nothing;
	if found then
		perform audit.note('handlers_changed', null);
		return true;
	end if;
	return exists (
		select from staff.named_handler n join account.account a on a.id = n.account_id
		where n.person_id = who and lower(a.email) = lower(p_email)
	);
end
$$;

-- Takes a name back; the last one stays, so that the home does not become nobody's.
create function staff.unname_handler(p_home uuid, p_person uuid, p_email text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	who constant int := staff.member_for(p_home, p_person);
begin
	delete from staff.named_handler n using account.account a
	where n.person_id = who and a.id = n.account_id and lower(a.email) = lower(p_email)
		and exists (select from staff.named_handler o where o.person_id = who and o.account_id <> n.account_id);
	if found then
		perform audit.note('handlers_changed', null);
		return true;
	end if;
	return false;
end
$$;

-- Everybody with the role may handle the home again.
create function staff.lift_limit(p_home uuid, p_person uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	who constant int := staff.member_for(p_home, p_person);
begin
	delete from staff.protected_person g where g.person_id = who;
	if found then
		perform audit.note('handlers_changed', null);
		return true;
	end if;
	return false;
end
$$;

reset role;
revoke create on schema staff from hemvy_keeper;
