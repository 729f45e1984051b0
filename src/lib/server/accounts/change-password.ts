import type { Pool } from '#lib/server/db/connection.ts';
import { callAsSignin } from '#lib/server/db/session.ts';
import { passwordFault, type PasswordFault } from './password-rule.ts';
import { hashPassword, verifyPassword } from './password.ts';

/** Tries of the own password in a quarter of an hour, whatever for and from wherever. */
const ATTEMPTS = 10;

/** `wrong`: not the present password. `no_password`: the company's provider signs this member of staff in. */
export type PasswordCheck =
	| {
			readonly kind: 'right';
			/** What it was compared with. */
			readonly hash: string;
			/** What others know of its owner. */
			readonly own: readonly string[];
			readonly demo: boolean;
	  }
	| { readonly kind: 'wrong' }
	| { readonly kind: 'no_password' }
	| { readonly kind: 'no_session' }
	| { readonly kind: 'too_many'; readonly retryAfterS: number };

interface CheckRow {
	password_hash: string | null;
	email: string;
	name: string | null;
	is_demo: boolean;
	allowed: boolean;
	retry_after_s: number;
}

/** Asks whoever presents the session for their password again. Attempts are counted for the account. */
export async function checkPassword(pool: Pool, token: string, password: string): Promise<PasswordCheck> {
	const [row] = await callAsSignin<CheckRow>(
		pool,
		`select w.password_hash, w.email, w.name, w.is_demo, a.allowed, ceil(extract(epoch from a.retry_after))::int as retry_after_s
			from account.password_of_session($1) w
			cross join lateral account.take_attempt('password ' || w.account_id, ${ATTEMPTS}, interval '15 minutes') a`,
		[token]
	);
	if (row === undefined) return { kind: 'no_session' };
	if (!row.allowed) return { kind: 'too_many', retryAfterS: Math.max(1, row.retry_after_s) };
	const { password_hash: hash, email, name, is_demo: demo } = row;
	if (hash === null) return { kind: 'no_password' };
	if (!(await verifyPassword(hash, password))) return { kind: 'wrong' };
	return { kind: 'right', hash, own: name === null ? [email] : [email, name], demo };
}

/** Whether a session's account has a password here, and whether it is one of the demo's; null: nobody is signed in. */
export async function readPasswordState(
	pool: Pool,
	token: string
): Promise<{ hasPassword: boolean; demo: boolean } | null> {
	const [row] = await callAsSignin<{ has_password: boolean; is_demo: boolean }>(
		pool,
		'select password_hash is not null as has_password, is_demo from account.password_of_session($1)',
		[token]
	);
	return row === undefined ? null : { hasPassword: row.has_password, demo: row.is_demo };
}

/** `demo`: a demo account keeps its password. `same`: it is the present one. */
export type PasswordChange =
	| { readonly kind: 'changed' }
	| { readonly kind: PasswordFault | 'same' | 'demo' }
	| Exclude<PasswordCheck, { readonly kind: 'right' }>;

interface Change {
	readonly present: string;
	readonly next: string;
	/** Take the access tokens away too. */
	readonly tokensToo: boolean;
}

/** Changes the password of whoever presents the session; all other sessions of the account end. */
export async function changePassword(
	pool: Pool,
	token: string,
	{ present, next, tokensToo }: Change
): Promise<PasswordChange> {
	const check = await checkPassword(pool, token, present);
	if (check.kind !== 'right') return check;
	if (check.demo) return { kind: 'demo' };
	const fault = passwordFault(next, check.own);
	if (fault !== null) return { kind: fault };
	if (await verifyPassword(check.hash, next)) return { kind: 'same' };
	const [row] = await callAsSignin<{ ended: number | null }>(
		pool,
		'select account.change_password($1, $2, $3, $4::boolean) as ended',
		[token, check.hash, await hashPassword(next), tokensToo]
	);
	return { kind: row?.ended == null ? 'wrong' : 'changed' };
}
