-- Reading another's home: a right (a mandate, a case, an unsettled bill, an estate), a row in the log, and only then, in
-- a later transaction, the data (§3). Whoever reads presents session and ticket and does so as hemvy_visitor.
grant create on schema rights to hemvy_resolver;
grant usage on schema staff, audit, metering to hemvy_resolver;
set local role hemvy_resolver;

-- Whether a home is closed to displays, TV and third parties: somebody's identity is protected (§4), or the holder has
-- died. Says nothing of which.
create function rights.is_closed(p_occupancy int) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return exists (select from staff.estate e where e.occupancy_id = p_occupancy)
		or exists (
			select from rights.members(p_occupancy) m
			join staff.protected_person p on p.person_id = m.person_id
		);
end
$$;

-- Everybody of a home: holders, subtenants, other adults; who is several of these more than once.
create function rights.members(p_occupancy int) returns table (person_id int) language sql stable
begin atomic
	select h.person_id
	from housing.tenancy t
	join housing.tenancy_holder h on h.tenancy_id = t.id
	where t.occupancy_id = p_occupancy
	union all
	select s.person_id from housing.subtenant s where s.occupancy_id = p_occupancy
	union all
	select a.person_id from housing.adult a where a.occupancy_id = p_occupancy;
end;

-- Whether a member of staff may handle a home at all: not the own one (§1 Staff who is also a tenant), and one with a
-- protected person only if named for each of them (§4 Protected identity).
create function rights.may_handle(p_occupancy int) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return exists (
		select from rights.caller() c
		where not exists (select from rights.members(p_occupancy) m where m.person_id = c.self_id)
			and not exists (
				select from rights.members(p_occupancy) m
				join staff.protected_person p on p.person_id = m.person_id
				where (
					select true from staff.named_handler n
					where n.person_id = p.person_id and n.account_id = c.account_id
					limit 1
				) is null
			)
	);
end
$$;

-- The companies for which the caller has a staff role, its second factor checked within the last twelve hours.
create function rights.staff_companies(p_role text) returns int[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return (
		select array_agg(r.company_id)
		from rights.caller() c
		join staff.role r on r.account_id = c.account_id and r.role = p_role
		where c.kind = 'staff' and c.second_factor_at > statement_timestamp() - interval '12 hours'
	);
end
$$;

create function rights.current_session() returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return (select c.session_id from rights.caller() c);
end
$$;

-- The company that a home belongs to.
create function rights.company_of(p_occupancy int) returns int
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return (select o.company_id from housing.occupancy o where o.id = p_occupancy);
end
$$;

-- Whether a mandate is worth something at this moment (§1 Delegate, Guardian, Care giver). Step by step: it is asked three
-- times for each look at another's home, and as one query it took twice as long.
create function rights.is_live(m consent.mandate) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
	if m.accepted is null or m.ended is not null or m.begins > statement_timestamp() or m.ends <= statement_timestamp()
	then
		return false;
	end if;
	if not exists (
		select from housing.occupancy o
		where o.id = m.occupancy_id and o.kind in ('tenancy', 'sublet') and (o.during @> statement_timestamp()) is true
	) or rights.is_closed(m.occupancy_id) then
		return false;
	end if;
	if m.kind = 'guardian' then
		return true;
	end if;
	-- everybody who decides there, and there is somebody
	return coalesce((
		select bool_and((
			select a.act from consent.mandate_act a
			where a.mandate_id = m.id and a.person_id = d.person_id
			order by a.id desc
			limit 1
		) is not distinct from 'approved')
		from rights.deciders(m.occupancy_id) d
	), false);
end
$$;

-- The media of a case that all who decide in the home have consented to (§1 Case handler); NULL: none.
create function rights.case_media(p_case int, p_resolution text) returns text[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return (
		select array_agg(s.medium order by s.medium)
		from staff.support_case k
		join housing.occupancy o on o.id = k.occupancy_id and (o.during @> statement_timestamp()) is true
		join metering.series s on s.occupancy_id = o.id
		where k.id = p_case and k.kind = 'support' and k.closed is null and k.closes > statement_timestamp()
			and (select true from staff.estate e where e.occupancy_id = o.id limit 1) is null
			and (p_resolution <> 'hour' or not exists (select from rights.objectors(o.id)))
			and exists (select from rights.deciders(o.id))
			and not exists (
				select from rights.deciders(o.id) d
				where (
					select c.is_on
					from rights.latest_consent(o.id, d.person_id, 'case', k.id, p_resolution, s.medium) c
				) is not true
			)
	);
end
$$;

-- The media of a home that are billed: those that have a price.
create function rights.billed_media(p_occupancy int) returns text[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	company constant int := rights.company_of(p_occupancy);
begin
	return (
		select array_agg(distinct s.medium order by s.medium)
		from metering.series s
		join housing.price_list l on l.company_id = company and l.medium = s.medium
		where s.occupancy_id = p_occupancy
	);
end
$$;

-- The media of a home that the caller may read at a resolution on this basis, now. NULL: none.
create function rights.allowed_media(p_basis text, p_basis_id int, p_occupancy int, p_resolution text) returns text[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	it consent.mandate;
begin
	if p_basis = 'mandate' then
		select m.* into it from consent.mandate m
		where m.id = p_basis_id and m.occupancy_id = p_occupancy and p_resolution = any (m.resolutions)
			and m.person_id = (select c.person_id from rights.caller() c);
		if not found or not rights.is_live(it) then
			return null;
		elsif p_resolution = 'hour' and exists (select from rights.objectors(p_occupancy)) then
			return null;
		end if;
		return it.media;
	elsif p_basis = 'case' then
		return (
			select rights.case_media(k.id, p_resolution)
			from staff.support_case k
			where k.id = p_basis_id and k.occupancy_id = p_occupancy
				and k.company_id = any (rights.staff_companies('case_handler')) and rights.may_handle(p_occupancy)
		);
	elsif p_basis = 'case_billing' and p_resolution = 'month' then
		return (
			select rights.billed_media(k.occupancy_id)
			from staff.support_case k
			where k.id = p_basis_id and k.kind = 'billing' and k.occupancy_id = p_occupancy
				and k.closed is null and k.closes > statement_timestamp()
				and k.company_id = any (rights.staff_companies('billing')) and rights.may_handle(p_occupancy)
				and not exists (select from staff.estate e where e.occupancy_id = p_occupancy)
		);
	elsif p_basis = 'invoice' and p_resolution = 'month' then
		return (
			select array_agg(b.medium)
			from staff.invoice i
			cross join unnest(i.media) m (medium)
			join unnest(rights.billed_media(p_occupancy)) b (medium) on b.medium = m.medium
			where i.id = p_basis_id and i.occupancy_id = p_occupancy and i.settled is null
				and i.company_id = any (rights.staff_companies('billing')) and rights.may_handle(p_occupancy)
		);
	elsif p_basis = 'estate' and p_resolution = 'month' then
		return (
			select rights.billed_media(e.occupancy_id)
			from rights.caller() c
			join staff.estate e on e.released_to = c.person_id
			where e.occupancy_id = p_occupancy
		);
	end if;
	return null;
end
$$;

-- What the presented ticket opened: of this session, half a minute at most, and written by a transaction that is
-- committed: whoever has not left a row reads nothing (§3).
create function rights.opened()
returns table (occupancy_id int, media text[], resolution text, period daterange, basis text, basis_id int)
language sql stable
begin atomic
	select a.occupancy_id, a.media, a.resolution, a.period, a.basis, a.basis_id
	from rights.caller() c
	join audit.access a on a.account_id = c.account_id and a.session_id = c.session_id
	where a.ticket_hash = sha256(convert_to(current_setting('hemvy.access', true), 'UTF8'))
		and a.at > statement_timestamp() - interval '30 seconds' and a.at <= statement_timestamp()
		and a.xact is distinct from pg_current_xact_id_if_assigned()
	-- whoever presents a ticket may have drawn it twice
	order by a.at desc
	limit 1;
end;

-- The series that the ticket opens at a resolution; 'any': at its own. Asked anew at every statement, so that a
-- withdrawal between two of them counts (§2).
create function rights.opened_series(p_resolution text) returns int[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	it record;
	allowed text[];
begin
	select o.* into it from rights.opened() o;
	if not found or p_resolution is null or p_resolution not in (it.resolution, 'any') then
		return null;
	end if;
	allowed := rights.allowed_media(it.basis, it.basis_id, it.occupancy_id, it.resolution);
	return (
		select array_agg(s.id) from metering.series s
		where s.occupancy_id = it.occupancy_id and s.medium = any (it.media) and s.medium = any (allowed)
	);
end
$$;

-- The days that the ticket opens.
create function rights.opened_days() returns daterange
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return (select o.period from rights.opened() o);
end
$$;

-- The home that the ticket opens something of, while it does.
create function rights.opened_occupancy() returns int
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	if rights.opened_series('any') is null then
		return null;
	end if;
	return (select o.occupancy_id from rights.opened() o);
end
$$;

-- The 'apartment', 'building', 'property' or 'company' around it, and its meters of the opened media.
create function rights.opened_place(level text) returns int
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	home constant int := rights.opened_occupancy();
begin
	return (
		select case level
			when 'apartment' then a.id when 'building' then b.id
			when 'property' then p.id when 'company' then p.company_id
		end
		from housing.occupancy o
		join housing.apartment a on a.id = o.apartment_id
		join housing.building b on b.id = a.building_id
		join housing.property p on p.id = b.property_id
		where o.id = home
	);
end
$$;
create function rights.opened_meters() returns int[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	opened constant int[] := rights.opened_series('any');
begin
	return (
		select array_agg(distinct m.id)
		from metering.series s
		join housing.occupancy o on o.id = s.occupancy_id
		join metering.meter m on m.apartment_id = s.apartment_id and m.medium = s.medium
		where s.id = any (opened) and not isempty(o.during * tstzrange(m.installed, m.removed))
	);
end
$$;

reset role;
revoke create on schema rights from hemvy_resolver;
