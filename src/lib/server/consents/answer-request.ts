import { consentText } from '#lib/privacy/consent-text.ts';
import type { ConsentLanguage } from '#lib/privacy/consent-texts.ts';
import type { Pool } from '../db/connection.ts';
import { callAsSession } from '../db/session.ts';

/**
 * Says yes or no to what staff ask; a no after a yes takes it back.
 * @returns false: there is no such request to answer (any more)
 */
export async function answerRequest(
	pool: Pool,
	token: string,
	answer: { readonly request: string; readonly isYes: boolean; readonly language: ConsentLanguage }
): Promise<boolean> {
	const { version, hash } = consentText('case', answer.language);
	const [row] = await callAsSession<{ answer: string }>(
		pool,
		token,
		`select consent.answer($1::uuid, $2::boolean, $3::int, decode($4, 'hex'), $5) as answer`,
		[answer.request, answer.isYes, version, hash, answer.language]
	);
	return row?.answer === 'done';
}
