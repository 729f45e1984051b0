import { isWaterUnit, type WaterUnit } from '#lib/i18n/water.ts';
import type { Language } from '#lib/i18n/formats.ts';
import type { Pool } from '#lib/server/db/connection.ts';
import { callAsSession } from '#lib/server/db/session.ts';

/** The unit as it is stored; null: as the amount fits. */
export const waterUnitOf = (stored: string | null): WaterUnit =>
	stored !== null && isWaterUnit(stored) ? stored : 'fitting';

/** Keeps the language with the account, for every device. Whoever is not signed in has none to keep it with. */
export async function chooseLanguage(pool: Pool, token: string, language: Language): Promise<void> {
	await callAsSession(pool, token, `select account.choose_preference('language', $1)`, [language]);
}

/** Keeps the unit of water with the account. */
export async function chooseWaterUnit(pool: Pool, token: string, unit: WaterUnit): Promise<void> {
	const stored = unit === 'fitting' ? null : unit;
	await callAsSession(pool, token, `select account.choose_preference('water_unit', $1)`, [stored]);
}
