import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, text } from 'drizzle-orm/pg-core';
import { MEDIA } from '../../../energy/medium.ts';
import { account } from './account.ts';
import { bytes, instant, key, publicId } from './column.ts';
import { account as schema } from './schema.ts';

/**
 * What lets a program read a person's own homes without their password: never more than the person may at that moment,
 * and of that no more than is ticked here. Taken away, it is a row less.
 */
export const accessToken = schema.table(
	'access_token',
	{
		id: key(),
		public_id: publicId(),
		account_id: integer()
			.notNull()
			.references(() => account.id, { onDelete: 'cascade' }),
		/** What its owner calls it. */
		name: text().notNull(),
		/** SHA-256 of the token, of which there is no other copy here. */
		secret_hash: bytes().notNull().unique(),
		/** Occupancies: it ends with each, by itself. */
		homes: integer().array().notNull(),
		media: text().array().notNull(),
		resolutions: text().array().notNull(),
		created: instant()
			.notNull()
			.default(sql`statement_timestamp()`),
		expires: instant().notNull(),
		/** Null: never. */
		last_used: instant(),
		/** Questions that were answered. */
		uses: bigint({ mode: 'number' }).notNull().default(0)
	},
	(t) => [
		index('access_token_account').on(t.account_id),
		check('access_token_name', sql`length(${t.name}) between 1 and 60`),
		check('access_token_hash', sql`octet_length(${t.secret_hash}) = 32`),
		check('access_token_homes', sql`cardinality(${t.homes}) > 0`),
		check(
			'access_token_media',
			sql`cardinality(${t.media}) > 0 and ${t.media} <@ array[${sql.raw(MEDIA.map((medium) => `'${medium}'`).join(', '))}]`
		),
		check(
			'access_token_resolutions',
			sql`cardinality(${t.resolutions}) > 0 and ${t.resolutions} <@ array['month', 'day', 'hour']`
		),
		check(
			'access_token_expires',
			sql`${t.expires} > ${t.created} and ${t.expires} <= ${t.created} + interval '12 months'`
		)
	]
);
