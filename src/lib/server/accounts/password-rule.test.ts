import { describe, expect, it } from 'vitest';
import { passwordFault } from './password-rule.ts';

describe('a new password', () => {
	it.each(['1234567', 'kort', 'åäöåäöå', ''])('%j is too short', (password) => {
		expect(passwordFault(password)).toBe('short');
	});

	it.each(
		`12345678 123456789 1234567890 password Password1 passw0rd P@ssw0rd! lösenord Lösenord123 LOSENORD1 sommar2026
		Sommar2026! vinter2025 iloveyou qwertyui qwerty123 1q2w3e4r 1qaz2wsx aaaaaaaa abcabcabc 12121212 11111111 87654321
		asdfghjk abcd1234 fotboll1 football1 hemvy2026 hemvyhemvy 20260101 19850412 liverpool1 Stockholm1! zxcvbnm1
		trustno1 welcome1 sunshine! hejsan123 passord123 mammamamma`.split(/\s+/)
	)('%s is one that everybody tries first', (password) => {
		expect(passwordFault(password)).toBe('common');
	});

	it.each(['annaberg', 'AnnaBerg1', 'anna.berg', 'Berg-anna-1984', 'gran12berg'])(
		'%s is made of the own name and address',
		(password) => {
			expect(passwordFault(password, ['Anna Berg', 'anna.berg@gran12.se'])).not.toBe(null);
		}
	);

	it.each([
		'korrekt häst batteri',
		'tre gröna stolar',
		'blåbärspaj i juni',
		'x7#kQ2mv',
		'fönsterbräda',
		'mitt kylskåp surrar',
		'🌲🌲🌊🏡🚲🎣🫐🍀',
		'volvo240glänta'
	])('%s is taken, whatever signs it is made of', (password) => {
		expect(passwordFault(password, ['Anna Berg', 'anna.berg@gran12.se'])).toBe(null);
	});
});
