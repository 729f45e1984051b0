-- Rights to erasure, keeping and take-out; 60-grants.sql has taken all away before.
grant select, insert on consent.erasure_act, consent.keeping to hemvy_keeper;
grant select on consent.erasure_act to hemvy_resolver;
grant select, delete on consent.erasure_act, consent.keeping to hemvy_retainer;
grant select on housing.company to hemvy_retainer;
grant usage on schema store, consent to hemvy_retainer;
-- the run itself is an event, for auditors
grant insert on audit.event to hemvy_retainer;
grant usage on schema store, staff, housing, metering to hemvy_lookout;
grant select on metering.day_pack, metering.month_pack, metering.series, housing.occupancy, housing.price_list,
	staff.invoice to hemvy_lookout;
grant usage on schema rights to hemvy_porter;
grant usage on schema account to hemvy_tenant;

set local role hemvy_resolver;
grant execute on function rights.current_account() to hemvy_porter;
reset role;
set local role hemvy_lookout;
grant execute on function store.erasure_plan(int, date) to hemvy_keeper;
grant execute on function store.erasure_limits(int, date), store.needed_from(int, int, text, date),
	store.disputed(int, text), store.whole_months(datemultirange), store.is_billed(int, text) to hemvy_retainer;
reset role;
set local role hemvy_keeper;
grant execute on function consent.erasure_state(uuid), consent.erasure_preview(uuid), consent.ask_erasure(uuid, boolean),
	consent.keep_hours(uuid, int, int, bytea, text), consent.kept_hours(uuid) to hemvy_tenant;
grant execute on function consent.due_erasures(int, timestamptz),
	consent.carry_out_erasure(int, timestamptz, int, int, int) to hemvy_retainer;
grant execute on function staff.erasure(uuid) to hemvy_staff;
reset role;
set local role hemvy_porter;
grant execute on function account.own_account(), account.own_sign_ins() to hemvy_tenant;
reset role;
