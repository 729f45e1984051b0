import { sql } from 'drizzle-orm';
import { index, integer, text, uuid } from 'drizzle-orm/pg-core';
import { account } from './account.ts';
import { bytes, instant } from './column.ts';
import { account as schema } from './schema.ts';

/** A signed-in browser or program. Its token is `<id>.<secret>`; of the secret only the SHA-256 is kept. */
export const session = schema.table(
	'session',
	{
		id: text().primaryKey(),
		secret_hash: bytes().notNull(),
		account_id: integer()
			.notNull()
			.references(() => account.id, { onDelete: 'cascade' }),
		created: instant().notNull().defaultNow(),
		/** When the expiry was last moved on; `expires - last_used` is the session's full length. */
		last_used: instant().notNull().defaultNow(),
		expires: instant().notNull(),
		/** When it is over however much it is used; null: never by itself. Only of sessions by the company's provider. */
		ends: instant(),
		/** Browser and system, such as 'Firefox, Windows'. */
		user_agent_words: text(),
		/** Its name outside, for the list of one's own. */
		public_id: uuid()
			.notNull()
			.default(sql`gen_random_uuid()`),
		/** When it was used last, to ten minutes; null: not since it was opened. */
		seen: instant(),
		/** Where that was: SHA-256 of the account's number and the network's part of the address, never the address. */
		network_hash: bytes(),
		/** When this session's second factor was checked; staff rights need it. */
		second_factor_at: instant()
	},
	(t) => [index('session_account').on(t.account_id), index('session_expires').on(t.expires)]
);
