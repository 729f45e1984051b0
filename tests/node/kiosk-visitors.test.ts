import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readKioskConfig } from '../../src/lib/server/config/kiosk.ts';
import { startNode } from '../../src/lib/server/node/node.ts';
import { startKiosk, type RunningKiosk } from '../fixtures/kiosk.ts';
import { freePort } from './fresh-node.ts';
import { ask, cookiesOf, enter, eventually, openEvents, type EventPage } from './kiosk-client.ts';

const PIN = '2468';
/** What nobody may find out who has not entered the PIN: names, rooms, devices and values. */
const SECRETS =
	/kettle|Gunillas|Vardagsrum|climate|6789\.125|21\.3725|43\.2175|zigbee|"(tiles|rooms|power|water|today|strip)"/;

let kiosks: RunningKiosk[] = [];
const [monthly, silent, open] = [0, 1, 2].map((i) => () => kiosks[i] as RunningKiosk) as [
	() => RunningKiosk,
	() => RunningKiosk,
	() => RunningKiosk
];

/** A display whose household has chosen what a visitor sees, in a home where something happens. */
async function startAs(visible: 'month' | 'nothing' | 'details'): Promise<RunningKiosk> {
	const dataDir = mkdtempSync(path.join(tmpdir(), 'hemvy-kiosk-'));
	const env = { HEMVY_NODE_DATA: dataDir, HEMVY_MQTT_PORT: String(await freePort()), HEMVY_PIN: PIN };
	const node = await startNode(readKioskConfig(env));
	node.changeSettings({ visible, language: 'nb' });
	node.commission({ device: 'zigbee:kettle', name: 'Gunillas kokare', room: 'Vardagsrum' });
	await node.stop();
	const kiosk = await startKiosk({ env });
	await kiosk.publish('zigbee2mqtt/kettle', { power: 6789.125, energy: 43.2175, linkquality: 90 });
	await kiosk.publish('zigbee2mqtt/climate', { temperature: 21.3725, humidity: 40, linkquality: 90 });
	await kiosk.publish('zigbee2mqtt/kettle', { power: 6789.125, energy: 43.2275, linkquality: 90 });
	return kiosk;
}

/** Everything that a visitor can ask for. */
async function everythingOf(url: string, cookie = ''): Promise<string> {
	const paths = [
		'/',
		'/__data.json',
		'/api/v1/state',
		'/healthz',
		'/setup',
		'/setup/devices',
		'/setup/status'
	];
	const headers = cookie === '' ? {} : { cookie };
	const answers = await Promise.all(paths.map((each) => ask(url + each, { headers })));
	return answers.map(({ text }) => text).join('\n');
}

const knows = (page: EventPage) => SECRETS.test(page.raw());
const post = (kiosk: RunningKiosk, what: 'touch' | 'lock', cookie: string) =>
	ask(`${kiosk.url}/api/v1/${what}`, { method: 'POST', headers: { cookie } });

beforeAll(async () => {
	const first = await startAs('month');
	kiosks = [first, ...(await Promise.all([startAs('nothing'), startAs('details')]))];
});
afterAll(() => Promise.all(kiosks.map((kiosk) => kiosk.stop())));

// all at once: most of the time they wait for a minute to pass
describe.concurrent('a wall display', () => {
	describe('a visitor', () => {
		it('finds no detail anywhere while the month is shown, and none at all while nothing is', async () => {
			const look = async (kiosk: RunningKiosk, view: string) => {
				const page = await openEvents(kiosk.url);
				await kiosk.publish('zigbee2mqtt/kettle', { power: 23456, energy: 43.3, linkquality: 91 });
				await page.event(({ name }) => name === 'snapshot');
				const { json } = await ask(`${kiosk.url}/api/v1/state`);
				expect(json['view']).toBe(view);
				expect('month' in json).toBe(view === 'month');
				expect(await everythingOf(kiosk.url)).not.toMatch(SECRETS);
				await page.event(({ name }) => name === 'heartbeat', 16_000);
				expect(knows(page)).toBe(false);
				page.close();
			};
			await Promise.all([look(monthly(), 'month'), look(silent(), 'nothing')]);
		});

		it('sees everything where the household has chosen so', async () => {
			const { json } = await ask(`${open().url}/api/v1/state`);
			expect(JSON.stringify(json)).toMatch(/Gunillas kokare/);
			const page = await openEvents(open().url);
			await page.event(({ data }) => data['view'] === 'details');
			page.close();
		});

		it('is spoken to in the household’s language, whatever the browser’s', async () => {
			const { text } = await ask(`${open().url}/`, { headers: { 'accept-language': 'en' } });
			expect(text).toContain('<html lang="nb"');
		});

		it('with a cookie of their own making is a visitor', async () => {
			for (const value of ['x', 'A'.repeat(43), '1234', 'true']) {
				expect(await everythingOf(monthly().url, `hemvy_display=${value}`)).not.toMatch(SECRETS);
			}
		});
	});

	describe('the PIN', () => {
		it('opens the details on the page on which it was entered, at once, and locks them at once', async () => {
			const kiosk = monthly();
			const page = await openEvents(kiosk.url);
			await page.event(({ data }) => data['view'] === 'month');
			const other = await openEvents(kiosk.url);
			const answer = await enter(kiosk.url, PIN, page.cookie);
			expect(answer.headers['set-cookie']?.[0]).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
			const cookie = cookiesOf(answer);
			expect(cookie).not.toBe(page.cookie);
			await page.event(({ data }) => data['view'] === 'details');
			expect(await everythingOf(kiosk.url, cookie)).toMatch(/Gunillas kokare/);
			expect(await everythingOf(kiosk.url, page.cookie)).not.toMatch(SECRETS);

			const before = page.events.length;
			expect((await post(kiosk, 'lock', cookie)).status).toBe(204);
			const after = await page.event(({ name }) => name === 'snapshot', 1000, before);
			expect(after.data['view']).toBe('month');
			expect(await everythingOf(kiosk.url, cookie)).not.toMatch(SECRETS);
			expect((await post(kiosk, 'touch', cookie)).json['code']).toBe('locked');
			expect(knows(other)).toBe(false);
			page.close();
			other.close();
		});

		it('shows the details of a display that shows nothing, too', async () => {
			const cookie = cookiesOf(await enter(silent().url, PIN));
			const { json } = await ask(`${silent().url}/api/v1/state`, { headers: { cookie } });
			expect(json['view']).toBe('details');
			await post(silent(), 'lock', cookie);
		});

		it('is worth a minute after the last touch: then an open stream is cut to the month within a second', async () => {
			const kiosk = monthly();
			const entered = cookiesOf(await enter(kiosk.url, PIN));
			const page = await openEvents(kiosk.url, entered);
			await page.event(({ data }) => data['view'] === 'details');
			await eventually(async () => (await post(kiosk, 'touch', entered)).status === 204);
			const touched = Date.now();
			const cut = await page.event(({ data }) => data['view'] === 'month', 62_000);
			expect(cut.heardAt - touched).toBeGreaterThan(59_000);
			expect(cut.heardAt - touched).toBeLessThan(61_000);
			const before = page.raw().length;
			for (const power of [6789.125, 23451, 23452]) {
				await kiosk.publish('zigbee2mqtt/kettle', { power, energy: power / 10, linkquality: 9 });
			}
			await sleep(3000);
			expect(page.raw().slice(before)).not.toMatch(SECRETS);
			expect(await everythingOf(kiosk.url, entered)).not.toMatch(SECRETS);
			page.close();
		}, 100_000);
	});
});
