import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startKiosk, type RunningKiosk } from '../fixtures/kiosk.ts';
import { ask, enter, openEvents } from './kiosk-client.ts';

const PIN = '97531864';
let kiosk: RunningKiosk;
beforeAll(async () => {
	kiosk = await startKiosk({ env: { HEMVY_PIN: PIN, HEMVY_NODE_HOSTS: 'wall.home.arpa' } });
	await kiosk.publish('zigbee2mqtt/kettle', { power: 3454.75, linkquality: 90 });
});
afterAll(() => kiosk.stop());

const json = { 'content-type': 'application/json' };
const post = (where: string, headers: Record<string, string> = {}, body = '') =>
	ask(`${kiosk.url}${where}`, { method: 'POST', headers, body });

describe('a request', () => {
	it.each(['evil.example', 'evil.example:3100', '127.0.0.1.nip.io', 'localhost.evil.example'])(
		'that was meant for %j is refused wherever it goes, and told nothing',
		async (host) => {
			for (const path of ['/api/v1/state', '/api/v1/events', '/healthz', '/metrics', '/', '/setup']) {
				const answer = await ask(`${kiosk.url}${path}`, { headers: { host } });
				expect(answer.status).toBe(421);
				expect(answer.text).not.toMatch(/links|display"|hemvy_/);
			}
		}
	);

	it.each(['localhost:3100', '192.168.1.7:3100', '[fd00::7]', 'hemvy.local', 'WALL.home.arpa:80'])(
		'that was meant for %s is answered',
		async (host) => {
			expect((await ask(`${kiosk.url}/api/v1/state`, { headers: { host } })).status).toBe(200);
		}
	);

	it('that another site’s page sent changes nothing', async () => {
		const body = JSON.stringify({ pin: PIN });
		for (const foreign of [
			{ origin: 'https://evil.example' },
			{ origin: 'null' },
			{ origin: 'http://127.0.0.1:1' },
			{ 'sec-fetch-site': 'cross-site' }
		]) {
			for (const where of ['/api/v1/unlock', '/api/v1/touch', '/api/v1/lock', '/setup']) {
				const answer = await post(where, { ...json, ...foreign }, body);
				expect(answer.status).toBe(403);
				expect(answer.headers['set-cookie']).toBeUndefined();
			}
		}
		const form = await post('/setup', { 'content-type': 'application/x-www-form-urlencoded' }, `pin=${PIN}`);
		expect(form.status).toBe(403);
	});

	it('from the display’s own page is let in', async () => {
		const answer = await post('/api/v1/unlock', { ...json, origin: kiosk.url }, JSON.stringify({ pin: PIN }));
		expect(answer.status).toBe(204);
	});

	it('of another kind, with no JSON or to no address is refused as problem details', async () => {
		const refused = [
			[await post('/api/v1/unlock', {}, '{}'), 415, 'unsupported_media_type'],
			[await post('/api/v1/unlock', json, '{'), 400, 'bad_body'],
			[await post('/api/v1/unlock', json, '{"pin":1234}'), 400, 'bad_body'],
			[await post('/api/v1/unlock', json, `{"pin":"${'1'.repeat(100)}"}`), 400, 'bad_body'],
			[await post('/api/v1/state'), 405, 'method_not_allowed'],
			[await ask(`${kiosk.url}/api/v1/unlock`), 405, 'method_not_allowed'],
			[await ask(`${kiosk.url}/api/v2`), 404, 'not_found'],
			[await post('/api/v1/touch'), 401, 'locked']
		] as const;
		for (const [answer, status, code] of refused) {
			expect(answer).toMatchObject({ status, json: { type: 'about:blank', status, code } });
			expect(answer.headers['content-type']).toBe('application/problem+json');
		}
	});
});

describe('every answer', () => {
	it.each(['/', '/api/v1/state', '/api/v1/nowhere', '/nowhere', '/healthz', '/metrics', '/setup'])(
		'of %s carries the headers that protect it',
		async (path) => {
			const { headers } = await ask(`${kiosk.url}${path}`);
			expect(headers).toMatchObject({
				'x-content-type-options': 'nosniff',
				'referrer-policy': 'same-origin',
				'cross-origin-opener-policy': 'same-origin',
				'cross-origin-resource-policy': 'same-origin',
				'cache-control': 'no-store'
			});
			expect(headers['permissions-policy']).toContain('camera=()');
			const policy = String(headers['content-security-policy']);
			expect(policy).toContain("frame-ancestors 'none'");
			expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|\*/);
			expect(headers['access-control-allow-origin']).toBeUndefined();
		}
	);

	it('speaks the display’s language, unless this browser has chosen another', async () => {
		const lang = async (headers: Record<string, string>) =>
			/<html lang="(\w+)"/.exec((await ask(`${kiosk.url}/`, { headers })).text)?.[1];
		expect(await lang({ 'accept-language': 'en' })).toBe('sv');
		expect(await lang({ cookie: 'hemvy_language=en' })).toBe('en');
		expect(await lang({ cookie: 'hemvy_language=xx' })).toBe('sv');
	});
});

describe('health and figures', () => {
	it('say how the node is, and nothing of what it has heard', async () => {
		const health = await ask(`${kiosk.url}/healthz`);
		expect(health.json).toMatchObject({ ok: true, broker: 'up', disk: 'ok' });
		const metrics = await ask(`${kiosk.url}/metrics`);
		expect(metrics.headers['content-type']).toContain('text/plain');
		expect(metrics.text).toMatch(/^hemvy_messages_total [1-9]/m);
		expect(metrics.text).toMatch(/^hemvy_broker_up 1$/m);
		for (const { text } of [health, metrics]) expect(text).not.toMatch(/3454\.75|kettle|zigbee/);
	});
});

/** An address of this machine that is not the loopback's. */
const outside = Object.values(networkInterfaces())
	.flatMap((addresses) => addresses ?? [])
	.find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

describe.skipIf(outside === undefined)('from another address of the home', () => {
	it('figures are refused unless they were opened, while the display itself is answered', async () => {
		for (const [env, status] of [
			[{}, 403],
			[{ HEMVY_METRICS: 'open' }, 200]
		] as const) {
			const wide = await startKiosk({ env: { HOST: '0.0.0.0', ...env } });
			const there = `http://${outside ?? ''}:${new URL(wide.url).port}`;
			const metrics = await ask(`${there}/metrics`);
			expect(metrics.status).toBe(status);
			expect((await ask(`${there}/api/v1/state`)).status).toBe(200);
			expect((await ask(`${wide.url}/metrics`)).status).toBe(200);
			await wide.stop();
		}
	});
});

describe('the PIN', () => {
	it('cannot be tried out: after five wrong ones nobody is let in for a while', async () => {
		for (let i = 0; i < 5; i++)
			expect((await enter(kiosk.url, `${1000 + i}`)).json['code']).toBe('wrong_pin');
		const refused = await enter(kiosk.url, PIN);
		expect(refused).toMatchObject({ status: 429, json: { code: 'too_many_attempts' } });
		expect(Number(refused.headers['retry-after'])).toBeGreaterThan(200);
		expect(refused.headers['set-cookie']).toBeUndefined();
	});

	it('that nobody has chosen opens nothing', async () => {
		const fresh = await startKiosk();
		expect(await enter(fresh.url, '')).toMatchObject({ status: 409, json: { code: 'no_pin' } });
		await fresh.stop();
	});
});

it('the log holds no PIN, no secret, no reading and no address of a page', async () => {
	const page = await openEvents(kiosk.url);
	await ask(`${kiosk.url}/nowhere?word=flower`);
	await ask(`${kiosk.url}/`, { headers: { cookie: page.cookie } });
	page.close();
	const secret = page.cookie.split('=')[1] ?? '-';
	expect(kiosk.said()).toContain('"route":"/api/v1/unlock"');
	for (const word of [PIN, '3454.75', 'kettle', 'flower', secret]) expect(kiosk.said()).not.toContain(word);
});
