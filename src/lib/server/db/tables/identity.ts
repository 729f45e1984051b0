import { sql } from 'drizzle-orm';
import { integer, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { account } from './account.ts';
import { instant } from './column.ts';
import { account as schema } from './schema.ts';

/** Who a staff account is to the company's provider (OpenID Connect): one identity an account. */
export const identity = schema.table(
	'identity',
	{
		/** The provider's address, as URL.href writes it. */
		issuer: text().notNull(),
		subject: text().notNull(),
		account_id: integer()
			.notNull()
			.references(() => account.id, { onDelete: 'cascade' }),
		bound: instant()
			.notNull()
			.default(sql`statement_timestamp()`)
	},
	(t) => [primaryKey({ columns: [t.issuer, t.subject] }), uniqueIndex('identity_account').on(t.account_id)]
);

/**
 * An operator lets a staff account be bound to whoever first comes from this provider with its e-mail address,
 * verified there. Used once.
 */
export const identityOffer = schema.table('identity_offer', {
	account_id: integer()
		.primaryKey()
		.references(() => account.id, { onDelete: 'cascade' }),
	issuer: text().notNull(),
	ends: instant().notNull()
});
