import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, companyOfHome, instant } from './column.ts';
import { MEDIA } from '../../../energy/medium.ts';
import { occupancy } from './occupancy.ts';
import { person } from './person.ts';
import { consent } from './schema.ts';

/**
 * What somebody decided about the readings of their home. Never changed and never deleted while the proof is kept: what
 * holds at the moment is derived from the latest act of the same person, purpose, recipient, medium and resolution.
 */
export const consentRecord = consent.table(
	'record',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		public_id: uuid()
			.notNull()
			.default(sql`gen_random_uuid()`),
		occupancy_id: integer()
			.notNull()
			.references(() => occupancy.id),
		/** Who decided. */
		person_id: integer()
			.notNull()
			.references(() => person.id),
		act: text().notNull(),
		purpose: text().notNull(),
		/** The case that it is for; NULL: none. */
		recipient_id: integer(),
		/** NULL: of an objection, which is about all media. */
		medium: text(),
		resolution: text().notNull(),
		text_version: integer().notNull(),
		/** SHA-256 of the text that was shown. */
		text_hash: bytes().notNull(),
		language: text().notNull(),
		channel: text().notNull(),
		at: instant()
			.notNull()
			.default(sql`statement_timestamp()`),
		/** When silence ends it; NULL of an act that gives nothing. */
		expires: instant(),
		company_id: companyOfHome()
	},
	(t) => [
		index('record_place').on(t.occupancy_id, t.person_id, t.purpose, t.resolution, t.medium, t.id),
		index('record_objection')
			.on(t.occupancy_id, t.person_id, t.id)
			.where(sql`${t.act} in ('objected', 'objection_lifted')`),
		index('record_recipient').on(t.recipient_id),
		index('record_public').on(t.public_id),
		index('record_ending')
			.on(t.company_id, t.expires)
			.where(sql`${t.act} in ('given', 'confirmed')`),
		index('record_withdrawn')
			.on(t.company_id, t.at)
			.where(sql`${t.act} = 'withdrawn'`),
		check(
			'record_act',
			sql`${t.act} in ('given', 'withdrawn', 'objected', 'objection_lifted', 'proposed', 'confirmed', 'declined')`
		),
		check('record_purpose', sql`${t.purpose} in ('own_view', 'display', 'tv', 'case')`),
		check(
			'record_medium',
			sql`case when ${t.act} in ('objected', 'objection_lifted') then ${t.medium} is null
				else ${t.medium} is not null and ${t.medium} in (${sql.raw(MEDIA.map((medium) => `'${medium}'`).join(', '))}) end`
		),
		check('record_resolution', sql`${t.resolution} in ('month', 'day', 'hour')`),
		check('record_month_of_case', sql`${t.resolution} <> 'month' or ${t.purpose} = 'case'`),
		check('record_tv_no_hour', sql`${t.purpose} <> 'tv' or ${t.resolution} = 'day'`),
		check('record_recipient_of_case', sql`(${t.purpose} = 'case') = (${t.recipient_id} is not null)`),
		check('record_channel', sql`${t.channel} in ('portal', 'paper', 'display', 'sample')`),
		check('record_hash', sql`octet_length(${t.text_hash}) = 32`),
		check('record_language', sql`${t.language} in ('sv', 'en', 'nb')`),
		check(
			'record_expires',
			sql`case when ${t.act} in ('given', 'confirmed')
				then ${t.expires} is not null and ${t.expires} > ${t.at} and ${t.expires} <= ${t.at} + interval '12 months'
				else ${t.expires} is null end`
		)
	]
);
