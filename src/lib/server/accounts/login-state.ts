import { z } from 'zod';
import { openSealed, seal } from './sealed-secret.ts';

/** A sign-in at the provider that is under way: what the browser holds of it, sealed, until it comes back. */
export interface LoginState {
	readonly state: string;
	readonly nonce: string;
	/** PKCE (RFC 7636). */
	readonly verifier: string;
	/** A path of ours to go to afterwards. */
	readonly next: string;
	/** UTC seconds. */
	readonly begun: number;
}

/** How long a sign-in at the provider may take, seconds. */
export const LOGIN_S = 600;

const schema = z.object({
	state: z.string(),
	nonce: z.string(),
	verifier: z.string(),
	next: z.string(),
	begun: z.number()
});

const wordOf = (clientSecret: string): string => `login ${clientSecret}`;

/** For the browser's cookie; every process with the client's secret can open it, and nobody else. */
export function sealLogin(login: LoginState, clientSecret: string): string {
	return seal(wordOf(clientSecret), Buffer.from(JSON.stringify(login))).toString('base64url');
}

/** What a cookie holds; null: nothing that was sealed here, or its time is over. @param now UTC seconds */
export function openLogin(sealed: string, clientSecret: string, now: number): LoginState | null {
	const text = openSealed(wordOf(clientSecret), Buffer.from(sealed, 'base64url'));
	if (text === null) return null;
	const { success, data } = schema.safeParse(JSON.parse(text.toString()));
	return success && data.begun <= now + 60 && data.begun > now - LOGIN_S ? data : null;
}
