import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, integer, primaryKey, text } from 'drizzle-orm/pg-core';
import { account } from './account.ts';
import { bytes } from './column.ts';
import { company } from './company.ts';
import { staff } from './schema.ts';

/** What a member of staff does for a company; one may do several things. */
export const staffRole = staff.table(
	'role',
	{
		account_id: integer()
			.notNull()
			.references(() => account.id, { onDelete: 'cascade' }),
		company_id: integer()
			.notNull()
			.references(() => company.id),
		role: text().notNull()
	},
	(t) => [
		primaryKey({ columns: [t.account_id, t.company_id, t.role] }),
		index('role_company').on(t.company_id),
		check(
			'role_role',
			sql`${t.role} in ('consent_officer', 'case_handler', 'billing', 'technician', 'statistics', 'auditor')`
		)
	]
);

/** The second factor of a staff account (TOTP, RFC 6238). */
export const totp = staff.table('totp', {
	account_id: integer()
		.primaryKey()
		.references(() => account.id, { onDelete: 'cascade' }),
	/** Sealed with a key that the database does not have. */
	secret: bytes().notNull(),
	confirmed: boolean().notNull().default(false),
	/** The latest 30-second step whose code was taken: none counts twice. */
	last_step: bigint({ mode: 'number' }).notNull().default(0)
});
