import { index, integer, primaryKey } from 'drizzle-orm/pg-core';
import { account } from './account.ts';
import { companyOfHome, instant } from './column.ts';
import { occupancy } from './occupancy.ts';
import { person } from './person.ts';
import { staff } from './schema.ts';

/** Somebody whose identity is protected. Kept apart: nothing that is shown to anybody has it. */
export const protectedPerson = staff.table('protected_person', {
	person_id: integer()
		.primaryKey()
		.references(() => person.id)
});

/** The members of staff who may handle that person's home. */
export const namedHandler = staff.table(
	'named_handler',
	{
		person_id: integer()
			.notNull()
			.references(() => protectedPerson.person_id, { onDelete: 'cascade' }),
		account_id: integer()
			.notNull()
			.references(() => account.id, { onDelete: 'cascade' })
	},
	(t) => [primaryKey({ columns: [t.person_id, t.account_id] })]
);

/** A home whose holder has died: from the notice on consents are over and its series hidden. */
export const estate = staff.table(
	'estate',
	{
		occupancy_id: integer()
			.primaryKey()
			.references(() => occupancy.id),
		noticed: instant().notNull(),
		/** Who has proved to act for the estate; NULL: nobody yet. */
		released_to: integer().references(() => person.id),
		company_id: companyOfHome()
	},
	(t) => [index('estate_company').on(t.company_id, t.noticed), index('estate_released_to').on(t.released_to)]
);
