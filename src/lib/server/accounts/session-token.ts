import { createHash } from 'node:crypto';
import { randomWord } from './random-word.ts';

/**
 * What a browser holds: `<id>.<secret>`. The database keeps the id and the secret's SHA-256, so a copy of the
 * database signs nobody in, and the look-up by id tells nothing of the secret by its timing.
 * Design: Lucia, https://lucia-auth.com/sessions/basic
 */
export interface SessionToken {
	readonly token: string;
	readonly id: string;
	readonly secretHash: Buffer;
}

export const SESSION_COOKIE = 'hemvy_session';

/** Seconds without a request after which a session is over; each use within moves the end. */
export const SESSION_IDLE_S = 30 * 24 * 3600;

const SHAPE = /^[a-z2-9]{24}\.[a-z2-9]{24}$/;

/** A new token, with what the database is to keep of it. */
export function makeSessionToken(): SessionToken {
	const id = randomWord();
	const secret = randomWord();
	return { token: `${id}.${secret}`, id, secretHash: createHash('sha256').update(secret).digest() };
}

/** Whether a cookie's value can be a token at all; anything else never reaches the database. */
export function isSessionToken(text: string | undefined): text is string {
	return text !== undefined && SHAPE.test(text);
}
