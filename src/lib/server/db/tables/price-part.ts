import { sql } from 'drizzle-orm';
import { check, date, integer, primaryKey, smallint } from 'drizzle-orm/pg-core';
import { instant } from './column.ts';
import { metering } from './schema.ts';

/**
 * A month of one meter in a series, cut where the medium's price changes, so that it can be priced without its days and
 * hours: a row a part, only of months in which a price does change. Registers as in a pack: the part amounts to
 * to_register − from_register + step.
 */
export const pricePart = metering.table(
	'price_part',
	{
		apartment_id: integer().notNull(),
		series_id: integer().notNull(),
		meter_id: integer().notNull(),
		/** First civil day of the month. */
		month: date({ mode: 'string' }).notNull(),
		start_at: instant().notNull(),
		end_at: instant().notNull(),
		from_register: integer().notNull(),
		to_register: integer().notNull(),
		step: integer().notNull(),
		flags: smallint().notNull()
	},
	(t) => [
		primaryKey({ columns: [t.apartment_id, t.series_id, t.meter_id, t.month, t.start_at] }),
		check('price_part_month', sql`${t.month} = date_trunc('month', ${t.month}::timestamp)::date`),
		check('price_part_span', sql`${t.start_at} < ${t.end_at}`),
		check('price_part_amount', sql`${t.to_register} - ${t.from_register} + ${t.step} >= 0`)
	]
);
