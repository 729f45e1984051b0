import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { ACCESS_TOKEN_PREFIX } from '#lib/server/db/session.ts';
import { randomWord } from './random-word.ts';

/*
 * Personal access tokens: `hemvy_` and 31 letters and digits, 120 bits of chance and a check of them. The beginning lets
 * those who search code and logs for secrets find one, the check lets them be sure without asking us:
 * /\bhemvy_[a-z2-9]{31}\b/.
 */

const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const CHECK_LENGTH = 7;
const SHAPE = new RegExp(`^${ACCESS_TOKEN_PREFIX}([${ALPHABET}]{24})([${ALPHABET}]{${CHECK_LENGTH}})$`);

/** A token, the only copy there is, and what the database is to keep of it. */
export interface AccessToken {
	readonly token: string;
	/** SHA-256 of the whole token, hex. */
	readonly hash: string;
}

/** The check of a token's chance: its CRC-32 in base 32. */
function checkOf(word: string): string {
	let rest = crc32(word);
	let check = '';
	while (check.length < CHECK_LENGTH) {
		check = ALPHABET.charAt(rest % 32) + check;
		rest = Math.floor(rest / 32);
	}
	return check;
}

export const hashOfAccessToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** A new token. */
export function makeAccessToken(): AccessToken {
	const word = randomWord();
	const token = ACCESS_TOKEN_PREFIX + word + checkOf(word);
	return { token, hash: hashOfAccessToken(token) };
}

/** Whether a text can be a token of ours at all; anything else never reaches the database. */
export function isAccessToken(text: string): boolean {
	const [, word, check] = SHAPE.exec(text) ?? [];
	return word !== undefined && check === checkOf(word);
}

/** The token of an `Authorization: Bearer …` (RFC 6750), null when it says something else; undefined: no such header. */
export function readBearer(authorization: string | null): string | null | undefined {
	const [, token] = /^bearer +(\S*) *$/i.exec(authorization ?? '') ?? [];
	if (token === undefined) return /^bearer\b/i.test(authorization ?? '') ? null : undefined;
	return isAccessToken(token) ? token : null;
}
