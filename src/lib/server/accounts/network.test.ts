import { describe, expect, it } from 'vitest';
import { networkOf } from './network.ts';

describe('a network', () => {
	it.each([
		['192.0.2.17', '192.0.2'],
		['::ffff:192.0.2.99', '192.0.2'],
		['2001:db8:12:3456:789a::1', '2001:0db8:0012:34'],
		['2001:DB8:12:34ff::', '2001:0db8:0012:34'],
		['2001:db8:12:3556::1', '2001:0db8:0012:35'],
		['::1', '0000:0000:0000:00'],
		['fe80::1%eth0', 'fe80:0000:0000:00'],
		['not an address', ''],
		['', '']
	])('of %s is %s', (address, network) => {
		expect(networkOf(address)).toBe(network);
	});
});
