import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, companyOfHome, daySpan, instant, publicId, transactionId } from './column.ts';
import { audit } from './schema.ts';

/**
 * Somebody else than its holders has read a home's readings, or a holder has taken them out. Written before anything is
 * read; never changed. Partitioned by month. Names no other table's rows by reference: it outlives them.
 */
export const access = audit.table(
	'access',
	{
		public_id: uuid()
			.notNull()
			.default(sql`gen_random_uuid()`),
		at: instant()
			.notNull()
			.default(sql`statement_timestamp()`),
		/** The transaction that wrote it: what it opens, it opens to later ones only. */
		xact: transactionId()
			.notNull()
			.default(sql`pg_current_xact_id()`),
		occupancy_id: integer().notNull(),
		account_id: integer().notNull(),
		session_id: text().notNull(),
		role: text().notNull(),
		purpose: text().notNull(),
		/** What gives the right, and its number. */
		basis: text().notNull(),
		basis_id: integer(),
		media: text().array().notNull(),
		resolution: text(),
		period: daySpan(),
		kind: text().notNull(),
		/** SHA-256 of the ticket that opens what is said here; NULL: opens nothing. */
		ticket_hash: bytes(),
		company_id: companyOfHome()
	},
	(t) => [
		primaryKey({ columns: [t.public_id, t.at] }),
		index('access_occupancy').on(t.occupancy_id, t.at),
		index('access_ticket').on(t.ticket_hash),
		index('access_company').on(t.company_id, t.at),
		check(
			'access_role',
			sql`${t.role} in ('holder', 'delegate', 'guardian', 'care_giver', 'case_handler', 'billing', 'estate', 'consent_officer', 'auditor')`
		),
		check(
			'access_basis',
			sql`${t.basis} in ('own', 'mandate', 'case', 'case_billing', 'invoice', 'estate', 'duty')`
		),
		check('access_resolution', sql`${t.resolution} in ('month', 'day', 'hour')`),
		check('access_kind', sql`${t.kind} in ('read', 'download', 'metadata', 'export')`)
	]
);

/** What happened about consents, cases and the sign-ins of staff, for auditors. Never changed. */
export const event = audit.table(
	'event',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		public_id: publicId(),
		at: instant()
			.notNull()
			.default(sql`statement_timestamp()`),
		account_id: integer(),
		session_id: text(),
		kind: text().notNull(),
		occupancy_id: integer(),
		/** Closed words and references, no names. */
		detail: text(),
		/** NULL: about no home. */
		company_id: integer()
	},
	(t) => [
		index('event_of_nobody')
			.on(t.at)
			.where(sql`${t.occupancy_id} is null and ${t.account_id} is null`),
		index('event_occupancy').on(t.occupancy_id),
		index('event_company').on(t.company_id, t.at),
		index('event_account')
			.on(t.account_id, t.at)
			.where(sql`${t.occupancy_id} is null`),
		check('event_company', sql`(${t.company_id} is null) = (${t.occupancy_id} is null)`)
	]
);
