import { expect, it } from 'vitest';
import { safePath } from './viewer.ts';

it.each(['/homes/x/usage/water/day/2026-11?open=1', '/', '/homes'])(
	'after signing in one may go to %s',
	(next) => {
		expect(safePath(next)).toBe(next);
	}
);

it.each([
	null,
	'',
	'https://evil.example',
	'//evil.example',
	'/\\evil.example',
	'/sign-out',
	'/a\nb',
	'javascript:1'
])('after signing in one goes home instead of to %j', (next) => {
	expect(safePath(next)).toBe('/');
});
