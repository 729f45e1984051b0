import { consentText } from '#lib/privacy/consent-text.ts';
import type { ConsentLanguage } from '#lib/privacy/consent-texts.ts';
import type { Pool } from '../db/connection.ts';
import { callAsSession } from '../db/session.ts';

/**
 * Hides a home's hours from everybody, or takes the own objection back; holders and other adults of the household may.
 * @returns false: not a home of theirs
 */
export async function hideHours(
	pool: Pool,
	token: string,
	wish: { readonly home: string; readonly isHidden: boolean; readonly language: ConsentLanguage }
): Promise<boolean> {
	const { version, hash } = consentText('hide_hours', wish.language);
	const [row] = await callAsSession<{ answer: string }>(
		pool,
		token,
		`select consent.hide_hours($1::uuid, $2::boolean, $3::int, decode($4, 'hex'), $5) as answer`,
		[wish.home, wish.isHidden, version, hash, wish.language]
	);
	return row?.answer === 'done';
}
