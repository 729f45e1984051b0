import type { Pool } from '../db/connection.ts';
import { asRole } from '../db/session.ts';

/** How readings come: a file, the sample company's model, a home node. */
export type SourceKind = 'import' | 'sample' | 'collect';

/**
 * Notes a delivery, so that every reading can name where it came from.
 * @param label what a tenant may read: a file's name, a node's name; never a path
 * @returns its number
 */
export async function openSource(sql: Pool, kind: SourceKind, label: string): Promise<number> {
	const rows = await asRole(
		sql,
		'hemvy_collector',
		null,
		async (tx) => tx<{ id: number }[]>`
			insert into metering.source (kind, label) values (${kind}, ${label}) returning id`
	);
	const id = rows[0]?.id;
	if (id === undefined) throw new Error('A source was not stored.');
	return id;
}
