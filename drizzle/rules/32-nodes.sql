-- Home nodes: pairing, keys and what a key is worth. SECURITY DEFINER as hemvy_warden, fixed search_path, no EXECUTE for
-- PUBLIC (60-grants.sql). A key is bound to the tenancy and dies with it (§1 Wall display): every function asks anew.
grant usage, create on schema node to hemvy_warden;
set local role hemvy_warden;

-- Whether an occupancy is a tenancy that goes on at this moment, and no home without displays (§4 Protected identity).
create function node.goes_on(p_occupancy int) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
	return exists (
		select from housing.occupancy o
		where o.id = p_occupancy and o.kind = 'tenancy' and (o.during @> statement_timestamp()) is true
			and not rights.is_closed(o.id)
	);
end
$$;

-- The meters that hung in the apartment during the occupancy, and no others: all that a home node ever learns of.
create function node.meters_of(p_occupancy int) returns json
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
	return (
		select coalesce(json_agg(json_build_object(
			'id', m.id, 'serial', m.serial, 'medium', m.medium, 'unit', m.unit, 'scale', m.scale,
			'installed', extract(epoch from m.installed), 'removed', extract(epoch from m.removed)
		) order by m.medium, m.installed, m.serial), '[]')
		from housing.occupancy o
		join metering.meter m on m.apartment_id = o.apartment_id and not isempty(o.during * tstzrange(m.installed, m.removed))
		where o.id = p_occupancy
	);
end
$$;

-- The time zone of an occupancy's company.
create function node.zone_of(p_occupancy int) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
	return (
		select c.time_zone
		from housing.occupancy o
		join housing.apartment a on a.id = o.apartment_id
		join housing.building b on b.id = a.building_id
		join housing.property p on p.id = b.property_id
		join housing.company c on c.id = p.company_id
		where o.id = p_occupancy
	);
end
$$;

-- A node wants to be paired: keeps the hashes of code and ticket for a quarter of an hour and sweeps those whose time is
-- over. 'begun'; 'taken': the code is another's at the moment, come with a new one; 'too_many' from this address or at all.
create function node.begin_pairing(p_code_hash bytea, p_ticket_hash bytea, p_name text, p_address text)
returns table (outcome text, expires timestamptz, retry_after_s int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	here constant timestamptz := statement_timestamp();
	is_allowed boolean;
begin
	select bool_and(a.allowed), ceil(extract(epoch from max(a.retry_after)))::int into is_allowed, retry_after_s
	from (
		select * from account.take_attempt('pairing from ' || p_address, 30, interval '15 minutes')
		union all
		select * from account.take_attempt('pairing', 5000, interval '15 minutes')
	) a;
	if not is_allowed then
		outcome := 'too_many';
		return next;
		return;
	end if;
	delete from node.pairing p
	where p.code_hash in (
		select old.code_hash from node.pairing old
		where old.expires <= here order by old.expires limit 10 for update skip locked
	);
	expires := here + interval '15 minutes';
	insert into node.pairing (code_hash, ticket_hash, name, expires)
	values (p_code_hash, p_ticket_hash, p_name, begin_pairing.expires)
	on conflict do nothing;
	outcome := case when found then 'begun' else 'taken' end;
	return next;
end
$$;

-- Somebody signed in has read a code off a display in the own home: binds it to that home. 'bound'; 'no_home': not a
-- tenancy of theirs that goes on; 'no_code': wrong, over or entered already, all alike; 'too_many' attempts.
create function node.bind_pairing(p_code_hash bytea, p_home uuid) returns table (outcome text, retry_after_s int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	here constant timestamptz := statement_timestamp();
	own constant int[] := rights.readable_occupancies();
	key constant text := 'pairing by ' || rights.current_account();
	home int;
	is_allowed boolean;
begin
	select o.id into home from housing.occupancy o
	where o.public_id = p_home and o.id = any (own) and node.goes_on(o.id);
	if home is null then
		outcome := 'no_home';
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
	-- A code that was entered at the last moment leaves time enough to take the key.
	update node.pairing p set occupancy_id = home, expires = greatest(p.expires, here + interval '5 minutes')
	where p.code_hash = p_code_hash and p.occupancy_id is null and p.expires > here;
	if found then
		perform account.forget_attempts(key);
		outcome := 'bound';
	else
		outcome := 'no_code';
	end if;
	return next;
end
$$;

-- The ticket's holder asks for the key: 'waiting' until the code has been entered, then 'paired'. Asked again with the
-- ticket before the key was used (an answer may be lost on its way), another key takes the place of the first; after
-- that, and when its time is over, 'gone'.
create function node.take_pairing(p_ticket_hash bytea, p_key_id text, p_secret_hash bytea)
returns table (outcome text, time_zone text, meters json)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	here constant timestamptz := statement_timestamp();
	it node.pairing;
	source int;
begin
	select p.* into it from node.pairing p where p.ticket_hash = p_ticket_hash and p.expires > here;
	if found and it.occupancy_id is null then
		outcome := 'waiting';
		return next;
		return;
	end if;
	outcome := 'gone';
	select p.* into it from node.pairing p where p.ticket_hash = p_ticket_hash and p.expires > here for update;
	if not found or not node.goes_on(it.occupancy_id) then
		return next;
		return;
	end if;
	if it.node_id is null then
		insert into metering.source (kind, label) values ('collect', it.name) returning id into source;
		insert into node.home_node as n (key_id, secret_hash, occupancy_id, source_id, name, paired)
		values (p_key_id, p_secret_hash, it.occupancy_id, source, it.name, here)
		returning n.id into it.node_id;
		update node.pairing p set node_id = it.node_id where p.code_hash = it.code_hash;
	else
		update node.home_node n set key_id = p_key_id, secret_hash = p_secret_hash
		where n.id = it.node_id and n.last_seen is null and n.revoked is null;
		if not found then
			return next;
			return;
		end if;
	end if;
	outcome := 'paired';
	meters := node.meters_of(it.occupancy_id);
	take_pairing.time_zone := node.zone_of(it.occupancy_id);
	return next;
end
$$;

-- Whose key this is, and that it was seen now. No row for a key that is unknown, wrong or revoked, or whose tenancy is
-- over: all alike. p_clock_off_s: seconds that the node's clock is ahead; NULL: it did not say.
create function node.node_of(p_key_id text, p_secret_hash bytea, p_clock_off_s int)
returns table (source_id int, home_from double precision, time_zone text, meters json)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
	return query
		update node.home_node n
		set last_seen = statement_timestamp(), clock_off_s = coalesce(p_clock_off_s, n.clock_off_s)
		from housing.occupancy o
		where n.key_id = p_key_id and n.secret_hash = p_secret_hash and n.revoked is null
			and o.id = n.occupancy_id and node.goes_on(o.id)
		returning n.source_id, extract(epoch from lower(o.during))::float8, node.zone_of(o.id), node.meters_of(o.id);
end
$$;

-- A holder takes a node away from a home of theirs; false: there is none of that id to take away.
create function node.revoke_node(p_node uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	own constant int[] := rights.readable_occupancies();
begin
	update node.home_node n set revoked = statement_timestamp()
	where n.public_id = p_node and n.occupancy_id = any (own) and n.revoked is null;
	return found;
end
$$;

reset role;
revoke create on schema node from hemvy_warden;

-- What a node is called is its home's alone: its deliveries are seen by whoever may read the home.
grant create on schema rights to hemvy_resolver;
set local role hemvy_resolver;
create function rights.readable_node_sources() returns int[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	occupancies constant int[] := rights.readable_occupancies();
begin
	if occupancies is null then
		return null;
	end if;
	return (select array_agg(n.source_id) from node.home_node n where n.occupancy_id = any (occupancies));
end
$$;
reset role;
revoke create on schema rights from hemvy_resolver;
