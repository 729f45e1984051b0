import { describe, expect, it } from 'vitest';
import { isForeign } from './origin.ts';

const FORM = 'application/x-www-form-urlencoded';
const own = new URL('https://home.example.se');

function sent(headers: Record<string, string>, method = 'POST') {
	return { method, headers: new Headers({ host: '127.0.0.1:3000', ...headers }) };
}

describe('a request that changes something', () => {
	it('is ours when the page that sent it is', () => {
		expect(isForeign(sent({ 'content-type': FORM, origin: 'http://127.0.0.1:3000' }), null)).toBe(false);
		expect(isForeign(sent({ 'content-type': FORM, origin: 'https://home.example.se' }), own)).toBe(false);
	});

	it.each(['https://evil.example', 'http://127.0.0.1:3001', 'null', ''])('is refused from %j', (origin) => {
		for (const type of [FORM, 'application/json']) {
			expect(isForeign(sent({ 'content-type': type, origin }), null)).toBe(true);
			expect(isForeign(sent({ 'content-type': type, origin }), own)).toBe(true);
		}
	});

	it('is refused from the same host without encryption when people use https', () => {
		expect(isForeign(sent({ 'content-type': FORM, origin: 'http://home.example.se' }), own)).toBe(true);
	});

	it('is refused when the browser says that another site sent it', () => {
		for (const site of ['cross-site', 'same-site']) {
			expect(isForeign(sent({ 'sec-fetch-site': site }, 'DELETE'), null)).toBe(true);
		}
	});

	it('passes from a program, which sends no Origin, unless it is a form', () => {
		expect(isForeign(sent({ 'content-type': 'application/json' }), null)).toBe(false);
		expect(isForeign(sent({}, 'DELETE'), null)).toBe(false);
		for (const type of [FORM, 'multipart/form-data; boundary=x', 'text/plain']) {
			expect(isForeign(sent({ 'content-type': type }), null)).toBe(true);
		}
	});

	it('is not what reading is', () => {
		expect(isForeign(sent({ origin: 'https://evil.example' }, 'GET'), own)).toBe(false);
	});
});
