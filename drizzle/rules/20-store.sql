-- Partitions of the packs. A partition named directly ignores its parent's policies (§6.3): so each has row security
-- of its own, forced, without a policy (= nobody), no rights, and a place in a schema that only the owner enters.

-- One partition, if it is missing. Attached rather than made in place, so that readers of the table go on meanwhile.
create function store.ensure_partition(parent regclass, name text, lower_bound date, upper_bound date)
returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	if to_regclass(format('store.%I', name)) is not null then
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

-- Every partition that rows of the civil days from_day..to_day (both included) need: months, years, ten years.
create function store.ensure_partitions(from_day date, to_day date)
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
	it date;
begin
	if from_day is null or to_day is null or to_day - from_day not between 0 and 36600 then
		raise exception 'ensure_partitions: % to % is no span of days', from_day, to_day using errcode = '22023';
	end if;
	perform pg_advisory_xact_lock(hashtext('store.ensure_partitions'));
	for it in
		select generate_series(date_trunc('month', from_day::timestamp), to_day, interval '1 month')::date
	loop
		perform store.ensure_partition(
			'metering.reading_pack', 'reading_pack_' || to_char(it, 'YYYY_MM'), it, (it + interval '1 month')::date
		);
		perform store.ensure_partition(
			'metering.hour_pack', 'hour_pack_' || to_char(it, 'YYYY_MM'), it, (it + interval '1 month')::date
		);
	end loop;
	for it in
		select generate_series(date_trunc('year', from_day::timestamp), to_day, interval '1 year')::date
	loop
		perform store.ensure_partition(
			'metering.day_pack', 'day_pack_' || to_char(it, 'YYYY'), it, (it + interval '1 year')::date
		);
	end loop;
	for it in
		select generate_series(date_trunc('decade', from_day::timestamp), to_day, interval '10 years')::date
	loop
		perform store.ensure_partition(
			'metering.month_pack', 'month_pack_' || to_char(it, 'YYYY'), it, (it + interval '10 years')::date
		);
	end loop;
end
$$;

-- Rewrites the partitions of whole days before `day` in the order of their key, full pages: a year of one meter is then
-- a few pages instead of one a day. Each partition once; waits for readers of it, and they for it. Answers how many.
create function store.tidy_partitions(before_day date) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
	it record;
	tidied int := 0;
begin
	perform pg_advisory_xact_lock(hashtext('store.ensure_partitions'));
	for it in
		select c.oid::regclass as partition, i.indexrelid::regclass as key
		from pg_inherits h
		join pg_class c on c.oid = h.inhrelid
		join pg_index i on i.indrelid = c.oid and i.indisprimary and not i.indisclustered
		where h.inhparent in ('metering.reading_pack'::regclass, 'metering.hour_pack'::regclass)
			and (regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \(''(.*)''\)'))[1]::date <= before_day
		order by 1
	loop
		execute format('alter table %s set (fillfactor = 100)', it.partition);
		execute format('cluster %s using %s', it.partition, split_part(it.key::text, '.', 2));
		tidied := tidied + 1;
	end loop;
	return tidied;
end
$$;
