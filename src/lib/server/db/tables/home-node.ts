import { sql } from 'drizzle-orm';
import { check, index, integer, text } from 'drizzle-orm/pg-core';
import { bytes, companyOfHome, instant, key, publicId } from './column.ts';
import { occupancy } from './occupancy.ts';
import { node } from './schema.ts';
import { source } from './source.ts';

/**
 * A home node that was paired with a home: bound to the occupancy, not to the apartment, and worth nothing once that is
 * over. Its key is `<key_id>.<secret>`; of the secret only the SHA-256 is kept.
 */
export const homeNode = node.table(
	'home_node',
	{
		id: key(),
		public_id: publicId(),
		key_id: text().notNull().unique(),
		secret_hash: bytes().notNull(),
		occupancy_id: integer()
			.notNull()
			.references(() => occupancy.id, { onDelete: 'cascade' }),
		/** What its readings name as where they came from. */
		source_id: integer()
			.notNull()
			.unique()
			.references(() => source.id),
		name: text().notNull(),
		paired: instant().notNull().defaultNow(),
		revoked: instant(),
		last_seen: instant(),
		/** Seconds that its clock was ahead when it last delivered; below 0: behind. */
		clock_off_s: integer(),
		company_id: companyOfHome()
	},
	(t) => [
		index('home_node_occupancy').on(t.occupancy_id),
		index('home_node_company')
			.on(t.company_id)
			.where(sql`${t.revoked} is null`),
		check('home_node_secret_hash', sql`octet_length(${t.secret_hash}) = 32`),
		check('home_node_name', sql`length(${t.name}) between 1 and 40`)
	]
);
