import { text } from 'drizzle-orm/pg-core';
import { key, publicId } from './column.ts';
import { housing } from './schema.ts';

export const person = housing.table('person', {
	id: key(),
	public_id: publicId(),
	display_name: text().notNull()
});
