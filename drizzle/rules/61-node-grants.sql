-- Rights to home nodes; 60-grants.sql has taken all away before.

-- The functions' owner
grant usage on schema node, housing, metering, account, rights to hemvy_warden;
grant select, insert, update, delete on node.home_node, node.pairing to hemvy_warden;
grant select (id), insert (kind, label) on metering.source to hemvy_warden;
grant select on metering.meter, housing.occupancy, housing.apartment, housing.building, housing.property,
	housing.company to hemvy_warden;
grant usage on schema node to hemvy_resolver;
grant select (occupancy_id, source_id, key_id, revoked) on node.home_node to hemvy_resolver;
set local role hemvy_resolver;
grant execute on function rights.current_account(), rights.readable_occupancies() to hemvy_warden;
grant execute on function rights.readable_node_sources() to hemvy_tenant;
reset role;
set local role hemvy_porter;
grant execute on function account.take_attempt(text, int, interval), account.forget_attempts(text) to hemvy_warden;
reset role;

-- A signed-in request: the own displays without their keys, to pair one and to take one away
grant usage on schema node to hemvy_tenant;
grant select (public_id, occupancy_id, name, paired, last_seen, clock_off_s, revoked) on node.home_node to hemvy_tenant;
-- The way in for home nodes: what a key or a ticket is worth. It becomes hemvy_collector to store.
grant usage on schema node to hemvy_gate;
set local role hemvy_warden;
grant execute on function node.bind_pairing(bytea, uuid), node.revoke_node(uuid) to hemvy_tenant;
grant execute on function node.begin_pairing(bytea, bytea, text, text), node.take_pairing(bytea, text, bytea),
	node.node_of(text, bytea, int) to hemvy_gate;
reset role;

-- The register: staff see which nodes there are and revoke one
grant usage on schema node to hemvy_registrar;
grant select (id, public_id, occupancy_id, name, paired, last_seen, clock_off_s, revoked), update (revoked)
	on node.home_node to hemvy_registrar;
