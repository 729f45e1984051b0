import { sql } from 'drizzle-orm';
import { customType, integer, timestamp, uuid } from 'drizzle-orm/pg-core';

/** Half-open interval of instants as PostgreSQL writes it: `["2026-01-01 11:00:00+00",)`. */
export const instantRange = customType<{ data: string }>({ dataType: () => 'tstzrange' });

/** Raw bytes. */
export const bytes = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });

/** An instant, with time zone. */
export const instant = () => timestamp({ withTimezone: true, mode: 'date' });

/** The number that rows of other tables name; never shown outside. */
export const key = () => integer().primaryKey().generatedAlwaysAsIdentity();

/** The name seen outside: random, says nothing. */
export const publicId = () =>
	uuid()
		.notNull()
		.unique()
		.default(sql`gen_random_uuid()`);

/** Whose home a row is about. A trigger writes it from the home, which never changes companies: nobody else says it. */
export const companyOfHome = () => integer().notNull();

/** Half-open span of civil days as PostgreSQL writes it: `[2026-01-01,2026-02-01)`. */
export const daySpan = customType<{ data: string }>({ dataType: () => 'daterange' });

/** The number of a transaction. */
export const transactionId = customType<{ data: string }>({ dataType: () => 'xid8' });
