import { describe, expect, it } from 'vitest';
import { makeInvitation, readInvitation } from './invitation.ts';

describe('an invitation', () => {
	it('is recognised by its link and its code together, however the code is typed', () => {
		const { word, code, hash } = makeInvitation();
		for (const typed of [code, code.toLowerCase(), code.replace('-', ' ')]) {
			expect(readInvitation(word, typed)).toBe(hash);
		}
	});

	it('is not recognised by another link or another code', () => {
		const [one, other] = [makeInvitation(), makeInvitation()];
		expect(readInvitation(one.word, other.code)).not.toBe(one.hash);
		expect(readInvitation(other.word, one.code)).not.toBe(one.hash);
	});

	it('is none where the link or the code can be none', () => {
		const { word, code } = makeInvitation();
		for (const [a, b] of [
			['', code],
			[`${word}x`, code],
			[word.toUpperCase(), code],
			[word, ''],
			[word, 'K7MQ']
		] as const) {
			expect(readInvitation(a, b)).toBe(null);
		}
	});
});
