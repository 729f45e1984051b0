import { date, integer, numeric, primaryKey, text } from 'drizzle-orm/pg-core';
import { company } from './company.ts';
import { housing } from './schema.ts';

/** Outdoor temperature of a civil day where the company's homes are, °C. */
export const outdoorTemperature = housing.table(
	'outdoor_temperature',
	{
		company_id: integer()
			.notNull()
			.references(() => company.id),
		day: date({ mode: 'string' }).notNull(),
		mean_c: numeric({ precision: 4, scale: 1 }).notNull(),
		low_c: numeric({ precision: 4, scale: 1 }),
		high_c: numeric({ precision: 4, scale: 1 }),
		source: text().notNull()
	},
	(t) => [primaryKey({ columns: [t.company_id, t.day] })]
);
