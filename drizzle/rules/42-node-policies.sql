-- Row security of home nodes (40-policies.sql has switched it on).

-- The displays of the own homes, without their keys (60-grants.sql) [Wall display: bound to the tenancy]
create policy holder on node.home_node for select to hemvy_tenant
	using (occupancy_id = any ((select rights.readable_occupancies())::int[]));
-- What they delivered says which of them did
create policy holder_of_node on metering.source for select to hemvy_tenant
	using (id = any ((select rights.readable_node_sources())::int[]));

-- What the functions of schemas node and rights look up and write
create policy guard on node.home_node for all to hemvy_warden using (true) with check (true);
create policy guard on node.pairing for all to hemvy_warden using (true) with check (true);
create policy guard on metering.source for all to hemvy_warden using (kind = 'collect') with check (kind = 'collect');
create policy guard on metering.meter for select to hemvy_warden using (true);
create policy guard on housing.occupancy for select to hemvy_warden using (true);
create policy guard on housing.apartment for select to hemvy_warden using (true);
create policy guard on housing.building for select to hemvy_warden using (true);
create policy guard on housing.property for select to hemvy_warden using (true);
create policy guard on housing.company for select to hemvy_warden using (true);
create policy resolve on node.home_node for select to hemvy_resolver using (true);

-- Staff revoke nodes through the register
create policy register on node.home_node for all to hemvy_registrar using (true) with check (true);
