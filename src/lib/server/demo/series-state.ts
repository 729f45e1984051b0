import type { Pool } from '../db/connection.ts';
import { asRole } from '../db/session.ts';

/** Follows a file's name in its delivery's label until all of it is stored. */
export const LOADING_FILE = ' (being loaded)';

/** Names of the files that are stored wholly. @param sql connected as hemvy_owner */
export async function finishedFiles(sql: Pool): Promise<Set<string>> {
	const rows = await asRole(
		sql,
		'hemvy_collector',
		null,
		async (tx) => tx<{ label: string }[]>`select label from metering.source where kind = 'import'`
	);
	return new Set(rows.map(({ label }) => label));
}

/** Notes that a file is stored wholly, by this delivery and those before it that were cut off. */
export async function finishFile(sql: Pool, name: string): Promise<void> {
	await asRole(sql, 'hemvy_collector', null, async (tx) => {
		await tx`update metering.source set label = ${name}
			where kind = 'import' and label = ${`${name}${LOADING_FILE}`}`;
	});
}

/** Number of the company that loaded series belong to; null when there is none yet. */
export async function realCompanyId(sql: Pool): Promise<number | null> {
	const rows = await asRole(
		sql,
		'hemvy_registrar',
		null,
		async (tx) => tx<{ id: number }[]>`select id from housing.company where not is_sample order by id limit 1`
	);
	return rows[0]?.id ?? null;
}
