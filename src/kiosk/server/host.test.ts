import { expect, it } from 'vitest';
import { isOwnHost, isThisMachine } from './host.ts';

it.each([
	'127.0.0.1:3100',
	'192.168.1.7',
	'[::1]:3100',
	'[fe80::1]',
	'localhost:3100',
	'hemvy.local',
	'Hemvy.Local:3100',
	'wall.home.arpa:80'
])('a request to %s is meant for the display', (host) => {
	expect(isOwnHost(host, ['wall.home.arpa'])).toBe(true);
});

it.each([
	null,
	'',
	'evil.example',
	'evil.example:3100',
	'127.0.0.1.evil.example',
	'local',
	'.local',
	'hemvy.local.evil.example',
	'localhost.evil.example',
	'999.1.1.1',
	'other.home.arpa'
])('a request to %s is meant for somebody else', (host) => {
	expect(isOwnHost(host, ['wall.home.arpa'])).toBe(false);
});

it('only a loopback address is this machine', () => {
	for (const own of ['127.0.0.1', '127.0.1.1', '::1', '::ffff:127.0.0.1'])
		expect(isThisMachine(own)).toBe(true);
	for (const other of ['192.168.1.7', '::ffff:192.168.1.7', 'fe80::1', '']) {
		expect(isThisMachine(other)).toBe(false);
	}
});
