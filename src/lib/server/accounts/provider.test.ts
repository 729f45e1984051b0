import { describe, expect, it } from 'vitest';
import { LOGIN_S, openLogin, sealLogin } from './login-state.ts';
import { hasFactors } from './provider.ts';

const NOW = 1_800_000_000;

describe('the company’s provider', () => {
	it.each([
		[{ amr: ['pwd', 'mfa'], auth_time: NOW }, true],
		[{ amr: ['pwd', 'otp'], auth_time: NOW }, false],
		[{ amr: 'mfa', auth_time: NOW }, false],
		[{ acr: 'urn:two', auth_time: NOW - 12 * 3600 }, true],
		[{ acr: 'urn:one', auth_time: NOW }, false],
		[{ acr: ['urn:two'], auth_time: NOW }, false],
		[{ amr: ['mfa'], auth_time: NOW - 12 * 3600 - 1 }, false],
		[{ amr: ['mfa'] }, false],
		[{ auth_time: NOW }, false]
	])('is believed to have asked for several factors by %j: %s', (claims, believed) => {
		expect(hasFactors(claims, ['urn:two'], NOW)).toBe(believed);
	});
});

describe('a sign-in at the provider', () => {
	const login = { state: 's', nonce: 'n', verifier: 'v', next: '/staff', begun: NOW };
	const sealed = sealLogin(login, 'client secret');

	it('is what was sealed, for ten minutes', () => {
		expect(openLogin(sealed, 'client secret', NOW + LOGIN_S - 1)).toEqual(login);
		expect(openLogin(sealed, 'client secret', NOW + LOGIN_S)).toBeNull();
		expect(openLogin(sealed, 'client secret', NOW - 61)).toBeNull();
	});

	it('tells nothing and cannot be made or changed without the secret', () => {
		expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('/staff');
		expect(openLogin(sealed, 'another secret', NOW)).toBeNull();
		for (const text of ['', 'x', `${sealed.slice(0, -4)}AAAA`, sealed.slice(4)])
			expect(openLogin(text, 'client secret', NOW)).toBeNull();
	});
});
