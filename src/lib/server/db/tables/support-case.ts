import { sql } from 'drizzle-orm';
import { check, index, integer, text } from 'drizzle-orm/pg-core';
import { company } from './company.ts';
import { daySpan, instant, key, publicId } from './column.ts';
import { occupancy } from './occupancy.ts';
import { staff } from './schema.ts';

/** A matter about a home that a case handler or billing staff work on; closes by itself within 30 days. */
export const supportCase = staff.table(
	'support_case',
	{
		id: key(),
		public_id: publicId(),
		company_id: integer()
			.notNull()
			.references(() => company.id),
		occupancy_id: integer()
			.notNull()
			.references(() => occupancy.id),
		/** 'support': reads what all holders consent to; 'billing': months of billed media. */
		kind: text().notNull(),
		/** Its number in the company's own system. */
		reference: text().notNull(),
		reason: text().notNull(),
		opened_by: integer().notNull(),
		opened: instant()
			.notNull()
			.default(sql`statement_timestamp()`),
		closes: instant().notNull(),
		closed: instant()
	},
	(t) => [
		index('support_case_occupancy').on(t.occupancy_id),
		index('support_case_open')
			.on(t.company_id, t.closes)
			.where(sql`${t.closed} is null`),
		check('support_case_reference', sql`${t.reference} ~ '^[A-Za-z0-9][A-Za-z0-9/_.-]{0,39}$'`),
		check(
			'support_case_reason',
			sql`case ${t.kind}
				when 'support' then ${t.reason} in ('bill_question', 'leak', 'meter_fault', 'comfort', 'saving_advice', 'other_fault')
				when 'billing' then ${t.reason} in ('bill_question', 'bill_correction', 'final_bill', 'meter_check')
				else false end`
		),
		check(
			'support_case_closes',
			sql`${t.closes} > ${t.opened} and ${t.closes} <= ${t.opened} + interval '30 days'`
		)
	]
);

/** A bill that is not settled yet: what billing staff may read the months of. */
export const invoice = staff.table(
	'invoice',
	{
		id: key(),
		public_id: publicId(),
		company_id: integer()
			.notNull()
			.references(() => company.id),
		occupancy_id: integer()
			.notNull()
			.references(() => occupancy.id),
		reference: text().notNull(),
		media: text().array().notNull(),
		period: daySpan().notNull(),
		issued: instant()
			.notNull()
			.default(sql`statement_timestamp()`),
		settled: instant(),
		/** The tenant disputes it: what it is about is held, whatever else is erased. */
		disputed: instant()
	},
	(t) => [
		index('invoice_occupancy').on(t.occupancy_id),
		index('invoice_open')
			.on(t.company_id, t.issued)
			.where(sql`${t.settled} is null`)
	]
);
