import { check, foreignKey, integer, text, unique } from 'drizzle-orm/pg-core';
import { key } from './column.ts';
import { isMediumSql } from './medium-check.ts';
import { occupancy } from './occupancy.ts';
import { metering } from './schema.ts';

/** One occupancy × one medium: what a right is about. */
export const series = metering.table(
	'series',
	{
		id: key(),
		occupancy_id: integer().notNull(),
		apartment_id: integer().notNull(),
		medium: text().notNull()
	},
	(t) => [
		foreignKey({
			name: 'series_apartment_is_occupancys',
			columns: [t.occupancy_id, t.apartment_id],
			foreignColumns: [occupancy.id, occupancy.apartment_id]
		}),
		unique('series_occupancy_medium').on(t.occupancy_id, t.medium),
		check('series_medium', isMediumSql(t.medium))
	]
);
