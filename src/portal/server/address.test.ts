import { describe, expect, it } from 'vitest';
import { clientAddress } from './address.ts';

const forwarded = (text: string) => new Headers({ 'x-forwarded-for': text });

describe('where a request comes from', () => {
	it('is the other end of the connection, whatever X-Forwarded-For says', () => {
		expect(clientAddress(forwarded('6.6.6.6'), 0, '10.0.0.1')).toBe('10.0.0.1');
	});

	it('is what our own proxies saw, not what was claimed before them', () => {
		expect(clientAddress(forwarded('6.6.6.6, 203.0.113.9'), 1, '10.0.0.1')).toBe('203.0.113.9');
		expect(clientAddress(forwarded('6.6.6.6, 203.0.113.9, 10.0.0.7'), 2, '10.0.0.1')).toBe('203.0.113.9');
	});

	it('is the connection’s when a proxy that should have added to the header did not', () => {
		expect(clientAddress(new Headers(), 1, '10.0.0.1')).toBe('10.0.0.1');
		expect(clientAddress(forwarded('203.0.113.9'), 2, '10.0.0.1')).toBe('10.0.0.1');
	});
});
