-- Rights to settings and personal access tokens; 60-grants.sql has taken all away before.

-- Reading with a token: the public views of readings and what stands behind them, by policies of its own
grant usage on schema portal, housing, metering, rights to hemvy_program;
grant select on portal.homes, portal.home_meters, portal.meters, portal.packed_hours, portal.packed_days,
	portal.packed_months, portal.hour_packs, portal.day_packs, portal.month_packs, portal.readings, portal.corrections,
	portal.hours, portal.days, portal.months, portal.prices, portal.price_parts,
	portal.outdoor_temperature, portal.sources to hemvy_program;
grant select on metering.reading_pack, metering.reading_correction, metering.hour_pack, metering.day_pack,
	metering.month_pack, metering.price_part, metering.series, metering.source, housing.company, housing.property, housing.building,
	housing.apartment, housing.occupancy, housing.outdoor_temperature, housing.price_list to hemvy_program;
grant select (id, public_id, apartment_id, medium, serial, unit, scale, digits, position, installed, removed,
	next_calibration) on metering.meter to hemvy_program;
grant execute on function portal.quality(int) to hemvy_program;

-- The functions' owners
grant select on account.access_token to hemvy_resolver;
grant select, insert, update, delete on account.access_token, account.preference to hemvy_porter;
grant update (password_hash) on account.account to hemvy_porter;
set local role hemvy_resolver;
grant execute on function rights.is_live_token(), rights.token_occupancies(), rights.token_series(text),
	rights.token_meters(), rights.token_places(text), rights.home_meters(), rights.boundary_register(int, text),
	rights.readable_media(uuid) to hemvy_program;
grant execute on function rights.present_homes(), rights.current_session() to hemvy_porter;
reset role;

-- A signed-in request: the own settings. The password's two are the sign-in's, which alone sees what it is compared with.
set local role hemvy_porter;
grant execute on function account.note_session(text, text), account.own_sessions(text), account.end_session(uuid),
	account.end_sessions(boolean), account.choose_preference(text, text),
	account.make_access_token(text, bytea, text, uuid[], text[], text[], int), account.own_access_tokens(),
	account.revoke_access_token(uuid) to hemvy_tenant;
grant execute on function account.password_of_session(text), account.change_password(text, text, text, boolean),
	account.note_token_use(text, int) to hemvy_signin;
reset role;
