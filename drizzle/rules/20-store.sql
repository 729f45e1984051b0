-- Partitions of the packs. A partition named directly ignores its parent's policies (§6.3): so each has row security
-- of its own, forced, without a policy (= nobody), no rights, and a place in a schema that only the owner enters.

-- Whether a partition is there by now. Asked once the lock is held: to_regclass may still answer from what this session
-- knew before it waited.
create function store.is_there(name text) returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
	return exists (select from pg_class c where c.relname = name and c.relnamespace = 'store'::regnamespace);
end
$$;

-- One partition, if it is missing. Attached rather than made in place, so that readers of the table go on meanwhile.
create function store.ensure_partition(parent regclass, name text, lower_bound date, upper_bound date)
returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	if store.is_there(name) then
		return;
	end if;
	-- Half full, so that a day that grows hour by hour is rewritten in its own page (HOT).
	execute format('create table store.%I (like %s including all) with (fillfactor = 50)', name, parent);
	execute format('alter table store.%I enable row level security, force row level security', name);
	execute format('revoke all on store.%I from public', name);
	execute format(
		'alter table %s attach partition store.%I for values from (%L) to (%L)', parent, name, lower_bound, upper_bound
	);
end
$$;

-- The partitions that rows of the civil days from_day..to_day (both included) need: months, years, ten years.
create function store.partitions_of(from_day date, to_day date)
returns table (parent regclass, name text, lower_bound date, upper_bound date)
language sql stable set search_path = pg_catalog, pg_temp as $$
	select format('metering.%s', t.name)::regclass, t.name || '_' || to_char(it.start, t.suffix), it.start::date,
		(it.start + t.length)::date
	from (values
		('reading_pack', 'month', interval '1 month', 'YYYY_MM'), ('hour_pack', 'month', interval '1 month', 'YYYY_MM'),
		('day_pack', 'year', interval '1 year', 'YYYY'), ('month_pack', 'decade', interval '10 years', 'YYYY')
	) as t (name, unit, length, suffix)
	cross join lateral generate_series(date_trunc(t.unit, from_day::timestamp), to_day, t.length) as it (start)
$$;

-- Makes those that are missing. Where none is, as nearly always, no lock is taken: writers do not wait for each other.
create function store.ensure_partitions(from_day date, to_day date)
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
	if from_day is null or to_day is null or to_day - from_day not between 0 and 36600 then
		raise exception 'ensure_partitions: % to % is no span of days', from_day, to_day using errcode = '22023';
	end if;
	if not exists (
		select from store.partitions_of(from_day, to_day) p where to_regclass(format('store.%I', p.name)) is null
	) then
		return;
	end if;
	perform pg_advisory_xact_lock(hashtext('store.ensure_partitions'));
	perform store.ensure_partition(p.parent, p.name, p.lower_bound, p.upper_bound)
	from store.partitions_of(from_day, to_day) p;
end
$$;

-- The partition of the log that a row of this instant needs. Called before every row, and nearly always there.
create function store.ensure_log_partition(p_at timestamptz)
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
	month constant timestamp := date_trunc('month', p_at at time zone 'UTC');
	name constant text := 'access_' || to_char(month, 'YYYY_MM');
begin
	if to_regclass(format('store.%I', name)) is not null then
		return;
	end if;
	perform pg_advisory_xact_lock(hashtext('store.ensure_partitions'));
	if store.is_there(name) then
		return;
	end if;
	execute format('create table store.%I (like audit.access including all)', name);
	execute format('alter table store.%I enable row level security, force row level security', name);
	execute format('revoke all on store.%I from public', name);
	execute format(
		'alter table audit.access attach partition store.%I for values from (%L) to (%L)', name,
		month at time zone 'UTC', (month + interval '1 month') at time zone 'UTC'
	);
end
$$;

-- Rewrites partitions whose days all lie before before_day in the order of their key, full pages: a year of one meter is
-- then a few pages instead of one a day. Each once, and again when it has grown by a quarter since; what its size was
-- then stands in its comment. Waits for readers of it, and they for it: so `most` at a time. Answers how many; 0 also
-- while another is at it.
create function store.tidy_partitions(before_day date, most int default null) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
	it record;
	tidied int := 0;
begin
	if not pg_try_advisory_xact_lock(hashtext('store.tidy_partitions')) then
		return 0;
	end if;
	for it in
		select c.oid::regclass as partition, i.indexrelid::regclass as key
		from pg_inherits h
		join pg_class c on c.oid = h.inhrelid
		join pg_index i on i.indrelid = c.oid and i.indisprimary
		where h.inhparent in ('metering.reading_pack'::regclass, 'metering.hour_pack'::regclass)
			and (regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \(''(.*)''\)'))[1]::date <= before_day
			and pg_relation_size(c.oid) > 1.25 * coalesce(
				(regexp_match(obj_description(c.oid, 'pg_class'), 'at (\d+) bytes'))[1]::bigint, 0
			)
		order by c.oid
		limit most
	loop
		execute format('alter table %s set (fillfactor = 100)', it.partition);
		execute format('cluster %s using %s', it.partition, split_part(it.key::text, '.', 2));
		execute format(
			'comment on table %s is %L', it.partition,
			format('In the order of its key at %s bytes.', pg_relation_size(it.partition))
		);
		tidied := tidied + 1;
	end loop;
	return tidied;
end
$$;
