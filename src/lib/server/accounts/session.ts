import type { Language } from '#lib/i18n/formats.ts';
import type { WaterUnit } from '#lib/i18n/water.ts';
import type { Pool } from '#lib/server/db/connection.ts';
import { callAsSignin } from '#lib/server/db/session.ts';
import { waterUnitOf } from './preferences.ts';
import { makeSessionToken, SESSION_IDLE_S } from './session-token.ts';

/** Who has signed in. A member of staff is no person here: staff have no home of their own on this way in. */
export interface Viewer {
	readonly person: { readonly name: string } | null;
	readonly kind: 'tenant' | 'staff';
	readonly demo: boolean;
	/** When the session is over unless it is used before. */
	readonly expires: Date;
	/** As chosen for every device; null: as the device says. */
	readonly language: Language | null;
	readonly water: WaterUnit;
}

interface StateRow {
	person_name: string | null;
	kind: 'tenant' | 'staff';
	expires: Date;
	is_demo: boolean;
	language: Language | null;
	water_unit: string | null;
}

/** Opens a session and returns its token, the only copy there is of the secret. @param device in words, see device.ts */
export async function openSession(
	pool: Pool,
	accountId: number,
	{ now, device }: { readonly now: number; readonly device: string | null }
): Promise<{ token: string; expires: Date }> {
	const { token, id, secretHash } = makeSessionToken();
	const expires = new Date((now + SESSION_IDLE_S) * 1000);
	await callAsSignin(
		pool,
		`select account.open_session($1, decode($2, 'hex'), $3::int, $4::timestamptz, $5)`,
		[id, secretHash.toString('hex'), accountId, expires.toISOString(), device]
	);
	return { token, expires };
}

/**
 * Who presents a token, or null when it is worth nothing. Moves the session's end on when half of it is over.
 * The database compares the secret, by its SHA-256; so a page and a reading ask the same judge.
 */
export async function readSession(pool: Pool, token: string): Promise<Viewer | null> {
	const [row] = await callAsSignin<StateRow>(pool, 'select * from account.session_state($1)', [token]);
	if (row === undefined) return null;
	const { person_name: name, kind, expires, is_demo: demo, language } = row;
	const water = waterUnitOf(row.water_unit);
	return { person: name === null ? null : { name }, kind, expires, demo, language, water };
}

/**
 * Ends the session of a token; a token that is worth nothing changes nothing.
 * @returns whether the company's provider had opened it
 */
export async function closeSession(pool: Pool, token: string): Promise<boolean> {
	const [row] = await callAsSignin<{ by_provider: boolean }>(
		pool,
		'select account.close_session($1) as by_provider',
		[token]
	);
	return row?.by_provider === true;
}

/** Programs that only read have their session looked at this often, in seconds, so that it does not run out in use. */
const KEEP_EVERY_S = 6 * 3600;
const KEPT_MOST = 10_000;
const kept = new Map<string, number>();

/**
 * Keeps a session that is used by reading alone. A reading presents its token to the database by itself, without
 * a round trip more; so this is asked for aside, a few times a day. What is remembered here may be lost.
 */
export async function keepSession(pool: Pool, token: string, now: number): Promise<void> {
	const id = token.slice(0, token.indexOf('.'));
	if (now - (kept.get(id) ?? 0) < KEEP_EVERY_S) return;
	if (kept.size >= KEPT_MOST) kept.clear();
	kept.set(id, now);
	await readSession(pool, token);
}
