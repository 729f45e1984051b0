import { encode } from 'uqr';
import type { Pool } from '#lib/server/db/connection.ts';
import { callAsSignin } from '#lib/server/db/session.ts';
import { DEMO_SECRET_KEY, openSealed } from './sealed-secret.ts';
import { base32, totpUri } from './totp.ts';

/** What a member of staff takes into an authenticator app. */
export interface Enrolment {
	/** To be typed: base32 in groups of four. */
	readonly secret: string;
	/** To be opened on the device itself. */
	readonly uri: string;
	/** To be pointed at: dark modules of a QR code as a path of squares, in a square of `size`. */
	readonly qr: { readonly size: number; readonly path: string };
}

/** `no_key`: this installation has no key to seal secrets with. */
export type EnrolmentAnswer = Enrolment | 'no_key' | null;

interface StateRow {
	secret: Uint8Array | null;
	is_confirmed: boolean;
	is_demo: boolean;
}

/**
 * The secret that whoever presents the token has chosen and not confirmed yet, to be shown until a code of it was right;
 * null: none chosen, one confirmed, or no staff. @param key HEMVY_SECRET_KEY @param account what apps show beside the name
 */
export async function readEnrolment(
	pool: Pool,
	token: string,
	key: string | null,
	account: string
): Promise<EnrolmentAnswer> {
	const [state] = await callAsSignin<StateRow>(pool, 'select * from account.second_factor_state($1)', [
		token
	]);
	if (state === undefined || state.is_confirmed) return null;
	const word = state.is_demo ? DEMO_SECRET_KEY : key;
	if (word === null) return 'no_key';
	const secret = state.secret && openSealed(word, state.secret);
	if (secret === null) return null;
	const uri = totpUri(secret, account);
	return { secret: base32(secret).replace(/.{4}(?=.)/g, '$& '), uri, qr: qrCode(uri) };
}

/** A text as a QR code with the quiet zone that readers need (ISO/IEC 18004: four modules). */
export function qrCode(text: string): Enrolment['qr'] {
	const { size, data } = encode(text, { border: 4, ecc: 'M' });
	const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
	return { size, path };
}
