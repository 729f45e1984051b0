-- The displays that were paired with a home.
create view portal.home_nodes with (security_invoker = true, security_barrier = true) as
select
	nullif(o.public_id, '00000000-0000-0000-0000-000000000000') as home_id,
	n.public_id as node_id,
	n.name,
	n.paired,
	n.last_seen,
	n.clock_off_s,
	n.revoked
from housing.occupancy o
join node.home_node n on n.occupancy_id = o.id;
