import { bigint, check, date, integer, primaryKey, smallint } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { metering } from './schema.ts';
import { series } from './series.ts';

/**
 * What the days of a month that are no longer kept have put into it, as one cell from the month's beginning up to
 * `until`, so that the month stays exact. Counter: registers; gauge: the weighted sum and its seconds.
 */
export const monthPart = metering.table(
	'month_part',
	{
		apartment_id: integer().notNull(),
		series_id: integer().notNull(),
		meter_id: integer().notNull(),
		month: date({ mode: 'string' }).notNull(),
		/** The civil day after the last that it has a cell of. */
		until: date({ mode: 'string' }).notNull(),
		from_register: integer(),
		to_register: integer(),
		step: bigint({ mode: 'number' }),
		seconds: integer(),
		weighted: bigint({ mode: 'number' }),
		low: integer(),
		high: integer(),
		flags: smallint().notNull(),
		/** The first day that it has a cell of. */
		since: date({ mode: 'string' }).notNull()
	},
	(t) => [
		primaryKey({ columns: [t.series_id, t.meter_id, t.month] }),
		check('month_part_month', sql`${t.month} = date_trunc('month', ${t.month}::timestamp)::date`),
		check(
			'month_part_shape',
			sql`num_nulls(${t.from_register}, ${t.to_register}, ${t.step}) in (0, 3)
			and num_nulls(${t.seconds}, ${t.weighted}, ${t.low}, ${t.high}) in (0, 4)
			and (${t.step} is null) <> (${t.seconds} is null)`
		)
	]
);

/** Up to which day a series' hours and days are no longer kept: nothing from before it is taken in again. */
export const reduced = metering.table('reduced', {
	series_id: integer()
		.primaryKey()
		.references(() => series.id, { onDelete: 'cascade' }),
	/** Hours, and readings, of days before it are gone. */
	hours_before: date({ mode: 'string' }).notNull(),
	/** Days before it are gone. */
	days_before: date({ mode: 'string' }).notNull()
});
