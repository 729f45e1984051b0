-- The log: who has looked, and what happened (§3). Rows are added by the functions below and changed by nobody; only
-- hemvy_retainer takes them away, when their time is over.

-- Refuses what would change a proof. Deleting is left to the one role that takes away what is no longer kept.
create function audit.refuse_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	if tg_op = 'DELETE' and current_user = 'hemvy_retainer' then
		return old;
	end if;
	raise exception '% of %.% is refused: rows are only added', tg_op, tg_table_schema, tg_table_name
		using errcode = '42501';
end
$$;
do $$
declare
	it text;
begin
	foreach it in array array['consent.record', 'consent.mandate_act', 'audit.access', 'audit.event'] loop
		execute format(
			'create trigger only_added before update or delete on %s for each row execute function audit.refuse_change()', it
		);
		execute format(
			'create trigger never_emptied before truncate on %s execute function audit.refuse_change()', it
		);
	end loop;
end
$$;

grant usage, create on schema audit to hemvy_keeper;
grant usage, create on schema rights to hemvy_keeper;
set local role hemvy_keeper;

-- Notes something about consents, cases or staff. For the functions of this and the next files alone.
create function audit.note(p_kind text, p_occupancy int, p_detail text default null) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
	insert into audit.event (account_id, session_id, kind, occupancy_id, detail)
	select w.account_id, w.session_id, p_kind, p_occupancy, p_detail
	from (select) always left join rights.who_asks() w on true;
end
$$;

-- Leaves a row in the log.
create function audit.note_access(
	p_occupancy int, p_role text, p_purpose text, p_basis text, p_basis_id int, p_media text[], p_resolution text,
	p_period daterange, p_kind text, p_ticket_hash bytea
) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
	perform store.ensure_log_partition(statement_timestamp());
	insert into audit.access (occupancy_id, account_id, session_id, role, purpose, basis, basis_id, media, resolution,
		period, kind, ticket_hash, company_id)
	select p_occupancy, w.account_id, w.session_id, p_role, p_purpose, p_basis, p_basis_id, p_media, p_resolution,
		p_period, p_kind, p_ticket_hash, (select o.company_id from housing.occupancy o where o.id = p_occupancy)
	from (select) always left join rights.who_asks() w on true;
end
$$;

-- The number of a basis, who reads on it and why. No row for a basis that is none.
create function audit.basis(p_basis text, p_basis_id uuid) returns table (id int, who text, why text)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
	if p_basis = 'mandate' then
		return query
			select m.id, case m.kind when 'care' then 'care_giver' else m.kind end, m.kind
			from consent.mandate m where m.public_id = p_basis_id;
	elsif p_basis in ('case', 'case_billing') then
		return query
			select k.id, case p_basis when 'case' then 'case_handler' else 'billing' end, k.reason
			from staff.support_case k
			where k.public_id = p_basis_id and p_basis = case k.kind when 'support' then 'case' else 'case_billing' end;
	elsif p_basis = 'invoice' then
		return query select i.id, 'billing', 'invoice' from staff.invoice i where i.public_id = p_basis_id;
	elsif p_basis = 'estate' then
		return query select null::int, 'estate', 'estate';
	end if;
end
$$;

-- The media that the caller may open of a home on a basis at this moment; NULL: none. Opens nothing and leaves no row: for
-- pages that go on asking whether they may stay open (§2: within 5 s of a withdrawal they close).
create function rights.openable_media(p_home uuid, p_basis text, p_basis_id uuid, p_resolution text) returns text[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	return (
		select rights.allowed_media(p_basis, b.id, o.id, p_resolution)
		from audit.basis(p_basis, p_basis_id) b
		join housing.occupancy o on o.public_id = p_home
	);
end
$$;

-- Asks to read another's home: 'opened' and a ticket, good in this session for half a minute once this transaction is
-- committed, for the media at this one resolution, over the days asked widened to whole packs (hour: days, day: months,
-- month: years); what was widened to is what the log says. 'refused', whatever is not so: no such home, no right, a
-- right that does not cover all that is asked. p_basis: mandate, case, case_billing, invoice (with their id), estate.
-- p_from included, p_to not. p_kind: read or download. p_ticket: drawn by whoever asks, so that the reading can be sent
-- right behind; it opens nothing before the row stands, and nothing to any other session.
create function rights.open_access(
	p_home uuid, p_basis text, p_basis_id uuid, p_media text[], p_resolution text, p_from date, p_to date,
	p_kind text default 'read', p_ticket uuid default null
) returns table (ticket uuid, outcome text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	home int;
	number int;
	who text;
	why text;
	is_asked boolean;
	span daterange;
begin
	outcome := 'refused';
	select o.id into home from housing.occupancy o where o.public_id = p_home;
	select b.id, b.who, b.why into number, who, why from audit.basis(p_basis, p_basis_id) b;
	is_asked := coalesce(
		home is not null and who is not null and cardinality(p_media) > 0 and p_from < p_to and p_to - p_from <= 3700
			and p_kind in ('read', 'download') and p_media <@ rights.allowed_media(p_basis, number, home, p_resolution),
		false
	);
	if is_asked and cardinality(p_media) > 1 then
		is_asked := cardinality(p_media) = (select count(distinct m) from unnest(p_media) m);
	end if;
	if is_asked and p_basis = 'invoice' then
		is_asked := exists (
			select from staff.invoice i where i.id = number and daterange(p_from, p_to) <@ i.period
		);
	end if;
	if not is_asked then
		perform audit.note('access_refused', home, p_basis);
		return next;
		return;
	end if;
	span := case p_resolution
		when 'hour' then daterange(p_from, p_to)
		when 'day' then daterange(
			date_trunc('month', p_from::timestamp)::date,
			(date_trunc('month', (p_to - 1)::timestamp) + interval '1 month')::date
		)
		else daterange(
			date_trunc('year', p_from::timestamp)::date,
			(date_trunc('year', (p_to - 1)::timestamp) + interval '1 year')::date
		)
	end;
	ticket := coalesce(p_ticket, gen_random_uuid());
	outcome := 'opened';
	perform audit.note_access(
		home, who, why, p_basis, number, p_media, p_resolution, span, p_kind, sha256(convert_to(ticket::text, 'UTF8'))
	);
	return next;
end
$$;

-- Notes that the own readings were taken out, so that the list of downloads is whole (§2). Whose home it is not: false.
create function audit.note_download(p_home uuid, p_media text[], p_resolution text, p_from date, p_to date)
returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	own constant int[] := rights.readable_occupancies();
	home int;
begin
	select o.id into home from housing.occupancy o where o.public_id = p_home and o.id = any (own);
	if home is null then
		return false;
	end if;
	perform audit.note_access(
		home, 'holder', 'own_view', 'own', null, p_media, p_resolution, daterange(p_from, p_to), 'download', null
	);
	return true;
end
$$;

reset role;
revoke create on schema audit, rights from hemvy_keeper;
