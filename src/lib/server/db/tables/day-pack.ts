import { date, primaryKey } from 'drizzle-orm/pg-core';
import { cells, packed } from './packed.ts';
import { metering } from './schema.ts';

/** The days of one meter in a civil month, named by its first day. Slot: day of the month - 1. Partitioned by year. */
export const dayPack = metering.table(
	'day_pack',
	{ ...packed(), month: date({ mode: 'string' }).notNull(), ...cells() },
	(t) => [primaryKey({ columns: [t.apartment_id, t.series_id, t.meter_id, t.month] })]
);
