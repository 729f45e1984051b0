import { describe, expect, it } from 'vitest';
import { ConfigError, PORTAL_VARIABLES, readPortalConfig } from './portal.ts';

const DATABASE_URL = 'postgres://hemvy_portal:secret@127.0.0.1:5432/hemvy';

describe('the portal’s configuration', () => {
	it('needs nothing but a database', () => {
		expect(readPortalConfig({ DATABASE_URL })).toEqual({
			databaseUrl: DATABASE_URL,
			host: '127.0.0.1',
			port: 3000,
			origin: null,
			secureCookies: false,
			trustedProxies: 0,
			demo: false,
			collectUrl: null,
			secretKey: null,
			provider: null,
			poolSize: 10,
			logLevel: 'info'
		});
	});

	it('takes an empty value as one that is not set', () => {
		expect(readPortalConfig({ DATABASE_URL, PORT: '', HEMVY_DEMO: '' })).toMatchObject({
			port: 3000,
			demo: false
		});
	});

	it.each([
		[{}, 'DATABASE_URL is not set: write postgres://hemvy_portal:PASSWORD@HOST:5432/NAME.'],
		[{ DATABASE_URL, PORT: 'http' }, 'PORT is "http": write a port number, 1 to 65535.'],
		[{ DATABASE_URL, PORT: '70000' }, 'PORT is "70000": write a port number, 1 to 65535.'],
		[{ DATABASE_URL, HEMVY_DEMO: 'yes' }, 'HEMVY_DEMO is "yes": write 1 or 0.'],
		[
			{ DATABASE_URL, HEMVY_ORIGIN: 'home.example.se' },
			'HEMVY_ORIGIN is "home.example.se": write protocol and host without a path, such as https://home.example.se.'
		],
		[
			{ DATABASE_URL, HEMVY_ORIGIN: 'https://home.example.se/portal' },
			'HEMVY_ORIGIN is "https://home.example.se/portal": write protocol and host without a path, such as https://home.example.se.'
		],
		[
			{ DATABASE_URL, LOG_LEVEL: 'loud' },
			'LOG_LEVEL is "loud": write fatal, error, warn, info, debug, trace or silent.'
		]
	])('refuses %j with one line that says what to write', (environment, message) => {
		expect(() => readPortalConfig(environment)).toThrow(
			new ConfigError(message.split(' ')[0] ?? '', message.replace(/^\S+ /, ''))
		);
	});

	it('never prints the database’s address, which holds a password', () => {
		const read = () => readPortalConfig({ DATABASE_URL: 'mysql://root:hunter2@db/x' });
		expect(read).toThrow('DATABASE_URL cannot be used');
		expect(read).not.toThrow('hunter2');
	});

	it('lets demo accounts in on a loopback address only', () => {
		expect(readPortalConfig({ DATABASE_URL, HEMVY_DEMO: '1', HOST: 'localhost' }).demo).toBe(true);
		expect(() => readPortalConfig({ DATABASE_URL, HEMVY_DEMO: '1', HOST: '0.0.0.0' })).toThrow(
			'HEMVY_DEMO is 1 while HOST is "0.0.0.0"'
		);
	});

	it('asks for the address that people use when it listens to the world, and for https there', () => {
		expect(() => readPortalConfig({ DATABASE_URL, HOST: '0.0.0.0' })).toThrow('HEMVY_ORIGIN is not set');
		expect(() =>
			readPortalConfig({ DATABASE_URL, HOST: '0.0.0.0', HEMVY_ORIGIN: 'http://home.example.se' })
		).toThrow('write an address with https');
		const config = readPortalConfig({
			DATABASE_URL,
			HOST: '0.0.0.0',
			HEMVY_ORIGIN: 'https://home.example.se'
		});
		expect(config.secureCookies).toBe(true);
	});

	const OIDC = {
		DATABASE_URL,
		HEMVY_ORIGIN: 'https://home.example.se',
		HEMVY_OIDC_ISSUER: 'https://login.example.se/realms/home',
		HEMVY_OIDC_CLIENT_ID: 'hemvy',
		HEMVY_OIDC_CLIENT_SECRET: 'hunter2',
		HEMVY_OIDC_COMPANY: 'Example Homes'
	};

	it('knows the company’s provider by four variables, and asks it for an e-mail address', () => {
		expect(readPortalConfig({ ...OIDC, HEMVY_OIDC_ACR: 'urn:two  three' }).provider).toEqual({
			issuer: new URL('https://login.example.se/realms/home'),
			clientId: 'hemvy',
			clientSecret: 'hunter2',
			company: 'Example Homes',
			scopes: 'openid email',
			acr: ['urn:two', 'three']
		});
	});

	it.each([
		[
			{ HEMVY_OIDC_ISSUER: '' },
			'HEMVY_OIDC_ISSUER is not set while HEMVY_OIDC_CLIENT_ID is: write the issuer'
		],
		[{ HEMVY_OIDC_CLIENT_ID: '' }, 'HEMVY_OIDC_CLIENT_ID is not set while HEMVY_OIDC_ISSUER is: write the'],
		[{ HEMVY_OIDC_CLIENT_SECRET: '' }, 'HEMVY_OIDC_CLIENT_SECRET is not set while HEMVY_OIDC_ISSUER is'],
		[{ HEMVY_OIDC_COMPANY: '' }, 'HEMVY_OIDC_COMPANY is not set while HEMVY_OIDC_ISSUER is: write the name'],
		[{ HEMVY_ORIGIN: '' }, 'HEMVY_ORIGIN is not set while HEMVY_OIDC_ISSUER is: write the address'],
		[{ HEMVY_OIDC_ISSUER: 'http://login.example.se' }, 'write the issuer’s address with https'],
		[{ HEMVY_OIDC_ISSUER: 'https://login.example.se/?a=b' }, 'write the issuer’s address with https'],
		[{ HEMVY_OIDC_SCOPES: 'email' }, 'HEMVY_OIDC_SCOPES is "email": write scopes parted by spaces, openid']
	])('refuses a provider with %j and never prints its secret', (change, message) => {
		const read = () => readPortalConfig({ ...OIDC, ...change });
		expect(read).toThrow(message);
		expect(read).not.toThrow('hunter2');
	});

	it('takes a provider on this machine without https', () => {
		const { provider } = readPortalConfig({ ...OIDC, HEMVY_OIDC_ISSUER: 'http://127.0.0.1:9000' });
		expect(provider?.issuer.port).toBe('9000');
	});

	it('describes every variable that it reads', () => {
		for (const { name, description } of PORTAL_VARIABLES) {
			expect(name).toMatch(/^[A-Z_]+$/);
			expect(description).toMatch(/\.$/);
		}
	});
});
