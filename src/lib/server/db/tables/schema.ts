import { pgSchema } from 'drizzle-orm/pg-core';

/** Who lives where, and what it costs. */
export const housing = pgSchema('housing');
/** Meters and what they said. */
export const metering = pgSchema('metering');
/** Sign-in. */
export const account = pgSchema('account');
/** Home nodes and their pairing. */
export const node = pgSchema('node');
