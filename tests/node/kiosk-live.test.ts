import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyDelta } from '../../src/lib/home/delta.ts';
import type { Delta, Snapshot } from '../../src/lib/home/snapshot.ts';
import { startKiosk, type RunningKiosk } from '../fixtures/kiosk.ts';
import { ask, cookiesOf, enter, eventually, openEvents, type EventPage } from './kiosk-client.ts';

let kiosk: RunningKiosk;
let cookie: string;
beforeAll(async () => {
	kiosk = await startKiosk({ env: { HEMVY_PIN: '2468' } });
	cookie = cookiesOf(await enter(kiosk.url, '2468'));
});
afterAll(() => kiosk.stop());

/** Tells the plug's power, and waits until a page has heard it. */
async function tell(page: EventPage, watts: number): Promise<void> {
	await kiosk.publish('zigbee2mqtt/kettle', { power: watts, linkquality: 90 });
	await page.event(({ data }) => JSON.stringify(data).includes(`"value":${watts},`));
}

/** What a page shows after everything that it has heard. */
const shownBy = (page: EventPage): Snapshot =>
	page.events
		.filter(({ name }) => name === 'delta')
		.reduce((shown, { data }) => applyDelta(shown, data as unknown as Delta), first(page));
const first = (page: EventPage) => page.events[0]?.data as unknown as Snapshot;

describe('the stream of events', () => {
	it('begins with what the state is, and its deltas lead to what the state is later', async () => {
		const page = await openEvents(kiosk.url, cookie);
		await page.event(({ name }) => name === 'snapshot');
		for (const watts of [11, 12, 2000, 13]) await tell(page, watts);
		const timeless = ({ now, tiles, ...rest }: Snapshot) => ({
			...rest,
			tiles: tiles.map((tile) => ({ ...tile, ageS: now * 0 }))
		});
		const touched = await ask(`${kiosk.url}/api/v1/touch`, { method: 'POST', headers: { cookie } });
		expect(touched.status).toBe(204);
		await eventually(async () => {
			const { json } = await ask(`${kiosk.url}/api/v1/state`, { headers: { cookie } });
			return (
				JSON.stringify(timeless(json as unknown as Snapshot)) === JSON.stringify(timeless(shownBy(page)))
			);
		});
		expect(first(page)).toMatchObject({ view: 'details' });
		expect(page.events.map(({ id }) => id)).toEqual(page.events.map(({ id }) => id).sort((a, b) => a - b));
		page.close();
	});

	it('says within 15 s that it is alive, and what time the node has', async () => {
		const page = await openEvents(kiosk.url);
		const beat = await page.event(({ name }) => name === 'heartbeat', 16_000);
		expect(Math.abs(Number(beat.data['now']) - beat.heardAt / 1000)).toBeLessThan(2);
		page.close();
	});

	it('of a page that does not read is cut off, while others hear on', async () => {
		const { hostname, port } = new URL(kiosk.url);
		const deaf = connect(Number(port), hostname).pause();
		deaf.on('error', () => undefined);
		const fresh = cookiesOf(await enter(kiosk.url, '2468'));
		deaf.write(`GET /api/v1/events HTTP/1.1\r\nHost: ${hostname}\r\nCookie: ${fresh}\r\n\r\n`);
		const page = await openEvents(kiosk.url, fresh);
		const pages = async () => Number((await ask(`${kiosk.url}/healthz`)).json['listeners']);
		await eventually(async () => (await pages()) === 2);
		// much changes at once, so that the buffers on the way are soon full
		const devices = Array.from({ length: 40 }, (_, i) => `zigbee2mqtt/${'d'.repeat(200)}${i}`);
		for (let round = 0; (await pages()) === 2; round++) {
			if (round === 2000) throw new Error('It is still there.');
			await Promise.all(devices.map((topic) => kiosk.publish(topic, { power: round, linkquality: 9 })));
		}
		await tell(page, 77);
		expect(page.isOver()).toBe(false);
		page.close();
		deaf.destroy();
	});

	it('is not begun for whoever asks for its headers only', async () => {
		for (let i = 0; i < 40; i++) {
			const { status, headers } = await ask(`${kiosk.url}/api/v1/events`, { method: 'HEAD' });
			expect([status, headers['content-type']]).toEqual([200, 'text/event-stream']);
		}
	});

	it('is there for 32 pages, and for the next as soon as one leaves', async () => {
		await eventually(async () => (await ask(`${kiosk.url}/healthz`)).json['listeners'] === 0);
		const pages = await Promise.all(Array.from({ length: 32 }, () => openEvents(kiosk.url)));
		const refused = await ask(`${kiosk.url}/api/v1/events`);
		expect(refused).toMatchObject({ status: 503, json: { code: 'too_many_streams' } });
		expect(refused.headers['retry-after']).toBe('5');
		pages[0]?.close();
		const next = await eventually(() => openEvents(kiosk.url).catch(() => null));
		for (const page of [...pages, next]) page.close();
	});
});
