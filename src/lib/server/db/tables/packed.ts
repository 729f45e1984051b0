import { integer, smallint } from 'drizzle-orm/pg-core';

/** The columns that every pack shares; `Pack` of the energy core, as stored. */
export const packed = () => ({
	apartment_id: integer().notNull(),
	series_id: integer().notNull(),
	meter_id: integer().notNull()
});

export const cells = () => ({
	/** Slot of the first cell, from 0. */
	first: smallint().notNull(),
	/** Counter: boundary registers, one more than cells. Gauge: means, one a cell. */
	packed: integer().array().notNull(),
	/** Counter: register jumps without use, one a cell; NULL when all are 0. */
	steps: integer().array(),
	/** Bits, one a cell; NULL when all are 0. */
	flags: smallint().array(),
	/** Gauge: lowest and highest value, one a cell. */
	lows: integer().array(),
	highs: integer().array()
});
