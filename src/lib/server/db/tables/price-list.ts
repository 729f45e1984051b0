import { sql } from 'drizzle-orm';
import { check, integer, numeric, text } from 'drizzle-orm/pg-core';
import { instantRange, key } from './column.ts';
import { company } from './company.ts';
import { isMediumSql } from './medium-check.ts';
import { housing } from './schema.ts';

/** What a medium costs, from when to when: SEK without VAT per m³ or kWh, and SEK a day. */
export const priceList = housing.table(
	'price_list',
	{
		id: key(),
		company_id: integer()
			.notNull()
			.references(() => company.id),
		medium: text().notNull(),
		valid: instantRange().notNull(),
		price_per_unit: numeric({ precision: 12, scale: 6 }).notNull(),
		vat: numeric({ precision: 5, scale: 4 }).notNull(),
		fixed_fee_per_day: numeric({ precision: 10, scale: 4 }).notNull().default('0')
	},
	(t) => [
		check('price_list_medium', isMediumSql(t.medium)),
		check('price_list_half_open', sql`lower_inc(${t.valid}) and not upper_inc(${t.valid})`)
	]
);
