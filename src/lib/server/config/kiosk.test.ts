import { describe, expect, it } from 'vitest';
import { KIOSK_VARIABLES, readKioskConfig } from './kiosk.ts';

describe('the home node’s configuration', () => {
	it('needs nothing', () => {
		expect(readKioskConfig({})).toEqual({
			host: '127.0.0.1',
			port: 3100,
			dataDir: '.data/node',
			diskMb: 400,
			name: 'Väggdisplay',
			mqtt: {
				url: null,
				embeddedPort: 1883,
				username: null,
				password: null,
				ca: null,
				cert: null,
				key: null,
				topics: ['#']
			},
			announce: true,
			centralUrl: null,
			pin: null,
			hosts: [],
			openMetrics: false,
			logLevel: 'info'
		});
	});

	it.each([
		[{ MQTT_URL: '192.168.1.5' }, 'MQTT_URL is "192.168.1.5": write mqtt://HOST:1883 or mqtts://HOST:8883.'],
		[{ MQTT_PASSWORD: 'x' }, 'MQTT_USERNAME is not set while MQTT_PASSWORD is: write the user name.'],
		[
			{ MQTT_CA: '/nowhere.pem' },
			'MQTT_CA is "/nowhere.pem", which cannot be read: write the path of a PEM file.'
		],
		[
			{ MQTT_TOPICS: 'a/#/b' },
			'MQTT_TOPICS is "a/#/b": write topics parted by commas, such as zigbee2mqtt/#,wmbusmeters/#.'
		],
		[
			{ HEMVY_NODE_HOSTS: 'http://display' },
			'HEMVY_NODE_HOSTS is "http://display": write names parted by commas, such as display.home.arpa.'
		],
		[{ HEMVY_ANNOUNCE: 'yes' }, 'HEMVY_ANNOUNCE is "yes": write 1 or 0.'],
		[{ HEMVY_METRICS: 'yes' }, 'HEMVY_METRICS is "yes": write local or open.'],
		[{ HEMVY_PIN: 'abcd' }, 'HEMVY_PIN cannot be used: write 4 to 8 digits.'],
		[
			{ HEMVY_CENTRAL_URL: 'http://home.example.se' },
			'HEMVY_CENTRAL_URL is "http://home.example.se": readings travel there, so write an address with https.'
		]
	])('refuses %j with one line that says what to write', (environment, message) => {
		expect(() => readKioskConfig(environment)).toThrow(message);
	});

	it.each([
		['mqtt://127.0.0.1:1883', '', true],
		['mqtts://192.168.1.5:8883', '', true],
		['mqtt://[fe80::1]:1883', '', true],
		['mqtt://broker:1883', '', true],
		['mqtt://hub.local', '', true],
		['mqtts://172.32.0.1:8883', '', false],
		['mqtts://broker.example.com:8883', '', false],
		['mqtts://broker.example.com:8883', '1', true],
		['mqtt://127.0.0.1:1883', '0', false]
	])('announces at %s with HEMVY_ANNOUNCE=%s: %s', (url, told, announce) => {
		expect(readKioskConfig({ MQTT_URL: url, HEMVY_ANNOUNCE: told }).announce).toBe(announce);
	});

	it('lets a central system on the same machine go without https', () => {
		expect(readKioskConfig({ HEMVY_CENTRAL_URL: 'http://127.0.0.1:3000' }).centralUrl?.port).toBe('3000');
	});

	it('knows the names by which it is reached in any case', () => {
		expect(readKioskConfig({ HEMVY_NODE_HOSTS: 'Wall.Home.arpa, wall' }).hosts).toEqual([
			'wall.home.arpa',
			'wall'
		]);
	});

	it('describes every variable that it reads', () => {
		for (const { name, description } of KIOSK_VARIABLES) {
			expect(name).toMatch(/^[A-Z_]+$/);
			expect(description).toMatch(/\.$/);
		}
	});
});
