-- Rights to tables, functions and schemas, after which row security decides about rows. All are given anew: what is
-- not written here is not there.
do $$
declare
	it record;
begin
	for it in
		select p.oid::regprocedure as signature, p.proowner::regrole as owner from pg_proc p
		where p.pronamespace::regnamespace::text in ('account', 'node', 'consent', 'staff', 'audit', 'store', 'rights', 'portal')
	loop
		execute format('set local role %s', it.owner);
		execute format('revoke all on function %s from public', it.signature);
	end loop;
	reset role;
	for it in
		select nspname from pg_namespace
		where nspname in (
			'housing', 'metering', 'account', 'node', 'consent', 'staff', 'audit', 'upkeep', 'store', 'rights', 'portal',
			'extensions'
		)
	loop
		execute format(
			'revoke all on all tables in schema %1$I from public, hemvy_portal, hemvy_tenant, hemvy_signin, '
			'hemvy_collector, hemvy_registrar, hemvy_resolver, hemvy_porter, hemvy_warden, hemvy_gate, '
			'hemvy_visitor, hemvy_program, hemvy_staff, hemvy_keeper, hemvy_lookout, hemvy_retainer', it.nspname
		);
		execute format(
			'revoke all on all sequences in schema %1$I from public, hemvy_collector, hemvy_registrar', it.nspname
		);
		execute format(
			'revoke all on schema %1$I from public, hemvy_portal, hemvy_tenant, hemvy_signin, '
			'hemvy_collector, hemvy_registrar, hemvy_resolver, hemvy_porter, hemvy_warden, hemvy_gate, '
			'hemvy_visitor, hemvy_program, hemvy_staff, hemvy_keeper, hemvy_lookout, hemvy_retainer', it.nspname
		);
	end loop;
end
$$;

-- The functions' owners
grant usage on schema rights, account, housing, metering to hemvy_resolver;
grant select on account.session, account.account, housing.tenancy_holder, housing.tenancy, housing.occupancy,
	housing.apartment, housing.building, housing.property, housing.company, metering.series, metering.meter
	to hemvy_resolver;
grant usage on schema account, housing to hemvy_porter;
grant select on account.account, housing.person to hemvy_porter;
grant select, insert, update, delete on account.session, account.rate_limit to hemvy_porter;

-- A signed-in request: the public views, and what stands behind them, row by row
grant usage on schema portal, housing, metering, rights to hemvy_tenant;
grant select on all tables in schema portal to hemvy_tenant;
grant select on metering.reading_pack, metering.reading_correction, metering.hour_pack, metering.day_pack,
	metering.month_pack, metering.series, metering.source to hemvy_tenant;
grant select on housing.company, housing.property, housing.building, housing.apartment, housing.person,
	housing.occupancy, housing.tenancy, housing.tenancy_holder, housing.outdoor_temperature, housing.price_list
	to hemvy_tenant;
-- all of a meter but its registers at installation and removal: see rights.boundary_register
grant select (id, public_id, apartment_id, medium, serial, unit, scale, digits, position, installed, removed,
	max_flow_per_h, next_calibration) on metering.meter to hemvy_tenant;
grant execute on function portal.quality(int) to hemvy_tenant;
set local role hemvy_resolver;
grant execute on function rights.current_account(), rights.current_person(), rights.readable_occupancies(),
	rights.readable_series(text), rights.readable_meters(), rights.readable_places(text),
	rights.boundary_register(int, text), rights.home_meters() to hemvy_tenant;
reset role;

-- A request that signs in or out
grant usage on schema account to hemvy_signin;
set local role hemvy_porter;
grant execute on function account.sign_in_credentials(text),
	account.open_session(text, bytea, int, timestamptz, text), account.close_session(text),
	account.session_state(text), account.take_attempt(text, int, interval), account.forget_attempts(text)
	to hemvy_signin;
reset role;

-- The only writer of readings
grant usage on schema metering, housing, store to hemvy_collector;
grant select, insert, update, delete on metering.reading_pack, metering.hour_pack, metering.day_pack,
	metering.month_pack, metering.series to hemvy_collector;
grant select, insert on metering.reading_correction, metering.source to hemvy_collector;
grant update (series_id) on metering.reading_correction to hemvy_collector;
grant update (label) on metering.source to hemvy_collector;
grant select on metering.meter, housing.occupancy, housing.apartment, housing.building, housing.property,
	housing.company to hemvy_collector;
grant execute on function store.ensure_partitions(date, date), store.tidy_partitions(date, int) to hemvy_collector;

-- The register
grant usage on schema housing, metering, account to hemvy_registrar;
grant select, insert, update, delete on housing.company, housing.property, housing.building, housing.apartment,
	housing.person, housing.occupancy, housing.tenancy, housing.tenancy_holder, housing.outdoor_temperature,
	housing.price_list, metering.meter, metering.series, account.account to hemvy_registrar;
-- it may end sessions, not make them
grant select (id, account_id, expires), delete on account.session to hemvy_registrar;
