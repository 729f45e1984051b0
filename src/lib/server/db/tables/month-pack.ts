import { date, primaryKey } from 'drizzle-orm/pg-core';
import { cells, packed } from './packed.ts';
import { metering } from './schema.ts';

/** The months of one meter in a civil year, named by 1 January. Slot: month - 1. Partitioned by ten years. */
export const monthPack = metering.table(
	'month_pack',
	{ ...packed(), year: date({ mode: 'string' }).notNull(), ...cells() },
	(t) => [primaryKey({ columns: [t.apartment_id, t.series_id, t.meter_id, t.year] })]
);
