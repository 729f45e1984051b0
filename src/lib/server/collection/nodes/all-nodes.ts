import type { Pool } from '../../db/connection.ts';
import { asRole } from '../../db/session.ts';

/** A node as staff see it: where, and whether it is heard; no reading. */
export interface ListedNode {
	readonly id: string;
	readonly name: string;
	readonly address: string;
	readonly apartment: string;
	readonly paired: Date;
	readonly last_seen: Date | null;
	readonly clock_off_s: number | null;
	/** Whether its key still is worth something: not revoked, and the tenancy goes on. */
	readonly works: boolean;
}

/** Every node that was ever paired, by address. @param owner connected as hemvy_owner */
export async function listNodes(owner: Pool): Promise<ListedNode[]> {
	return asRole(
		owner,
		'hemvy_registrar',
		null,
		(sql) => sql<ListedNode[]>`
			select n.public_id as id, n.name, b.street_address as address, a.number as apartment, n.paired, n.last_seen,
				n.clock_off_s, n.revoked is null and o.kind = 'tenancy' and o.during @> statement_timestamp() as works
			from node.home_node n
			join housing.occupancy o on o.id = n.occupancy_id
			join housing.apartment a on a.id = o.apartment_id
			join housing.building b on b.id = a.building_id
			order by b.street_address, a.number, n.paired`
	);
}

/** Makes a node's key worth nothing; false: there is none of this id, or it was revoked already. */
export async function revokeNode(owner: Pool, id: string): Promise<boolean> {
	const rows = await asRole(
		owner,
		'hemvy_registrar',
		null,
		(sql) => sql`
			update node.home_node set revoked = statement_timestamp()
			where public_id::text = ${id} and revoked is null returning public_id`
	);
	return rows.length > 0;
}
