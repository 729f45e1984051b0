import { getRandomValues } from 'node:crypto';

/** 32 letters and digits that nobody mixes up: no l, o, 0, 1. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Characters in a word: 24 × 5 bits = 120 bits of chance. */
export const WORD_LENGTH = 24;

/** A word that nobody can guess, for session ids and secrets, as in Lucia's reference design. */
export function randomWord(): string {
	const bytes = getRandomValues(new Uint8Array(WORD_LENGTH));
	// Five bits of each byte: 32 divides 256, so every character is as likely as any other.
	return Array.from(bytes, (byte) => ALPHABET.charAt(byte >> 3)).join('');
}
