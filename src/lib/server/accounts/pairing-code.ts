import { createHash, getRandomValues } from 'node:crypto';

/** Crockford's base 32: no I, L, O or U. Source: https://www.crockford.com/base32.html */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;

/** A code for somebody to read off a display and type, and what the database is to keep of it. */
export interface PairingCode {
	/** As shown: `K7MQ-4XTD`. 40 bits of chance, good for a quarter of an hour and ten attempts a person. */
	readonly code: string;
	/** SHA-256 of the code without its hyphen, hex. */
	readonly hash: string;
}

const hashOf = (plain: string): string => createHash('sha256').update(plain).digest('hex');

/** A new code. */
export function makePairingCode(): PairingCode {
	const plain = makeCode();
	return { code: shownCode(plain), hash: hashOf(plain) };
}

/** Eight characters of chance, as they are hashed. */
export function makeCode(): string {
	const bytes = getRandomValues(new Uint8Array(LENGTH));
	// Five bits of each byte: 32 divides 256, so every character is as likely as any other.
	return Array.from(bytes, (byte) => ALPHABET.charAt(byte >> 3)).join('');
}

/** `K7MQ-4XTD` of `K7MQ4XTD`. */
export function shownCode(plain: string): string {
	return `${plain.slice(0, 4)}-${plain.slice(4)}`;
}

/**
 * The hash of a code as somebody typed it, or null when it can be none. Small letters, spaces and hyphens do not
 * matter; O is read as 0, I and L as 1.
 */
export function readPairingCode(typed: string): string | null {
	const plain = readCode(typed);
	return plain === null ? null : hashOf(plain);
}

/** A typed code as it is hashed, or null when it can be none. */
export function readCode(typed: string): string | null {
	const plain = typed
		.normalize('NFKC')
		.toUpperCase()
		.replace(/[\s\p{Pd}]/gu, '')
		.replaceAll('O', '0')
		.replace(/[IL]/g, '1');
	return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(plain) ? plain : null;
}
