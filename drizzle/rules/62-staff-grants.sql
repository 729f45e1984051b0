-- Rights to what staff do with displays; 60-grants.sql has taken all away before.
grant select (company_id, occupancy_id, contract_number) on housing.tenancy to hemvy_warden;
grant insert (account_id, action, outcome, occupancy_id, node_id) on node.staff_use to hemvy_warden;
grant select on node.staff_use to hemvy_registrar;
set local role hemvy_resolver;
grant execute on function rights.staff_companies(text), rights.may_handle(int), rights.company_of(int) to hemvy_warden;
reset role;
set local role hemvy_warden;
grant execute on function node.staff_displays(text, int), node.staff_pair(bytea, text), node.staff_revoke(uuid)
	to hemvy_staff;
reset role;
grant usage on schema node to hemvy_staff;
