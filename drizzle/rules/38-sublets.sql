-- Who lives in a home that is sublet (§4 Sublet): the contract holder keeps months, the subtenant decides over days and
-- hours. That a stretch is sublet, and from when, is the register's to say.
grant create on schema staff to hemvy_keeper;
set local role hemvy_keeper;

-- A sublet home that goes on, for consent staff; NULL otherwise.
create function staff.sublet_for(p_home uuid) returns int
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := staff.home_for(p_home, 'consent_officer');
begin
	return (
		select o.id from housing.occupancy o
		where o.id = home and o.kind = 'sublet' and (o.during @> statement_timestamp()) is true
	);
end
$$;

-- Whoever signs in with this address lives there; false: nobody does, it is the caller or a contract holder, or the home is
-- not sublet.
create function staff.add_subtenant(p_home uuid, p_email text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := staff.sublet_for(p_home);
	who int;
begin
	select a.person_id into who from account.account a
	where lower(a.email) = lower(p_email) and a.kind = 'tenant'
		and a.person_id is distinct from (select s.person_id from account.account s where s.id = rights.current_account())
		and not exists (
			select from housing.tenancy t join housing.tenancy_holder h on h.tenancy_id = t.id
			where t.occupancy_id = home and h.person_id = a.person_id
		);
	if home is null or who is null then
		return false;
	end if;
	insert into housing.subtenant (occupancy_id, person_id) values (home, who) on conflict do nothing;
	if found then
		perform audit.note('subtenant_entered', home);
	end if;
	return true;
end
$$;

-- Takes back a subtenant who was entered wrongly; one who moves out does so with the stretch, and keeps the own period.
create function staff.remove_subtenant(p_home uuid, p_person uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := staff.sublet_for(p_home);
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
