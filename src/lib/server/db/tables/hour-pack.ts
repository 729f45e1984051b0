import { date, primaryKey } from 'drizzle-orm/pg-core';
import { cells, packed } from './packed.ts';
import { metering } from './schema.ts';

/** The hours of one meter in a civil day. Slot: whole hours since civil midnight, 0..24. Partitioned by month. */
export const hourPack = metering.table(
	'hour_pack',
	{ ...packed(), day: date({ mode: 'string' }).notNull(), ...cells() },
	(t) => [primaryKey({ columns: [t.apartment_id, t.series_id, t.meter_id, t.day] })]
);
