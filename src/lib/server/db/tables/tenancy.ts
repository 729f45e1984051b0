import { index, integer, primaryKey, text } from 'drizzle-orm/pg-core';
import { companyOfHome, key } from './column.ts';
import { occupancy } from './occupancy.ts';
import { person } from './person.ts';
import { housing } from './schema.ts';

/** The contract on an occupancy of kind 'tenancy'. */
export const tenancy = housing.table(
	'tenancy',
	{
		id: key(),
		occupancy_id: integer()
			.notNull()
			.unique()
			.references(() => occupancy.id),
		contract_number: text().notNull(),
		company_id: companyOfHome()
	},
	(t) => [index('tenancy_contract').on(t.company_id, t.contract_number)]
);

/** Who is named on the contract. */
export const tenancyHolder = housing.table(
	'tenancy_holder',
	{
		tenancy_id: integer()
			.notNull()
			.references(() => tenancy.id),
		person_id: integer()
			.notNull()
			.references(() => person.id)
	},
	(t) => [
		primaryKey({ columns: [t.tenancy_id, t.person_id] }),
		index('tenancy_holder_person').on(t.person_id)
	]
);
