import { boolean, text } from 'drizzle-orm/pg-core';
import { key, publicId } from './column.ts';
import { housing } from './schema.ts';

/** A housing company; its time zone says where a civil day begins. */
export const company = housing.table('company', {
	id: key(),
	public_id: publicId(),
	name: text().notNull(),
	time_zone: text().notNull().default('Europe/Stockholm'),
	is_sample: boolean().notNull().default(false)
});
