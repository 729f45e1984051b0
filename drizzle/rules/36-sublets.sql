-- A sublet home (§4 Sublet), for those who live there and for whoever is on the contract.
grant create on schema consent to hemvy_keeper;
set local role hemvy_keeper;

-- Moves the caller in where the code of an invitation says: once, and nobody who is of the household already or who invited
-- themselves. NULL: no such code. For consent.accept, which counts the attempts.
create function consent.move_in(p_code_hash bytea) returns int
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
	me constant int := rights.current_person();
	home int;
begin
	delete from housing.subtenant_invitation i
	where i.code_hash = p_code_hash and i.code_expires > statement_timestamp()
		and (
			select o.kind = 'sublet' and coalesce(upper(o.during) > statement_timestamp(), true)
			from housing.occupancy o where o.id = i.occupancy_id
		)
		and not exists (select from rights.members_of(i.occupancy_id) w where w.person_id = me)
		and not exists (
			select from audit.event e join account.account a on a.id = e.account_id
			where e.occupancy_id = i.occupancy_id and e.kind = 'subtenant_invited' and a.person_id = me
		)
	returning i.occupancy_id into home;
	if home is not null then
		insert into housing.subtenant (occupancy_id, person_id) values (home, me);
		perform audit.note('subtenant_entered', home);
	end if;
	return home;
end
$$;

-- When a home of the caller's is or will be sublet, as the contract holder is told: from when, until when (NULL: not
-- decided), and whether this is the home itself or what follows it.
create function consent.sublet(p_home uuid) returns table (from_at timestamptz, to_at timestamptz, is_here boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	held constant int[] := rights.readable_occupancies();
	own constant int[] := rights.decided_occupancies();
begin
	return query
		select lower(s.during), upper(s.during), s.id = o.id
		from housing.occupancy o
		join housing.occupancy s on s.apartment_id = o.apartment_id and s.kind = 'sublet'
			and (s.id = o.id or lower(s.during) = upper(o.during))
		where o.public_id = p_home and o.id = any (held) and s.id = any (held) and not s.id = any (own);
end
$$;

reset role;
revoke create on schema consent from hemvy_keeper;
