import { sql } from 'drizzle-orm';
import { check, text } from 'drizzle-orm/pg-core';
import { instant, key } from './column.ts';
import { metering } from './schema.ts';

/** A delivery of readings: an imported file, the sample company, the collect interface. */
export const source = metering.table(
	'source',
	{
		id: key(),
		kind: text().notNull(),
		label: text().notNull(),
		started: instant().notNull().defaultNow()
	},
	(t) => [check('source_kind', sql`${t.kind} in ('import', 'sample', 'collect')`)]
);
