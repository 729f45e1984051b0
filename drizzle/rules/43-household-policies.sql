-- Row security of who lives in a sublet home and who may handle one (40-policies.sql has switched it on): for the functions
-- of schema staff [§4 Sublet, Protected identity].
create policy keep on staff.protected_person for all to hemvy_keeper using (true) with check (true);
create policy keep on staff.named_handler for all to hemvy_keeper using (true) with check (true);
create policy keep on housing.subtenant for all to hemvy_keeper using (true) with check (true);
create policy keep on housing.subtenant_invitation for all to hemvy_keeper using (true) with check (true);
create policy attend on housing.subtenant_invitation for select to hemvy_porter using (true);
create policy keep on housing.tenancy_holder for select to hemvy_keeper using (true);
-- What a sublet cuts in two, and puts together again where nobody has moved in
do $$
declare
	it text;
begin
	foreach it in array array['housing.occupancy', 'housing.tenancy', 'housing.tenancy_holder', 'housing.adult'] loop
		execute format('create policy cut on %s for insert to hemvy_keeper with check (true)', it);
		execute format('create policy join_up on %s for delete to hemvy_keeper using (true)', it);
	end loop;
end
$$;
create policy cut_short on housing.occupancy for update to hemvy_keeper using (true) with check (kind in ('tenancy', 'sublet'));
create policy join_up on metering.series for delete to hemvy_keeper using (true);
create policy keep on metering.reduced for select to hemvy_keeper using (true);
