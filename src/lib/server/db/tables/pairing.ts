import { sql } from 'drizzle-orm';
import { check, index, integer, text } from 'drizzle-orm/pg-core';
import { bytes, instant } from './column.ts';
import { homeNode } from './home-node.ts';
import { occupancy } from './occupancy.ts';
import { node } from './schema.ts';

/**
 * A home node that wants to be paired: it shows the code and holds the ticket, of both only the SHA-256 is kept. Whoever
 * enters the code binds it to a home; the ticket then takes the key. Gone a quarter of an hour after it began.
 */
export const pairing = node.table(
	'pairing',
	{
		code_hash: bytes().primaryKey(),
		ticket_hash: bytes().notNull().unique(),
		name: text().notNull(),
		expires: instant().notNull(),
		/** null: nobody has entered the code yet. */
		occupancy_id: integer().references(() => occupancy.id, { onDelete: 'cascade' }),
		/** null: the key has not been taken yet. */
		node_id: integer().references(() => homeNode.id, { onDelete: 'cascade' })
	},
	(t) => [
		index('pairing_expires').on(t.expires),
		check('pairing_code_hash', sql`octet_length(${t.code_hash}) = 32`),
		check('pairing_ticket_hash', sql`octet_length(${t.ticket_hash}) = 32`),
		check('pairing_name', sql`length(${t.name}) between 1 and 40`)
	]
);
