import { index, integer } from 'drizzle-orm/pg-core';
import { bytes, instant } from './column.ts';
import { account as schema } from './schema.ts';

/** Attempts counted under a key of which only the SHA-256 is kept; the row goes when its window has ended. */
export const rateLimit = schema.table(
	'rate_limit',
	{
		key_hash: bytes().primaryKey(),
		attempts: integer().notNull(),
		ends: instant().notNull()
	},
	(t) => [index('rate_limit_ends').on(t.ends)]
);
