-- Row security of every table. A row is a right: each policy is one test against what 30-rights.sql answers, wrapped
-- as (select f()) so that it runs once a statement (§6.6). No policy = nobody. The names in brackets are rows of the
-- privacy rules' matrix (§1).
do $$
declare
	it record;
begin
	for it in
		select c.oid::regclass as place from pg_class c
		where c.relkind in ('r', 'p')
			and c.relnamespace::regnamespace::text in (
				'housing', 'metering', 'account', 'node', 'consent', 'staff', 'audit', 'upkeep', 'store'
			)
	loop
		execute format('alter table %s enable row level security, force row level security', it.place);
	end loop;
end
$$;

-- Readings, and hours folded from them [Contract holder, Former holder: Hour]
create policy holder on metering.reading_pack for select to hemvy_tenant
	using (series_id = any ((select rights.readable_series('hour'))::int[]));
create policy holder on metering.reading_correction for select to hemvy_tenant
	using (series_id = any ((select rights.readable_series('hour'))::int[]));
create policy holder on metering.hour_pack for select to hemvy_tenant
	using (series_id = any ((select rights.readable_series('hour'))::int[]));
-- Days [Contract holder, Former holder: Day]
create policy holder on metering.day_pack for select to hemvy_tenant
	using (series_id = any ((select rights.readable_series('day'))::int[]));
-- Months [Contract holder, Former holder: Month]
create policy holder on metering.month_pack for select to hemvy_tenant
	using (series_id = any ((select rights.readable_series('month'))::int[]));

-- That a home has a series at all [Contract holder: Month is always there]
create policy holder on metering.series for select to hemvy_tenant
	using (id = any ((select rights.readable_series('month'))::int[]));
-- Meters of the own time in the home [Contract holder, Former holder, New holder]
create policy holder on metering.meter for select to hemvy_tenant
	using (id = any ((select rights.readable_meters())::int[]));
-- Deliveries: which file or system a reading came with; for anyone with a home [Contract holder]. Those of home nodes:
-- 42-node-policies.sql
create policy holder on metering.source for select to hemvy_tenant
	using (kind <> 'collect' and cardinality((select rights.readable_occupancies())::int[]) > 0);

-- The own homes and contracts [Contract holder, Former holder]
create policy holder on housing.occupancy for select to hemvy_tenant
	using (id = any ((select rights.readable_occupancies())::int[]));
create policy holder on housing.tenancy for select to hemvy_tenant
	using (occupancy_id = any ((select rights.readable_occupancies())::int[]));
-- Oneself; not the other holders of the same contract
create policy oneself on housing.tenancy_holder for select to hemvy_tenant
	using (person_id = (select rights.current_person()));
create policy oneself on housing.person for select to hemvy_tenant
	using (id = (select rights.current_person()));

-- Where the own homes are, what things cost there and what the weather was
create policy holder on housing.apartment for select to hemvy_tenant
	using (id = any ((select rights.readable_places('apartment'))::int[]));
create policy holder on housing.building for select to hemvy_tenant
	using (id = any ((select rights.readable_places('building'))::int[]));
create policy holder on housing.property for select to hemvy_tenant
	using (id = any ((select rights.readable_places('property'))::int[]));
create policy holder on housing.company for select to hemvy_tenant
	using (id = any ((select rights.readable_places('company'))::int[]));
create policy holder on housing.price_list for select to hemvy_tenant
	using (company_id = any ((select rights.readable_places('company'))::int[]));
create policy holder on housing.outdoor_temperature for select to hemvy_tenant
	using (company_id = any ((select rights.readable_places('company'))::int[]));

-- What the functions of schema rights look up
create policy resolve on account.session for select to hemvy_resolver using (true);
create policy resolve on account.account for select to hemvy_resolver using (true);
create policy resolve on housing.tenancy_holder for select to hemvy_resolver using (true);
create policy resolve on housing.tenancy for select to hemvy_resolver using (true);
create policy resolve on housing.occupancy for select to hemvy_resolver using (true);
create policy resolve on housing.apartment for select to hemvy_resolver using (true);
create policy resolve on housing.building for select to hemvy_resolver using (true);
create policy resolve on housing.property for select to hemvy_resolver using (true);
create policy resolve on housing.company for select to hemvy_resolver using (true);
create policy resolve on metering.series for select to hemvy_resolver using (true);
create policy resolve on metering.meter for select to hemvy_resolver using (true);

-- What the functions of schema account look up and write
create policy attend on account.account for select to hemvy_porter using (true);
create policy attend on housing.person for select to hemvy_porter using (true);
create policy attend on account.session for all to hemvy_porter using (true) with check (true);
create policy attend on account.rate_limit for all to hemvy_porter using (true) with check (true);

-- The only writer of readings; it sees where they belong, and no person
create policy collect on metering.reading_pack for all to hemvy_collector using (true) with check (true);
create policy collect on metering.reading_correction for all to hemvy_collector using (true) with check (true);
create policy collect on metering.hour_pack for all to hemvy_collector using (true) with check (true);
create policy collect on metering.day_pack for all to hemvy_collector using (true) with check (true);
create policy collect on metering.month_pack for all to hemvy_collector using (true) with check (true);
create policy collect on metering.series for all to hemvy_collector using (true) with check (true);
create policy collect on metering.source for all to hemvy_collector using (true) with check (true);
create policy collect on metering.meter for select to hemvy_collector using (true);
create policy collect on housing.occupancy for select to hemvy_collector using (true);
create policy collect on housing.apartment for select to hemvy_collector using (true);
create policy collect on housing.building for select to hemvy_collector using (true);
create policy collect on housing.property for select to hemvy_collector using (true);
create policy collect on housing.company for select to hemvy_collector using (true);

-- The register of homes, people, contracts, meters and accounts; no reading
do $$
declare
	it text;
begin
	foreach it in array array[
		'housing.company', 'housing.property', 'housing.building', 'housing.apartment', 'housing.person',
		'housing.occupancy', 'housing.tenancy', 'housing.tenancy_holder', 'housing.outdoor_temperature',
		'housing.price_list', 'housing.subtenant', 'housing.adult', 'metering.meter', 'metering.series',
		'account.account', 'account.session', 'account.identity', 'staff.role', 'staff.totp', 'staff.invoice',
		'staff.protected_person', 'staff.named_handler', 'staff.estate'
	]
	loop
		execute format(
			'create policy register on %s for all to hemvy_registrar using (true) with check (true)', it
		);
	end loop;
end
$$;

-- Which migrations and rules are in force
create policy upkeep on upkeep.migration for all to hemvy_owner using (true) with check (true);
create policy upkeep on upkeep.rule for all to hemvy_owner using (true) with check (true);
