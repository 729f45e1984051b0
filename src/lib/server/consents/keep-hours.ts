import { consentText } from '#lib/privacy/consent-text.ts';
import type { ConsentLanguage } from '#lib/privacy/consent-texts.ts';
import type { Pool } from '../db/connection.ts';
import { callAsSession, readAsSession } from '../db/session.ts';

/** For how long a home's hours are kept. */
export interface KeptHours {
	readonly months: 13 | 24;
	/** Until when that was chosen, UTC seconds; null: it is as usual. */
	readonly expires: number | null;
}

/** Of a home that goes on and in which whoever presents the token decides; null: of any other. */
export async function readKeptHours(pool: Pool, token: string, home: string): Promise<KeptHours | null> {
	const [row] = await readAsSession<KeptHours>(
		pool,
		token,
		'select months, extract(epoch from expires)::float8 as expires from consent.kept_hours($1::uuid)',
		[home]
	);
	return row ?? null;
}

/** Chooses it for the home. @returns false: not a home in which they decide, or no such choice */
export async function keepHours(
	pool: Pool,
	token: string,
	wish: { readonly home: string; readonly months: number; readonly language: ConsentLanguage }
): Promise<boolean> {
	const { version, hash } = consentText('keep_hours', wish.language);
	const [row] = await callAsSession<{ answer: string }>(
		pool,
		token,
		`select consent.keep_hours($1::uuid, $2::int, $3::int, decode($4, 'hex'), $5) as answer`,
		[wish.home, wish.months, version, hash, wish.language]
	);
	return row?.answer === 'done';
}
