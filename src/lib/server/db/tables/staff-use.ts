import { sql } from 'drizzle-orm';
import { check, index, integer, text } from 'drizzle-orm/pg-core';
import { instant, key } from './column.ts';
import { node } from './schema.ts';

/**
 * What staff have done with displays: appended by the functions that do it, changed and deleted by nobody. It names what
 * was meant by number only, so that it outlives what it names.
 */
export const staffUse = node.table(
	'staff_use',
	{
		id: key(),
		at: instant()
			.notNull()
			.default(sql`statement_timestamp()`),
		account_id: integer().notNull(),
		action: text().notNull(),
		outcome: text().notNull(),
		/** The home that a display was to be paired with, or that it was taken from. */
		occupancy_id: integer(),
		/** The display that was taken away. */
		node_id: integer()
	},
	(t) => [
		index('staff_use_account').on(t.account_id),
		check('staff_use_action', sql`${t.action} in ('list', 'pair', 'revoke')`)
	]
);
