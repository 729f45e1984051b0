-- Row security of programs with a personal access token (40-policies.sql has switched it on) [Contract holder: a personal
-- access token]. They read as hemvy_program: the policies of hemvy_tenant are not theirs.

create policy let_through on metering.reading_pack for select to hemvy_program
	using (series_id = any ((select rights.token_series('hour'))::int[]));
create policy let_through on metering.reading_correction for select to hemvy_program
	using (series_id = any ((select rights.token_series('hour'))::int[]));
create policy let_through on metering.hour_pack for select to hemvy_program
	using (series_id = any ((select rights.token_series('hour'))::int[]));
create policy let_through on metering.day_pack for select to hemvy_program
	using (series_id = any ((select rights.token_series('day'))::int[]));
create policy let_through on metering.month_pack for select to hemvy_program
	using (series_id = any ((select rights.token_series('month'))::int[]));
create policy let_through on metering.price_part for select to hemvy_program
	using (series_id = any ((select rights.token_series('month'))::int[]));
create policy let_through on metering.series for select to hemvy_program
	using (id = any ((select rights.token_series('any'))::int[]));
create policy let_through on metering.meter for select to hemvy_program
	using (id = any ((select rights.token_meters())::int[]));

-- Those homes, where they are, what things cost there and what the weather was; no person, no contract, no delivery
create policy let_through on housing.occupancy for select to hemvy_program
	using (id = any ((select rights.token_occupancies())::int[]));
create policy let_through on housing.apartment for select to hemvy_program
	using (id = any ((select rights.token_places('apartment'))::int[]));
create policy let_through on housing.building for select to hemvy_program
	using (id = any ((select rights.token_places('building'))::int[]));
create policy let_through on housing.property for select to hemvy_program
	using (id = any ((select rights.token_places('property'))::int[]));
create policy let_through on housing.company for select to hemvy_program
	using (id = any ((select rights.token_places('company'))::int[]));
create policy let_through on housing.price_list for select to hemvy_program
	using (company_id = any ((select rights.token_places('company'))::int[]));
create policy let_through on housing.outdoor_temperature for select to hemvy_program
	using (company_id = any ((select rights.token_places('company'))::int[]));

-- What the functions look up and write
create policy resolve on account.access_token for select to hemvy_resolver using (true);
create policy attend on account.access_token for all to hemvy_porter using (true) with check (true);
create policy attend on account.preference for all to hemvy_porter using (true) with check (true);
create policy change_password on account.account for update to hemvy_porter using (true) with check (true);
