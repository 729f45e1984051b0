import type { Pool } from '#lib/server/db/connection.ts';
import { callAsSignin } from '#lib/server/db/session.ts';
import { deviceWords } from './device.ts';
import type { Place } from './own-sessions.ts';
import { hashPassword } from './password.ts';
import { openSession } from './session.ts';
import { WINDOW, type SignInAnswer } from './sign-in.ts';

/** Per address: a code has 40 bits of chance, its link 120 more. */
const ATTEMPTS = 20;

interface Row {
	allowed: boolean;
	retry_after_s: number;
}

/**
 * A sign-in for somebody who was invited and has none, by the invitation's link and code. `refused`: a wrong or used code,
 * or an address that signs in already, all alike.
 */
export async function openInvited(
	pool: Pool,
	invited: {
		readonly name: string;
		readonly email: string;
		readonly password: string;
		/** SHA-256 of link and code, hex. */
		readonly codeHash: string;
		/** UTC seconds. */
		readonly now: number;
	} & Place
): Promise<SignInAnswer> {
	const [attempt] = await callAsSignin<Row>(
		pool,
		`select allowed, ceil(extract(epoch from retry_after))::int as retry_after_s
			from account.take_attempt($1, ${ATTEMPTS}, interval '${WINDOW}')`,
		[`invited ${invited.address}`]
	);
	if (attempt?.allowed !== true)
		return { kind: 'too_many', retryAfterS: Math.max(1, attempt?.retry_after_s ?? 1) };
	// hashed whatever the code, so that the time taken tells nothing of it
	const passwordHash = await hashPassword(invited.password);
	const [opened] = await callAsSignin<{ outcome: string; account_id: number | null }>(
		pool,
		`select outcome, account_id from account.open_invited(decode($1, 'hex'), $2, $3, $4)`,
		[invited.codeHash, invited.email, passwordHash, invited.name]
	);
	if (opened?.outcome !== 'opened' || opened.account_id === null) return { kind: 'refused' };
	const session = await openSession(pool, opened.account_id, {
		now: invited.now,
		device: deviceWords(invited.userAgent)
	});
	return { kind: 'signed_in', ...session };
}
