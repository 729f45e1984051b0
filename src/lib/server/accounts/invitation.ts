import { createHash } from 'node:crypto';
import { makeCode, readCode, shownCode } from './pairing-code.ts';
import { randomWord, WORD_LENGTH } from './random-word.ts';

/**
 * What an invited person needs: the word in the link, which travels by mail, and the code, which is told apart. Neither
 * is worth anything alone; the database keeps the SHA-256 of both together.
 */
export interface Invitation {
	readonly word: string;
	/** As told: `K7MQ-4XTD`. */
	readonly code: string;
	/** Hex. */
	readonly hash: string;
}

const hashOf = (word: string, plain: string): string =>
	createHash('sha256').update(`${word}.${plain}`).digest('hex');

/** A new invitation: 120 bits of chance in the link, 40 in the code. */
export function makeInvitation(): Invitation {
	const word = randomWord();
	const plain = makeCode();
	return { word, code: shownCode(plain), hash: hashOf(word, plain) };
}

/** The hash of a link's word and a code as somebody typed it; null when it can be no code or no link of ours. */
export function readInvitation(word: string, typed: string): string | null {
	const plain = readCode(typed);
	if (plain === null || word.length !== WORD_LENGTH || !/^[a-z2-9]+$/.test(word)) return null;
	return hashOf(word, plain);
}
