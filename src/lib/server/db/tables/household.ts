import { index, integer, primaryKey } from 'drizzle-orm/pg-core';
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

/** Another adult of the household: reads nothing, may object to hours. */
export const adult = housing.table('adult', place(), (t) => [
	primaryKey({ columns: [t.occupancy_id, t.person_id] }),
	index('adult_person').on(t.person_id)
]);
