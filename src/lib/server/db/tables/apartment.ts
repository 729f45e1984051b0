import { integer, text, unique } from 'drizzle-orm/pg-core';
import { building } from './building.ts';
import { key, publicId } from './column.ts';
import { housing } from './schema.ts';

/** A dwelling; outlives those who live in it. */
export const apartment = housing.table(
	'apartment',
	{
		id: key(),
		public_id: publicId(),
		building_id: integer()
			.notNull()
			.references(() => building.id),
		number: text().notNull()
	},
	(t) => [unique('apartment_number').on(t.building_id, t.number)]
);
