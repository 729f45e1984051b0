import { date, integer, primaryKey, smallint } from 'drizzle-orm/pg-core';
import { metering } from './schema.ts';

/**
 * The readings of one meter on one civil day, as they came. Arrays of one length, in time order. Partitioned by month.
 * No foreign keys here or in the other packs: the only writer takes the numbers from `series` and `meter`, and a row
 * that names no series is readable by nobody.
 */
export const readingPack = metering.table(
	'reading_pack',
	{
		apartment_id: integer().notNull(),
		series_id: integer().notNull(),
		meter_id: integer().notNull(),
		day: date({ mode: 'string' }).notNull(),
		/** Seconds since the civil day's first instant. */
		at: integer().array().notNull(),
		registers: integer().array().notNull(),
		/** NULL when all are 0. */
		flags: smallint().array(),
		/** source.id of each reading. */
		sources: integer().array().notNull()
	},
	(t) => [primaryKey({ columns: [t.apartment_id, t.series_id, t.meter_id, t.day] })]
);
