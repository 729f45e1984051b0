import { sql } from 'drizzle-orm';
import { check, integer, text } from 'drizzle-orm/pg-core';
import { account } from './account.ts';
import { account as schema } from './schema.ts';

/** How somebody wants to have things shown, on every device. */
export const preference = schema.table(
	'preference',
	{
		account_id: integer()
			.primaryKey()
			.references(() => account.id, { onDelete: 'cascade' }),
		/** Null: as the device says. */
		language: text(),
		/** Null: litres or cubic metres, as the amount fits. */
		water_unit: text()
	},
	(t) => [
		check('preference_language', sql`${t.language} in ('sv', 'en', 'nb')`),
		check('preference_water_unit', sql`${t.water_unit} in ('litre', 'm3')`)
	]
);
