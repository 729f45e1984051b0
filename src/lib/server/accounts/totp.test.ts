import { describe, expect, it } from 'vitest';
import { openSealed, seal } from './sealed-secret.ts';
import { base32, stepOfCode, totpCode } from './totp.ts';

/** RFC 6238, appendix B (its eight digits' last six). */
const SECRET = Buffer.from('12345678901234567890');

describe('the second factor', () => {
	it.each([
		[59, '287082'],
		[1_111_111_109, '081804'],
		[1_234_567_890, '005924'],
		[20_000_000_000, '353130']
	])('at %i s the code is %s, as the standard says', (at, code) => {
		expect(totpCode(SECRET, Math.floor(at / 30))).toBe(code);
	});

	it('a code counts once, half a minute early or late, and no longer', () => {
		const now = 1_234_567_890;
		const step = Math.floor(now / 30);
		expect(stepOfCode(SECRET, '005924', 0, now)).toBe(step);
		expect(stepOfCode(SECRET, '005924', 0, now + 30)).toBe(step);
		expect(stepOfCode(SECRET, '005924', 0, now + 90)).toBe(null);
		expect(stepOfCode(SECRET, '005924', step, now)).toBe(null);
		for (const text of ['', '00592', '0059244', 'abcdef', '００５９２４']) {
			expect(stepOfCode(SECRET, text, 0, now)).toBe(null);
		}
	});

	it('a secret is written as apps read it', () => {
		expect(base32(Buffer.from('foobar'))).toBe('MZXW6YTBOI');
		expect(base32(Buffer.from('f'))).toBe('MY');
	});

	it('what is sealed opens with its key alone, and not when touched', () => {
		const sealed = seal('a key', SECRET);
		expect(openSealed('a key', sealed)).toEqual(SECRET);
		expect(seal('a key', SECRET)).not.toEqual(sealed);
		expect(openSealed('another', sealed)).toBe(null);
		expect(openSealed('a key', sealed.subarray(0, 20))).toBe(null);
		expect(openSealed('a key', Buffer.concat([sealed.subarray(0, -1), Buffer.from([1])]))).toBe(null);
	});
});
