import { describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword, warmPasswords } from './password.ts';

describe('a password', () => {
	it('is kept as argon2id with OWASP’s parameters and a salt of its own', async () => {
		const [one, two] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
		expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
		expect(one).not.toBe(two);
	});

	it('is accepted when right and refused when wrong', async () => {
		const kept = await hashPassword('blåbär');
		expect(await verifyPassword(kept, 'blåbär')).toBe(true);
		expect(await verifyPassword(kept, 'blabar')).toBe(false);
	});

	it('is the same however its accents are typed', async () => {
		expect(await verifyPassword(await hashPassword('bl\u00e5b\u00e4r'), 'bla\u030aba\u0308r')).toBe(true);
	});

	it('of an unknown account is refused after about the same work as a wrong one', async () => {
		const kept = await hashPassword('something');
		await warmPasswords();
		const took = { unknown: Infinity, wrong: Infinity };
		const ratio = () => took.unknown / took.wrong;
		// Taking turns and keeping the best: a busy machine slows both, and gets more turns to be quick once for each.
		for (let turn = 0; turn < 8 || (turn < 60 && !(ratio() > 0.5 && ratio() < 2)); turn++) {
			for (const [which, hash] of [['unknown', null] as const, ['wrong', kept] as const]) {
				const started = performance.now();
				expect(await verifyPassword(hash, 'nobody has this one')).toBe(false);
				took[which] = Math.min(took[which], performance.now() - started);
			}
		}
		expect(ratio()).toBeGreaterThan(0.5);
		expect(ratio()).toBeLessThan(2);
	});
});
