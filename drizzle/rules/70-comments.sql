-- What tables and columns hold, with units, for whoever opens the database. Public views: docs/public-views.md.
comment on schema housing is 'Who lives where, and what it costs.';
comment on schema metering is 'Meters and what they said.';
comment on schema account is 'Sign-in.';
comment on schema upkeep is 'Which migrations and rules are in force.';
comment on schema extensions is 'Where PostgreSQL''s extensions put what they bring.';

comment on table housing.company is 'A housing company.';
comment on column housing.company.time_zone is 'IANA name; says where a civil day begins.';
comment on column housing.company.is_sample is 'Made up by the sample company''s loader.';
comment on table housing.property is 'A piece of land with its buildings, as in the land register.';
comment on table housing.building is 'A building, one street address.';
comment on table housing.apartment is 'A dwelling; outlives those who live in it.';
comment on column housing.apartment.number is 'As on the door, unique in the building.';
comment on table housing.person is 'A natural person.';
comment on table housing.occupancy is 'One stretch of an apartment''s life: a tenancy or a vacancy. Seen from outside: a home.';
comment on column housing.occupancy.public_id is 'home_id of the public views.';
comment on column housing.occupancy.during is '[start, end) as instants; stretches of an apartment never overlap.';
comment on table housing.tenancy is 'The contract on an occupancy of kind tenancy.';
comment on table housing.tenancy_holder is 'Who is named on the contract. A change here is a new occupancy.';
comment on table housing.outdoor_temperature is 'Outdoor temperature of a civil day at the company''s homes.';
comment on column housing.outdoor_temperature.mean_c is '°C';
comment on column housing.outdoor_temperature.low_c is '°C';
comment on column housing.outdoor_temperature.high_c is '°C';
comment on table housing.price_list is 'What a medium costs, from when to when; times of a company and medium never overlap.';
comment on column housing.price_list.price_per_unit is 'SEK without VAT per m³ or kWh.';
comment on column housing.price_list.vat is 'Share of the price: 0.25 is 25 %.';
comment on column housing.price_list.fixed_fee_per_day is 'SEK without VAT per civil day.';

comment on table metering.meter is 'A meter in its place, from installed until removed. A device that moves is a new row, with a history of its own.';
comment on column metering.meter.serial is 'As on the device. In one place at a time: [installed, removed) of a serial never overlap.';
comment on column metering.meter.unit is 'm3, kWh or degC; registers are integers of unit × 10^scale.';
comment on column metering.meter.scale is 'Power of ten: -3 is litres of m3, Wh of kWh; -2 is 1/100 of degC.';
comment on column metering.meter.digits is 'Digits before the decimal point: the register wraps at 10^digits units. NULL: unknown.';
comment on column metering.meter.initial_register is 'Register when installed, unit × 10^scale. NULL: unknown.';
comment on column metering.meter.final_register is 'Register when removed, unit × 10^scale. NULL: unknown or still there.';
comment on column metering.meter.max_flow_per_h is 'Most that is plausible, unit × 10^scale an hour (Q4 of a water meter). NULL: unknown.';
comment on table metering.series is 'One occupancy × one medium: what a right is about.';
comment on table metering.source is 'A delivery of readings.';
comment on column metering.source.label is 'File name or system; shown to tenants in the trace of a bar, so without names of people.';

comment on table metering.reading_pack is 'The readings of one meter on one civil day, in time order. Partitioned by month.';
comment on column metering.reading_pack.at is 'Seconds since the civil day''s first instant, 0..89999.';
comment on column metering.reading_pack.registers is 'unit × 10^scale of the meter.';
comment on column metering.reading_pack.flags is 'Bits of FLAG (src/lib/energy/quality.ts); NULL when all are 0.';
comment on column metering.reading_pack.sources is 'metering.source.id of each.';
comment on table metering.reading_correction is 'A register that was replaced by another for the same instant.';
comment on column metering.reading_correction.old_register is 'unit × 10^scale of the meter.';
comment on column metering.reading_correction.new_register is 'unit × 10^scale of the meter.';

comment on table metering.hour_pack is 'The hours of one meter in a civil day. Partitioned by month.';
comment on column metering.hour_pack.first is 'Hours since civil midnight at which the first cell starts, 0..24.';
comment on table metering.day_pack is 'The days of one meter in a civil month. Partitioned by year.';
comment on column metering.day_pack.month is 'First day of the civil month.';
comment on column metering.day_pack.first is 'Day of the month of the first cell, less 1.';
comment on table metering.month_pack is 'The months of one meter in a civil year. Partitioned by ten years.';
comment on column metering.month_pack.year is '1 January.';
comment on column metering.month_pack.first is 'Month of the first cell, less 1.';
do $$
declare
	it text;
begin
	foreach it in array array['hour_pack', 'day_pack', 'month_pack'] loop
		execute format(
			'comment on column metering.%I.packed is %L', it,
			'Counter: boundary registers, one more than cells; gauge: means, one a cell. unit × 10^scale of the meter.'
		);
		execute format(
			'comment on column metering.%I.steps is %L', it,
			'Counter: what the register jumped without use, one a cell: amount = to - from + step. NULL when all are 0.'
		);
		execute format(
			'comment on column metering.%I.flags is %L', it,
			'Bits of FLAG (src/lib/energy/quality.ts), one a cell; NULL when all are 0.'
		);
		execute format(
			'comment on column metering.%I.lows is %L', it, 'Gauge: lowest value, one a cell. unit × 10^scale of the meter.'
		);
		execute format(
			'comment on column metering.%I.highs is %L', it, 'Gauge: highest value, one a cell. unit × 10^scale of the meter.'
		);
	end loop;
end
$$;

comment on table account.account is 'A sign-in.';
comment on column account.account.password_hash is 'argon2id in its text form, with salt and costs. NULL: staff without a password here.';
comment on column account.account.is_demo is 'Password known to everybody; accepted only with the embedded sample database on loopback.';
comment on table account.session is 'A signed-in browser or program; its token is <id>.<secret>.';
comment on column account.session.secret_hash is 'SHA-256 of the secret''s text.';
comment on column account.session.last_used is 'When the expiry was last moved on; expires - last_used is the session''s length.';
comment on table account.rate_limit is 'Attempts counted under a key.';
comment on column account.rate_limit.key_hash is 'SHA-256 of the key.';
comment on table upkeep.migration is 'Numbered migrations that were applied; kept by drizzle.';
comment on table upkeep.rule is 'Texts of drizzle/rules that are in force, by hash, and in which database.';
