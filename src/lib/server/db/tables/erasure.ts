import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, text } from 'drizzle-orm/pg-core';
import { instant } from './column.ts';
import { occupancy } from './occupancy.ts';
import { person } from './person.ts';
import { consent } from './schema.ts';

/**
 * Who has asked for a home's hours and days to be taken away, and what came of it. Only added to; the present state is
 * derived: consent.erasure_state().
 */
export const erasureAct = consent.table(
	'erasure_act',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		occupancy_id: integer()
			.notNull()
			.references(() => occupancy.id),
		/** NULL: the job, when it has carried it out. */
		person_id: integer().references(() => person.id),
		act: text().notNull(),
		at: instant()
			.notNull()
			.default(sql`statement_timestamp()`),
		/** Of what was carried out: rows (civil days or months of one meter) that went. */
		hours: integer(),
		days: integer(),
		months: integer()
	},
	(t) => [
		index('erasure_act_occupancy').on(t.occupancy_id, t.id),
		check('erasure_act_act', sql`${t.act} in ('requested', 'undone', 'carried_out')`),
		check('erasure_act_person', sql`(${t.act} = 'carried_out') = (${t.person_id} is null)`),
		check(
			'erasure_act_counts',
			sql`num_nulls(${t.hours}, ${t.days}, ${t.months}) = case when ${t.act} = 'carried_out' then 0 else 3 end`
		)
	]
);
