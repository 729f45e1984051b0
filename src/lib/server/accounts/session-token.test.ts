import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isSessionToken, makeSessionToken } from './session-token.ts';

describe('a session token', () => {
	it('is an id and a secret, of which only the SHA-256 is for keeping', () => {
		const { token, id, secretHash } = makeSessionToken();
		const [first, secret = ''] = token.split('.');
		expect(first).toBe(id);
		expect(secret).toHaveLength(24);
		expect(secretHash).toEqual(createHash('sha256').update(secret).digest());
		expect(secretHash).toHaveLength(32);
	});

	it('is never given twice', () => {
		expect(new Set(Array.from({ length: 1000 }, () => makeSessionToken().token)).size).toBe(1000);
	});

	it('uses every character of the alphabet about as often', () => {
		const counts = new Map<string, number>();
		for (let i = 0; i < 1000; i++) {
			for (const character of makeSessionToken().token.replace('.', '')) {
				counts.set(character, (counts.get(character) ?? 0) + 1);
			}
		}
		expect([...counts.keys()].sort().join('')).toBe('23456789abcdefghijkmnpqrstuvwxyz');
		for (const count of counts.values()) expect(Math.abs(count - 1500)).toBeLessThan(300);
	});

	it('is told from anything else before the database is asked', () => {
		expect(isSessionToken(makeSessionToken().token)).toBe(true);
		for (const text of [
			undefined,
			'',
			'x.y',
			`${'a'.repeat(24)}.${'l'.repeat(24)}'`,
			`${'A'.repeat(24)}.${'a'.repeat(24)}`
		]) {
			expect(isSessionToken(text)).toBe(false);
		}
	});
});
