import type { Pool } from '#lib/server/db/connection.ts';
import { callAsSignin } from '#lib/server/db/session.ts';
import { deviceWords } from './device.ts';
import { verifyPassword } from './password.ts';
import { openSession } from './session.ts';

/**
 * Attempts are counted in the database (account.take_attempt), not by rate-limiter-flexible: its table would have to
 * be open to the application, which may run functions only, and would hold e-mail addresses in plain text.
 */
export const WINDOW = '15 minutes';
/** Per e-mail and address: a person who has forgotten which password it was. */
const ACCOUNT_ATTEMPTS = 10;
/** Per address: many people behind one, or one trying many accounts. */
export const ADDRESS_ATTEMPTS = 200;

export interface SignInAttempt {
	/** Trimmed, in small letters. */
	readonly email: string;
	readonly password: string;
	/** Where the attempt comes from: an IP address. */
	readonly address: string;
	/** What it comes from says of itself (User-Agent). */
	readonly userAgent?: string | null;
	/** UTC seconds. */
	readonly now: number;
	/** Whether demo accounts may sign in. */
	readonly demo: boolean;
}

/** `refused` says no more: an unknown account, a wrong password and a closed demo account are answered alike. */
export type SignInAnswer =
	| { readonly kind: 'signed_in'; readonly token: string; readonly expires: Date }
	| { readonly kind: 'refused' }
	| { readonly kind: 'too_many'; readonly retryAfterS: number };

interface AttemptRow {
	allowed: boolean;
	retry_after_s: number;
	account_id: number | null;
	password_hash: string | null;
	is_demo: boolean | null;
}

/** Counts the attempt under both keys and finds what the password is to be compared with: one round trip. */
const ATTEMPT = `select a.allowed and b.allowed as allowed,
		ceil(extract(epoch from greatest(a.retry_after, b.retry_after)))::int as retry_after_s,
		c.account_id, c.password_hash, c.is_demo
	from account.take_attempt($1, ${ACCOUNT_ATTEMPTS}, interval '${WINDOW}') a
	cross join account.take_attempt($2, ${ADDRESS_ATTEMPTS}, interval '${WINDOW}') b
	left join account.sign_in_credentials($3) c on true`;

/** Signs somebody in. About the same work is done whether or not there is such an account. */
export async function signIn(pool: Pool, attempt: SignInAttempt): Promise<SignInAnswer> {
	const { email, password, address, userAgent = null, now, demo } = attempt;
	const key = `account ${email} ${address}`;
	const [found] = await callAsSignin<AttemptRow>(pool, ATTEMPT, [key, `address ${address}`, email]);
	if (found === undefined || !found.allowed) {
		return { kind: 'too_many', retryAfterS: Math.max(1, found?.retry_after_s ?? 1) };
	}
	const matches = await verifyPassword(found.password_hash, password);
	if (!matches || found.account_id === null || (found.is_demo === true && !demo)) return { kind: 'refused' };
	const { token, expires } = await openSession(pool, found.account_id, {
		now,
		device: deviceWords(userAgent)
	});
	await callAsSignin(pool, 'select account.forget_attempts($1)', [key]);
	return { kind: 'signed_in', token, expires };
}
