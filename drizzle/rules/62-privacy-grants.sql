-- Rights to consents, staff, the log and what a ticket opens; 60-grants.sql has taken all away before.

-- Reading another's home: the public views and what stands behind them, as for hemvy_tenant, by other policies
grant usage on schema portal, housing, metering, rights to hemvy_visitor;
grant select on portal.homes, portal.home_meters, portal.meters, portal.packed_hours, portal.packed_days,
	portal.hour_packs, portal.day_packs, portal.month_packs,
	portal.packed_months, portal.readings, portal.hours, portal.days, portal.months, portal.prices,
	portal.outdoor_temperature to hemvy_visitor;
grant select on metering.reading_pack, metering.hour_pack, metering.day_pack, metering.month_pack, metering.series,
	housing.company, housing.property, housing.building, housing.apartment, housing.occupancy, housing.outdoor_temperature,
	housing.price_list to hemvy_visitor;
grant select (id, public_id, apartment_id, medium, serial, unit, scale, digits, position, installed, removed,
	next_calibration) on metering.meter to hemvy_visitor;
grant execute on function portal.quality(int) to hemvy_visitor;

-- The functions' owners
grant usage on schema consent, staff, audit to hemvy_resolver;
grant select on consent.record, consent.mandate, consent.mandate_act, staff.role, staff.support_case, staff.invoice,
	staff.protected_person, staff.named_handler, staff.estate, audit.access, housing.subtenant, housing.adult,
	housing.price_list to hemvy_resolver;
grant usage on schema consent, staff, audit, housing, metering, account, rights, store to hemvy_keeper;
grant select, insert on consent.record, consent.mandate_act, audit.access, audit.event to hemvy_keeper;
grant select, insert, update on consent.request, consent.mandate, staff.support_case, staff.estate to hemvy_keeper;
grant select on staff.invoice, housing.person, housing.tenancy, housing.occupancy, housing.apartment, housing.building,
	housing.property, housing.company, housing.adult, metering.series to hemvy_keeper;
grant select (id, email, kind, person_id) on account.account to hemvy_keeper;
grant execute on function store.ensure_log_partition(timestamptz) to hemvy_keeper;
grant usage on schema staff, housing, metering, rights to hemvy_lookout;
grant select on housing.apartment, housing.building, housing.property, metering.meter, metering.hour_pack,
	metering.reading_pack to hemvy_lookout;
grant usage on schema staff to hemvy_porter;
grant select, insert, update on staff.totp to hemvy_porter;
grant usage on schema consent to hemvy_porter;
grant select (code_hash, code_expires, person_id, ended, ends) on consent.mandate to hemvy_porter;
grant insert (display_name) on housing.person to hemvy_porter;
grant insert (person_id, email, password_hash, kind) on account.account to hemvy_porter;

set local role hemvy_resolver;
grant execute on function rights.is_closed(int) to hemvy_warden, hemvy_keeper;
grant execute on function rights.current_account(), rights.current_person(), rights.who_asks(),
	rights.readable_occupancies(), rights.decided_occupancies(), rights.allowed_media(text, int, int, text),
	rights.case_media(int, text), rights.staff_companies(text), rights.may_handle(int), rights.company_of(int),
	rights.deciders_of(int), rights.members_of(int), rights.hours_hidden(int), rights.is_live_mandate(int),
	rights.consents_in_force(int[], timestamptz) to hemvy_keeper;
grant execute on function rights.staff_companies(text) to hemvy_lookout;
-- a new partition of the log gets the trigger that calls it
grant execute on function rights.write_company() to hemvy_owner;
grant execute on function rights.decided_occupancies(), rights.mandate_is_live(int) to hemvy_tenant;
grant execute on function rights.opened_series(text), rights.opened_days(), rights.opened_meters(),
	rights.opened_occupancy(), rights.opened_place(text), rights.home_meters(), rights.boundary_register(int, text)
	to hemvy_visitor;
reset role;
set local role hemvy_porter;
grant execute on function account.take_attempt(text, int, interval), account.forget_attempts(text) to hemvy_keeper;
grant execute on function account.second_factor_state(text), account.enrol_second_factor(text, bytea),
	account.pass_second_factor(text, bigint),
	account.open_invited(bytea, text, text, text) to hemvy_signin;
reset role;

-- A signed-in request: the own consents, permissions and log, and what one may decide
grant usage on schema consent, audit to hemvy_tenant;
grant select (public_id, occupancy_id, person_id, act, purpose, medium, resolution, text_version, language, channel, at,
	expires) on consent.record to hemvy_tenant;
grant select (id, public_id, occupancy_id, kind, called, media, resolutions, begins, ends, accepted, ended)
	on consent.mandate to hemvy_tenant;
grant select on consent.mandate_act to hemvy_tenant;
grant select (public_id, at, occupancy_id, account_id, role, purpose, basis, basis_id, media, resolution, period, kind)
	on audit.access to hemvy_tenant;
set local role hemvy_keeper;
grant execute on function consent.choose(uuid, text, text, text, boolean, int, bytea, text),
	consent.hide_hours(uuid, boolean, int, bytea, text), consent.households(), consent.choices(uuid),
	consent.requests(uuid), consent.answer(uuid, boolean, int, bytea, text), consent.confirm(uuid, boolean),
	consent.invite(uuid, text, text, bytea, text[], text[], timestamptz), consent.accept(bytea), consent.approve(uuid),
	consent.end_mandate(uuid), consent.mandates_given(), audit.note_download(uuid, text[], text, date, date),
	rights.open_access(uuid, text, uuid, text[], text, date, date, text, uuid),
	rights.openable_media(uuid, text, uuid, text) to hemvy_tenant;
grant execute on function consent.give_sample(int[], int[], text[]), consent.give_sample_once(int),
	consent.give_sample_ending(int) to hemvy_registrar;

-- A request of staff: functions, no table
grant execute on function rights.open_access(uuid, text, uuid, text[], text, date, date, text, uuid),
	rights.openable_media(uuid, text, uuid, text), staff.roles(), staff.find_homes(text, text),
	staff.open_case(uuid, text, text, int), staff.open_billing_case(uuid, text, text, int),
	staff.billing_cases(), staff.close_case(uuid),
	staff.cases(), staff.ask_consent(uuid, text[], text[]), staff.open_invoices(), staff.consents(uuid),
	staff.holders(uuid), staff.propose(uuid, uuid, text, uuid, text[], text[], int, bytea, text),
	staff.expiring(interval), staff.withdrawals(timestamptz),
	staff.enter_guardian(uuid, text, text, bytea, text[], text[], timestamptz, timestamptz), staff.end_guardian(uuid),
	staff.search_log(timestamptz, timestamptz, text, uuid, boolean, int),
	staff.search_events(timestamptz, timestamptz, int) to hemvy_staff;
reset role;
set local role hemvy_lookout;
grant execute on function staff.flags() to hemvy_staff;
reset role;
grant usage on schema staff, rights to hemvy_staff;

-- The register: who lives where, who works here; no consent and no log
grant usage on schema staff, consent to hemvy_registrar;
grant select, insert, update, delete on housing.subtenant, housing.adult, staff.role, staff.totp, staff.invoice,
	staff.protected_person, staff.named_handler, staff.estate, account.identity to hemvy_registrar;

-- What keeps months exact
grant select, insert, update, delete on metering.month_part, metering.reduced to hemvy_collector;

-- The retention
grant usage on schema metering, housing, consent, staff, audit to hemvy_retainer;
grant select, insert, update, delete on metering.day_pack, metering.month_pack, metering.month_part, metering.reduced
	to hemvy_retainer;
grant select, delete on metering.reading_pack, metering.hour_pack, metering.reading_correction, consent.record,
	consent.mandate, consent.mandate_act, consent.request, audit.access, audit.event to hemvy_retainer;
grant select on metering.series, metering.meter, housing.occupancy, housing.apartment, housing.building,
	housing.property, housing.price_list, staff.invoice to hemvy_retainer;
