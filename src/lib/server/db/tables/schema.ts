import { pgSchema } from 'drizzle-orm/pg-core';

/** Who lives where, and what it costs. */
export const housing = pgSchema('housing');
/** Meters and what they said. */
export const metering = pgSchema('metering');
/** Sign-in. */
export const account = pgSchema('account');
/** Home nodes and their pairing. */
export const node = pgSchema('node');
/** Who has agreed to what, and who may look in for whom. */
export const consent = pgSchema('consent');
/** Who of the company's staff may do what, and with which homes at the moment. */
export const staff = pgSchema('staff');
/** Who has looked, and what happened. */
export const audit = pgSchema('audit');
