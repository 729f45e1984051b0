import { sql } from 'drizzle-orm';
import { check, index, integer, text } from 'drizzle-orm/pg-core';
import { instant, key, publicId } from './column.ts';
import { occupancy } from './occupancy.ts';
import { consent } from './schema.ts';
import { supportCase } from './support-case.ts';

/** Staff ask the holders of a home to let a case read. */
export const consentRequest = consent.table(
	'request',
	{
		id: key(),
		public_id: publicId(),
		occupancy_id: integer()
			.notNull()
			.references(() => occupancy.id),
		case_id: integer()
			.notNull()
			.references(() => supportCase.id),
		media: text().array().notNull(),
		resolutions: text().array().notNull(),
		reason: text().notNull(),
		asked_by: integer().notNull(),
		at: instant()
			.notNull()
			.default(sql`statement_timestamp()`),
		/** Taken back. NULL: not. */
		ended: instant()
	},
	(t) => [
		index('request_occupancy').on(t.occupancy_id),
		index('request_case').on(t.case_id),
		check(
			'request_reason',
			sql`${t.reason} in ('bill_question', 'leak', 'meter_fault', 'comfort', 'saving_advice', 'other_fault')`
		),
		check(
			'request_resolutions',
			sql`${t.resolutions} <@ array['month', 'day', 'hour'] and cardinality(${t.resolutions}) > 0`
		),
		check('request_media', sql`cardinality(${t.media}) > 0`)
	]
);
