import { sql } from 'drizzle-orm';
import { check, date, index, integer, smallint, text } from 'drizzle-orm/pg-core';
import { apartment } from './apartment.ts';
import { instant, key, publicId } from './column.ts';
import { isMediumSql } from './medium-check.ts';
import { metering } from './schema.ts';

/**
 * A meter in its place, from when it was installed until it was removed: a device that moves is a new row, and carries
 * nothing with it. One serial number is in one place at a time (an exclusion constraint, in the migration). Registers
 * are integers: `unit × 10^scale` a step (litres, Wh, 1/100 °C).
 */
export const meter = metering.table(
	'meter',
	{
		id: key(),
		public_id: publicId(),
		apartment_id: integer()
			.notNull()
			.references(() => apartment.id),
		medium: text().notNull(),
		serial: text().notNull(),
		unit: text().notNull(),
		scale: smallint().notNull(),
		/** Digits before the decimal point: the register wraps at 10^digits units. */
		digits: smallint(),
		position: text(),
		installed: instant().notNull(),
		removed: instant(),
		initial_register: integer(),
		final_register: integer(),
		/** Smallest units an hour: Q4 of a water meter, the fuse of an electricity meter. */
		max_flow_per_h: integer(),
		next_calibration: date({ mode: 'string' })
	},
	(t) => [
		index('meter_apartment').on(t.apartment_id),
		index('meter_by_serial').on(t.serial),
		check('meter_medium', isMediumSql(t.medium)),
		check('meter_unit', sql`${t.unit} in ('m3', 'kWh', 'degC')`),
		check('meter_scale', sql`${t.scale} between -9 and 9`),
		check('meter_removed_after_installed', sql`${t.removed} > ${t.installed}`)
	]
);
