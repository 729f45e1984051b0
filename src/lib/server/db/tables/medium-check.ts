import { sql, type SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { MEDIA } from '../../../energy/medium.ts';

/** `column in ('cold_water', …)`: the words of the energy core, so that database and code cannot differ. */
export function isMediumSql(column: AnyPgColumn): SQL {
	return sql`${column} in (${sql.raw(MEDIA.map((medium) => `'${medium}'`).join(', '))})`;
}
