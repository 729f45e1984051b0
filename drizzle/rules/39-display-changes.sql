-- Whatever may change what a display shows wakes that display's question, which the database then decides anew [Wall display;
-- §6.9]. Told is no more than that: an opaque word, SHA-256 of the id of the display's key, which stands on no page. It is
-- told when the change is committed, whoever made it: the tenant, staff, a job or the register.
grant create on schema node to hemvy_resolver;
grant usage on schema node to hemvy_resolver;
set local role hemvy_resolver;

create function node.wake(p_occupancies int[]) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
	perform pg_notify('hemvy_display', encode(sha256(convert_to(n.key_id, 'UTF8')), 'hex'))
	from node.home_node n
	where n.occupancy_id = any (p_occupancies) and n.revoked is null;
end
$$;

-- A row that names its home: what was decided there, who lives there, a death (§2; §4 Several holders, Death, Sublet).
create function node.wake_of_home() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
	perform node.wake(array[old.occupancy_id, new.occupancy_id]);
	return null;
end
$$;

-- The home itself: its end, set or moved (§4 Tenancy change).
create function node.wake_of_stay() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
	perform node.wake(array[new.id]);
	return null;
end
$$;

-- Who is on the contract (§4 Several holders).
create function node.wake_of_contract() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
	perform node.wake(array_agg(t.occupancy_id))
	from housing.tenancy t
	where t.id in (old.tenancy_id, new.tenancy_id);
	return null;
end
$$;

-- A person: protected or no longer (§4 Protected identity).
create function node.wake_of_person() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	people constant int[] := array[old.person_id, new.person_id];
begin
	perform node.wake(array_agg(w.occupancy_id))
	from (
		select t.occupancy_id
		from housing.tenancy_holder h
		join housing.tenancy t on t.id = h.tenancy_id
		where h.person_id = any (people)
		union all
		select s.occupancy_id from housing.subtenant s where s.person_id = any (people)
		union all
		select a.occupancy_id from housing.adult a where a.person_id = any (people)
	) w;
	return null;
end
$$;

-- The display itself: taken away by whomever, or given another key.
create function node.wake_of_node() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
	perform pg_notify('hemvy_display', encode(sha256(convert_to(old.key_id, 'UTF8')), 'hex'));
	return null;
end
$$;

reset role;
revoke create on schema node from hemvy_resolver;

create trigger wakes_display after insert on consent.record for each row
	when (new.purpose = 'display' or new.act in ('objected', 'objection_lifted'))
	execute function node.wake_of_home();
create trigger wakes_display after update of during, kind on housing.occupancy for each row
	execute function node.wake_of_stay();
create trigger wakes_display after insert or update or delete on housing.tenancy_holder for each row
	execute function node.wake_of_contract();
create trigger wakes_display after update of occupancy_id or delete on housing.tenancy for each row
	execute function node.wake_of_home();
create trigger wakes_display after insert or update or delete on housing.subtenant for each row
	execute function node.wake_of_home();
create trigger wakes_display after insert or update or delete on housing.adult for each row
	execute function node.wake_of_home();
create trigger wakes_display after insert or delete on staff.estate for each row
	execute function node.wake_of_home();
create trigger wakes_display after insert or update or delete on staff.protected_person for each row
	execute function node.wake_of_person();
create trigger wakes_display after update of key_id, secret_hash, occupancy_id, revoked or delete on node.home_node
	for each row execute function node.wake_of_node();
