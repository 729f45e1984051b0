import { sql } from 'drizzle-orm';
import { check, integer, text, unique } from 'drizzle-orm/pg-core';
import { apartment } from './apartment.ts';
import { companyOfHome, instantRange, key, publicId } from './column.ts';
import { housing } from './schema.ts';

/**
 * One stretch `[start, end)` of an apartment's life: a tenancy, a tenancy that is sublet, or a vacancy. Stretches of an apartment never overlap
 * (an exclusion constraint, in the migration). Seen from outside this is "a home".
 */
export const occupancy = housing.table(
	'occupancy',
	{
		id: key(),
		public_id: publicId(),
		apartment_id: integer()
			.notNull()
			.references(() => apartment.id),
		during: instantRange().notNull(),
		kind: text().notNull(),
		/** Whose home it is: the apartment's company, written by a trigger (drizzle/rules/31-companies.sql). */
		company_id: companyOfHome()
	},
	(t) => [
		unique('occupancy_apartment').on(t.id, t.apartment_id),
		check('occupancy_kind', sql`${t.kind} in ('tenancy', 'vacancy', 'sublet')`),
		check('occupancy_half_open', sql`lower_inc(${t.during}) and not upper_inc(${t.during})`)
	]
);
