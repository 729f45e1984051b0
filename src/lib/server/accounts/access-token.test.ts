import { describe, expect, it } from 'vitest';
import { isAccessToken, makeAccessToken, readBearer } from './access-token.ts';

describe('a personal access token', () => {
	it('is found by whoever searches for secrets, and checked without asking anybody', () => {
		const tokens = Array.from({ length: 200 }, () => makeAccessToken().token);
		for (const token of tokens) {
			expect(token).toMatch(/^hemvy_[a-z2-9]{31}$/);
			expect(isAccessToken(token)).toBe(true);
		}
		expect(new Set(tokens).size).toBe(200);
	});

	it('is none any more with one character changed', () => {
		const { token } = makeAccessToken();
		for (let at = 0; at < token.length; at += 1) {
			const other = token.charAt(at) === 'a' ? 'b' : 'a';
			expect(isAccessToken(token.slice(0, at) + other + token.slice(at + 1)), String(at)).toBe(false);
		}
		for (const text of ['', 'hemvy_', `${token}a`, ` ${token}`, token.toUpperCase()])
			expect(isAccessToken(text), text).toBe(false);
	});

	it('is taken from its own header and from no other', () => {
		const { token } = makeAccessToken();
		for (const header of [`Bearer ${token}`, `bearer  ${token} `]) expect(readBearer(header)).toBe(token);
		for (const header of ['Bearer', 'Bearer ', `Bearer ${token}x`, `Bearer ${token} ${token}`])
			expect(readBearer(header), header).toBe(null);
		for (const header of [null, '', token, `Node ${token}`, `Basic ${token}`])
			expect(readBearer(header), String(header)).toBe(undefined);
	});
});
