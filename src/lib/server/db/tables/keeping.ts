import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, smallint, text } from 'drizzle-orm/pg-core';
import { bytes, instant } from './column.ts';
import { occupancy } from './occupancy.ts';
import { person } from './person.ts';
import { consent } from './schema.ts';

/** For how long a home's hours are kept, as whoever decides there has chosen. Only added to; the latest counts. */
export const keeping = consent.table(
	'keeping',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		occupancy_id: integer()
			.notNull()
			.references(() => occupancy.id),
		person_id: integer()
			.notNull()
			.references(() => person.id),
		/** 13: as usual. */
		months: smallint().notNull(),
		text_version: integer().notNull(),
		text_hash: bytes().notNull(),
		language: text().notNull(),
		at: instant()
			.notNull()
			.default(sql`statement_timestamp()`),
		/** NULL: of what is usual. */
		expires: instant()
	},
	(t) => [
		index('keeping_occupancy').on(t.occupancy_id, t.id),
		check('keeping_months', sql`${t.months} in (13, 24)`),
		check('keeping_hash', sql`octet_length(${t.text_hash}) = 32`),
		check('keeping_language', sql`${t.language} in ('sv', 'en', 'nb')`),
		check(
			'keeping_expires',
			sql`case when ${t.months} = 24
				then ${t.expires} is not null and ${t.expires} > ${t.at} and ${t.expires} <= ${t.at} + interval '12 months'
				else ${t.expires} is null end`
		)
	]
);
