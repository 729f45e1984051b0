import { index, integer, text } from 'drizzle-orm/pg-core';
import { key } from './column.ts';
import { property } from './property.ts';
import { housing } from './schema.ts';

/** A building, one street address. */
export const building = housing.table(
	'building',
	{
		id: key(),
		property_id: integer()
			.notNull()
			.references(() => property.id),
		name: text().notNull(),
		street_address: text().notNull(),
		postal_code: text().notNull(),
		city: text().notNull()
	},
	(t) => [index('building_property').on(t.property_id)]
);
