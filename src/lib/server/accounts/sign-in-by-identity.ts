import type { Pool } from '#lib/server/db/connection.ts';
import { callAsSignin } from '#lib/server/db/session.ts';
import type { ProvenIdentity } from './provider.ts';
import { makeSessionToken } from './session-token.ts';
import { ADDRESS_ATTEMPTS, WINDOW } from './sign-in.ts';

/** `refused` is one answer for every reason; the reason is for the log. */
export type IdentityAnswer =
	| { readonly kind: 'signed_in'; readonly token: string; readonly expires: Date }
	| { readonly kind: 'refused'; readonly reason: string }
	| { readonly kind: 'too_many'; readonly retryAfterS: number };

interface AttemptRow {
	allowed: boolean;
	retry_after_s: number;
}

interface AnswerRow {
	outcome: string;
	retry_after_s: number | null;
	ends: Date | null;
}

/** Counts an attempt from an address, together with those by password; how long to wait, or null to go on. */
export async function countAttempt(pool: Pool, address: string): Promise<number | null> {
	const [row] = await callAsSignin<AttemptRow>(
		pool,
		`select allowed, ceil(extract(epoch from retry_after))::int as retry_after_s
			from account.take_attempt($1, ${ADDRESS_ATTEMPTS}, interval '${WINDOW}')`,
		[`address ${address}`]
	);
	return row?.allowed === true ? null : Math.max(1, row?.retry_after_s ?? 1);
}

/** Whether this is the first time that the provider's answer to a sign-in is brought; from now on it is not. */
export async function isFirstUse(pool: Pool, state: string): Promise<boolean> {
	const [row] = await callAsSignin<AttemptRow>(
		pool,
		`select allowed from account.take_attempt($1, 1, interval '1 hour')`,
		[`login ${state}`]
	);
	return row?.allowed === true;
}

/** Signs in whom the provider vouches for. Whose account it is, the database decides. @param company its name or id */
export async function signInByIdentity(
	pool: Pool,
	identity: ProvenIdentity,
	company: string
): Promise<IdentityAnswer> {
	const { issuer, subject, email, isVerified, hasFactors } = identity;
	const { token, id, secretHash } = makeSessionToken();
	const [row] = await callAsSignin<AnswerRow>(
		pool,
		`select * from account.sign_in_by_identity($1, $2, $3, $4::boolean, $5, $6::boolean, $7, decode($8, 'hex'))`,
		[issuer, subject, email, isVerified, company, hasFactors, id, secretHash.toString('hex')]
	);
	if (row?.outcome === 'too_many')
		return { kind: 'too_many', retryAfterS: Math.max(1, row.retry_after_s ?? 1) };
	if (row?.outcome !== 'signed_in' || row.ends === null)
		return { kind: 'refused', reason: row?.outcome ?? 'no_answer' };
	return { kind: 'signed_in', token, expires: row.ends };
}
