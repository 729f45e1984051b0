-- Row security of erasures and of what somebody chose to keep (40-policies.sql has switched it on): added by the functions
-- of schema consent, taken away with the other proofs, read in tables by nobody signed in.
create policy keep on consent.erasure_act for all to hemvy_keeper using (true) with check (true);
create policy keep on consent.keeping for all to hemvy_keeper using (true) with check (true);
create policy retain on consent.erasure_act for all to hemvy_retainer using (true) with check (true);
create policy retain on consent.keeping for all to hemvy_retainer using (true) with check (true);
-- Whether a former holder's home was erased: what a dispute holds is not theirs to read any more [§4 Erasure]
create policy resolve on consent.erasure_act for select to hemvy_resolver using (true);

-- What the erasure's limits and counts are worked out from
do $$
declare
	it text;
begin
	foreach it in array array['metering.day_pack', 'metering.month_pack', 'metering.series', 'housing.occupancy',
		'housing.price_list', 'staff.invoice']
	loop
		execute format('create policy look_out on %s for select to hemvy_lookout using (true)', it);
	end loop;
end
$$;
-- Invented households are left as they are, unless they ask [the sample company]
create policy retain on housing.company for select to hemvy_retainer using (true);
