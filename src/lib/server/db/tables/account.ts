import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant, key } from './column.ts';
import { company } from './company.ts';
import { person } from './person.ts';
import { account as schema } from './schema.ts';

/** A sign-in. A tenant's names a person; staff's need not. */
export const account = schema.table(
	'account',
	{
		id: key(),
		person_id: integer().references(() => person.id),
		email: text().notNull(),
		/** argon2id, in its own text form with salt and costs; null: staff who have no password here. */
		password_hash: text(),
		is_demo: boolean().notNull().default(false),
		kind: text().notNull(),
		/** Whose staff; null: of no company, and with no right anywhere. */
		company_id: integer().references(() => company.id),
		created: instant().notNull().defaultNow()
	},
	(t) => [
		uniqueIndex('account_email').on(sql`lower(${t.email})`),
		index('account_company').on(t.company_id),
		check('account_kind', sql`${t.kind} in ('tenant', 'staff')`),
		check('account_password', sql`${t.kind} = 'staff' or ${t.password_hash} is not null`),
		check('account_company', sql`${t.kind} = 'staff' or ${t.company_id} is null`)
	]
);
