-- Row security of visitors' reading, consents, staff and the log (40-policies.sql has switched it on). Who reads another's
-- home does so as hemvy_visitor: the policies of hemvy_tenant are not its, so that a plan has one test for each.

-- Readings and hours [Delegate, Guardian, Care giver, Case handler: Hour]
create policy opened on metering.reading_pack for select to hemvy_visitor using (
	series_id = any ((select rights.opened_series('hour'))::int[])
	and day <@ (select rights.opened_days())
);
create policy opened on metering.hour_pack for select to hemvy_visitor using (
	series_id = any ((select rights.opened_series('hour'))::int[])
	and day <@ (select rights.opened_days())
);
-- Days [Delegate, Guardian, Care giver, Case handler: Day]
create policy opened on metering.day_pack for select to hemvy_visitor using (
	series_id = any ((select rights.opened_series('day'))::int[])
	and month <@ (select rights.opened_days())
);
-- Months [Delegate, Guardian, Case handler, Billing staff; the estate's, §4 Death: Month]
create policy opened on metering.month_pack for select to hemvy_visitor using (
	series_id = any ((select rights.opened_series('month'))::int[])
	and year <@ (select rights.opened_days())
);
-- That home's place, meters and weather, while the ticket is good
create policy opened on metering.series for select to hemvy_visitor
	using (id = any ((select rights.opened_series('any'))::int[]));
create policy opened on metering.meter for select to hemvy_visitor
	using (id = any ((select rights.opened_meters())::int[]));
create policy opened on housing.occupancy for select to hemvy_visitor
	using (id = (select rights.opened_occupancy()));
create policy opened on housing.apartment for select to hemvy_visitor
	using (id = (select rights.opened_place('apartment')));
create policy opened on housing.building for select to hemvy_visitor
	using (id = (select rights.opened_place('building')));
create policy opened on housing.property for select to hemvy_visitor
	using (id = (select rights.opened_place('property')));
create policy opened on housing.company for select to hemvy_visitor
	using (id = (select rights.opened_place('company')));
create policy opened on housing.price_list for select to hemvy_visitor
	using (company_id = (select rights.opened_place('company')));
create policy opened on housing.outdoor_temperature for select to hemvy_visitor
	using (company_id = (select rights.opened_place('company')));

-- One's own consents; not those of the others on the contract [Contract holder, Former holder]
create policy oneself on consent.record for select to hemvy_tenant
	using (person_id = (select rights.current_person()));
-- Who may look into the own homes, and what the holders said to it
create policy holder on consent.mandate for select to hemvy_tenant
	using (occupancy_id = any ((select rights.decided_occupancies())::int[]));
create policy oneself on consent.mandate_act for select to hemvy_tenant
	using (person_id = (select rights.current_person()));
-- Who has looked [§3]; of the own downloads each sees the own
create policy looked_at on audit.access for select to hemvy_tenant
	using (role <> 'holder' and occupancy_id = any ((select rights.decided_occupancies())::int[]));
create policy oneself on audit.access for select to hemvy_tenant
	using (role = 'holder' and account_id = (select rights.current_account()));

-- What the functions look up and add
do $$
declare
	it text;
begin
	foreach it in array array['consent.record', 'consent.mandate', 'consent.mandate_act', 'staff.role',
		'staff.support_case', 'staff.invoice', 'staff.protected_person', 'staff.named_handler', 'staff.estate',
		'audit.access', 'housing.subtenant', 'housing.adult', 'housing.price_list']
	loop
		execute format('create policy resolve on %s for select to hemvy_resolver using (true)', it);
	end loop;
	foreach it in array array['consent.record', 'consent.request', 'consent.mandate', 'consent.mandate_act',
		'staff.support_case', 'staff.estate', 'audit.access', 'audit.event']
	loop
		execute format('create policy keep on %s for all to hemvy_keeper using (true) with check (true)', it);
	end loop;
	foreach it in array array['staff.invoice', 'housing.person', 'housing.tenancy', 'housing.occupancy', 'housing.apartment',
		'housing.building', 'housing.property', 'housing.company', 'housing.adult', 'metering.series', 'account.account']
	loop
		execute format('create policy keep on %s for select to hemvy_keeper using (true)', it);
	end loop;
	foreach it in array array['housing.apartment', 'housing.building', 'housing.property', 'metering.meter',
		'metering.hour_pack', 'metering.reading_pack']
	loop
		execute format('create policy look_out on %s for select to hemvy_lookout using (true)', it);
	end loop;
end
$$;
create policy attend on staff.totp for all to hemvy_porter using (true) with check (true);
create policy attend on consent.mandate for select to hemvy_porter using (true);
create policy invite on housing.person for insert to hemvy_porter with check (true);
create policy invite on account.account for insert to hemvy_porter with check (kind = 'tenant');

-- What days that are gone have put into months: the writer's and the retention's alone
create policy collect on metering.month_part for all to hemvy_collector using (true) with check (true);
create policy collect on metering.reduced for all to hemvy_collector using (true) with check (true);

-- What is no longer kept is taken away, by its age, the consents and the disputes about it
do $$
declare
	it text;
begin
	foreach it in array array['metering.reading_pack', 'metering.hour_pack', 'metering.day_pack', 'metering.month_pack',
		'metering.reading_correction', 'metering.month_part', 'metering.reduced', 'consent.record', 'consent.mandate',
		'consent.mandate_act', 'consent.request', 'audit.access', 'audit.event']
	loop
		execute format('create policy retain on %s for all to hemvy_retainer using (true) with check (true)', it);
	end loop;
	foreach it in array array['metering.series', 'metering.meter', 'housing.occupancy', 'housing.apartment',
		'housing.building', 'housing.property', 'housing.price_list', 'staff.invoice']
	loop
		execute format('create policy retain on %s for select to hemvy_retainer using (true)', it);
	end loop;
end
$$;
