import { listNodes, revokeNode } from '#lib/server/collection/nodes/all-nodes.ts';
import type { Pool } from '#lib/server/db/connection.ts';
import { PlainError } from './plain-error.ts';

const minute = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Lists the home nodes that were ever paired, a line each. */
export async function printNodes(sql: Pool): Promise<void> {
	const nodes = await listNodes(sql);
	if (nodes.length === 0) console.log('No home node has been paired.');
	for (const { id, name, address, apartment, last_seen: seen, works } of nodes) {
		const heard = seen === null ? 'never heard' : `last heard ${minute(seen)}`;
		console.log(
			`${id}  ${address}, ${apartment}  ${name}  ${heard}${works ? '' : '  (its key opens nothing)'}`
		);
	}
}

/** Makes a home node's key worth nothing. @throws PlainError when there is no such node */
export async function revoke(sql: Pool, id: string): Promise<void> {
	if (!(await revokeNode(sql, id))) {
		throw new PlainError(
			`No home node that still could deliver has the id ${id}. \`npm run hemvy -- nodes\` lists them.`
		);
	}
	console.log('Revoked: it delivers nothing more until it is paired again.');
}
