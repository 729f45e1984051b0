import type { Pool } from '../db/connection.ts';
import { callAsSession } from '../db/session.ts';

/**
 * Confirms or declines what staff typed in from paper. What counts is the text on the paper, so its version and hash stay.
 * @returns false: nothing waits under this id
 */
export async function confirmPaper(
	pool: Pool,
	token: string,
	{ record, isYes }: { readonly record: string; readonly isYes: boolean }
): Promise<boolean> {
	const [row] = await callAsSession<{ answer: string }>(
		pool,
		token,
		'select consent.confirm($1::uuid, $2::boolean) as answer',
		[record, isYes]
	);
	return row?.answer === 'done';
}
