-- Row security of what staff do with displays (40-policies.sql has switched it on): appended by the functions of schema
-- node, read by who runs the register, changed by nobody.
create policy append on node.staff_use for insert to hemvy_warden with check (true);
create policy register on node.staff_use for select to hemvy_registrar using (true);
-- Which contract a home has [Wall display: bound to the tenancy]
create policy guard on housing.tenancy for select to hemvy_warden using (true);
