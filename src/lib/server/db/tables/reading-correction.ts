import { bigint, index, integer } from 'drizzle-orm/pg-core';
import { instant } from './column.ts';
import { metering } from './schema.ts';

/** A register that was replaced by another for the same instant; the old one is kept here. */
export const readingCorrection = metering.table(
	'reading_correction',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		apartment_id: integer().notNull(),
		series_id: integer().notNull(),
		meter_id: integer().notNull(),
		at: instant().notNull(),
		old_register: integer().notNull(),
		new_register: integer().notNull(),
		old_source: integer().notNull(),
		new_source: integer().notNull(),
		replaced: instant().notNull().defaultNow()
	},
	(t) => [index('reading_correction_place').on(t.apartment_id, t.series_id, t.meter_id, t.at)]
);
