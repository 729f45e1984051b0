import type { Pool } from '#lib/server/db/connection.ts';
import { callAsSignin } from '#lib/server/db/session.ts';
import { randomBytes } from 'node:crypto';
import { DEMO_SECRET_KEY, openSealed, seal } from './sealed-secret.ts';
import { stepOfCode } from './totp.ts';

/** Where a member of staff stands: `none`: no secret yet; `chosen`: one that no code has confirmed. */
export type SecondFactor =
	{ readonly kind: 'no_staff' } | { readonly kind: 'none' | 'chosen' | 'asked' | 'passed' };

interface StateRow {
	secret: Uint8Array | null;
	is_confirmed: boolean;
	last_step: number;
	is_demo: boolean;
	passed: Date | null;
}

/** Hours for which a code counts (the database says the same). */
const PASSED_H = 12;
const ATTEMPTS = 10;

async function stateOf(pool: Pool, token: string): Promise<StateRow | undefined> {
	const [row] = await callAsSignin<StateRow>(pool, 'select * from account.second_factor_state($1)', [token]);
	return row;
}

/** Whether whoever presents the token still owes a code. @param now UTC seconds */
export async function readSecondFactor(pool: Pool, token: string, now: number): Promise<SecondFactor> {
	const state = await stateOf(pool, token);
	if (state === undefined) return { kind: 'no_staff' };
	// First of all: the company's provider may have asked for it, and then there is no secret here.
	if (state.passed !== null && state.passed.getTime() / 1000 > now - PASSED_H * 3600)
		return { kind: 'passed' };
	if (state.secret === null) return { kind: 'none' };
	return { kind: state.is_confirmed ? 'asked' : 'chosen' };
}

/**
 * Chooses a new secret for whoever has confirmed none, and returns it to be shown once; null: there is one already, or
 * the token is no staff's. @param key HEMVY_SECRET_KEY
 */
export async function chooseSecret(pool: Pool, token: string, key: string): Promise<Buffer | null> {
	const state = await stateOf(pool, token);
	if (state === undefined || state.is_confirmed) return null;
	const secret = randomBytes(20);
	const sealed = seal(state.is_demo ? DEMO_SECRET_KEY : key, secret).toString('hex');
	const [row] = await callAsSignin<{ done: boolean }>(
		pool,
		`select account.enrol_second_factor($1, decode($2, 'hex')) as done`,
		[token, sealed]
	);
	return row?.done === true ? secret : null;
}

/** Takes a code: `passed`, `refused` (wrong, old, used already, or nothing to compare with), `too_many` attempts. */
export async function passSecondFactor(
	pool: Pool,
	token: string,
	{ code, key, now }: { readonly code: string; readonly key: string; readonly now: number }
): Promise<'passed' | 'refused' | 'too_many'> {
	const attempts = `second factor ${token.slice(0, token.indexOf('.'))}`;
	const [attempt] = await callAsSignin<{ allowed: boolean }>(
		pool,
		`select allowed from account.take_attempt($1, ${ATTEMPTS}, interval '15 minutes')`,
		[attempts]
	);
	if (attempt?.allowed !== true) return 'too_many';
	const state = await stateOf(pool, token);
	if (state?.secret == null) return 'refused';
	const secret = openSealed(state.is_demo ? DEMO_SECRET_KEY : key, state.secret);
	const step = secret && stepOfCode(secret, code, state.last_step, now);
	if (step === null) return 'refused';
	const [row] = await callAsSignin<{ done: boolean }>(
		pool,
		'select account.pass_second_factor($1, $2::bigint) as done',
		[token, step]
	);
	return row?.done === true ? 'passed' : 'refused';
}
