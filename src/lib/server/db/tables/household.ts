import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, text } from 'drizzle-orm/pg-core';
import { bytes, instant, key, publicId } from './column.ts';
import { occupancy } from './occupancy.ts';
import { person } from './person.ts';
import { housing } from './schema.ts';

const place = () => ({
	occupancy_id: integer()
		.notNull()
		.references(() => occupancy.id),
	person_id: integer()
		.notNull()
		.references(() => person.id)
});

/** Who lives in a home that is sublet, in the contract holder's place. */
export const subtenant = housing.table('subtenant', place(), (t) => [
	primaryKey({ columns: [t.occupancy_id, t.person_id] }),
	index('subtenant_person').on(t.person_id)
]);

/** Somebody who is to live in a sublet home and has not yet taken up the invitation; then a row of subtenant stands in its place. */
export const subtenantInvitation = housing.table(
	'subtenant_invitation',
	{
		id: key(),
		public_id: publicId(),
		occupancy_id: integer()
			.notNull()
			.references(() => occupancy.id),
		/** What staff call them, on the page of the home. */
		called: text().notNull(),
		code_hash: bytes(),
		code_expires: instant().notNull()
	},
	(t) => [
		index('subtenant_invitation_occupancy').on(t.occupancy_id),
		index('subtenant_invitation_code').on(t.code_hash),
		check('subtenant_invitation_called', sql`length(${t.called}) between 1 and 60`)
	]
);

/** Another adult of the household: reads nothing, may object to hours. */
export const adult = housing.table('adult', place(), (t) => [
	primaryKey({ columns: [t.occupancy_id, t.person_id] }),
	index('adult_person').on(t.person_id)
]);
