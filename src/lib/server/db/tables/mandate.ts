import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, text } from 'drizzle-orm/pg-core';
import { MEDIA } from '../../../energy/medium.ts';
import { bytes, instant, key, publicId } from './column.ts';
import { occupancy } from './occupancy.ts';
import { person } from './person.ts';
import { consent } from './schema.ts';

/**
 * Somebody outside the household may look in: a delegate or a care giver whom the holders let, a guardian whom a court
 * appointed. Worth something once accepted, within its time, and while every holder lets it.
 */
export const mandate = consent.table(
	'mandate',
	{
		id: key(),
		public_id: publicId(),
		kind: text().notNull(),
		occupancy_id: integer()
			.notNull()
			.references(() => occupancy.id),
		/** The holder who invited; NULL: a guardian, entered by staff. */
		given_by: integer().references(() => person.id),
		/** What the home calls them. */
		called: text().notNull(),
		/** SHA-256 of the invitation's code; NULL: used or over. */
		code_hash: bytes(),
		code_expires: instant().notNull(),
		/** Who accepted; NULL: nobody yet. */
		person_id: integer().references(() => person.id),
		accepted: instant(),
		media: text().array().notNull(),
		resolutions: text().array().notNull(),
		begins: instant().notNull(),
		ends: instant().notNull(),
		/** The court's order; guardians only. */
		order_reference: text(),
		/** The account of the member of staff who entered it; guardians only. */
		created_by: integer(),
		/** Given up by who has it, or taken back by staff. */
		ended: instant()
	},
	(t) => [
		index('mandate_occupancy').on(t.occupancy_id),
		index('mandate_person').on(t.person_id),
		index('mandate_code').on(t.code_hash),
		check('mandate_kind', sql`${t.kind} in ('delegate', 'guardian', 'care')`),
		check('mandate_called', sql`length(${t.called}) between 1 and 60`),
		check(
			'mandate_media',
			sql`cardinality(${t.media}) > 0 and ${t.media} <@ array[${sql.raw(MEDIA.map((medium) => `'${medium}'`).join(', '))}]`
		),
		check(
			'mandate_resolutions',
			sql`cardinality(${t.resolutions}) > 0 and ${t.resolutions} <@ array['month', 'day', 'hour']
				and (${t.kind} <> 'care' or not ${t.resolutions} @> array['month'])`
		),
		check(
			'mandate_ends',
			sql`${t.ends} > ${t.begins} and (${t.kind} = 'guardian' or ${t.ends} <= ${t.begins} + interval '12 months')`
		),
		check(
			'mandate_guardian',
			sql`(${t.kind} = 'guardian') = (${t.order_reference} is not null)
				and (${t.kind} = 'guardian') = (${t.given_by} is null)`
		)
	]
);

/** What a holder said to a mandate. Never changed; the latest of each holder counts. */
export const mandateAct = consent.table(
	'mandate_act',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		mandate_id: integer()
			.notNull()
			.references(() => mandate.id),
		person_id: integer()
			.notNull()
			.references(() => person.id),
		act: text().notNull(),
		at: instant()
			.notNull()
			.default(sql`statement_timestamp()`)
	},
	(t) => [
		index('mandate_act_place').on(t.mandate_id, t.person_id, t.id),
		check('mandate_act_act', sql`${t.act} in ('approved', 'withdrawn')`)
	]
);
