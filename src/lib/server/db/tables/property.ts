import { index, integer, text } from 'drizzle-orm/pg-core';
import { key } from './column.ts';
import { company } from './company.ts';
import { housing } from './schema.ts';

/** A piece of land with its buildings, as in the land register. */
export const property = housing.table(
	'property',
	{
		id: key(),
		company_id: integer()
			.notNull()
			.references(() => company.id),
		name: text().notNull()
	},
	(t) => [index('property_company').on(t.company_id)]
);
