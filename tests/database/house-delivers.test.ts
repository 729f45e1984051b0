import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HousePublisher } from '../../src/lib/server/demo/house/house-publisher.ts';
import { openHouse, type OpenHouse } from '../../src/lib/server/demo/house/open-house.ts';
import { loadSample } from '../../src/lib/server/demo/load-sample.ts';
import type { DisplayState } from '../../src/lib/home/display.ts';
import { startKiosk, type RunningKiosk } from '../fixtures/kiosk.ts';
import { startPortal, type RunningPortal } from '../fixtures/portal.ts';
import { someHomes } from '../fixtures/some-homes.ts';
import { freshDatabase, type FreshDatabase } from './fresh.ts';

const HOUR = 3600;

/** What the display says, once it says what is waited for. */
async function stateOf(
	kiosk: RunningKiosk,
	isThere: (state: Extract<DisplayState, { view: 'details' }>) => boolean
) {
	const end = Date.now() + 40_000;
	while (Date.now() < end) {
		const state = (await (await fetch(`${kiosk.url}/api/v1/state`)).json()) as DisplayState;
		if (state.view === 'details' && isThere(state)) return state;
		await sleep(200);
	}
	throw new Error(`The display never said so:\n${kiosk.said()}`);
}

describe('the built display of the sample home, beside the built portal', () => {
	let database: FreshDatabase;
	let portal: RunningPortal;
	let kiosk: RunningKiosk;
	let publisher: HousePublisher;
	let opened: OpenHouse | null;
	const nodeDir = mkdtempSync(path.join(tmpdir(), 'hemvy-house-'));
	const now = Math.floor(Date.now() / 1000);
	const boundary = Math.floor(now / HOUR) * HOUR;
	const before = boundary - 600;

	const open = (at: number) =>
		openHouse({
			...{ owner: database.owner, portalUrl: database.urls.portal, central: new URL(portal.address) },
			...{ nodeDir, now: at, makeCompany: someHomes }
		});

	beforeAll(async () => {
		database = await freshDatabase();
		await loadSample(database.owner, { now: before, makeCompany: someHomes });
		portal = await startPortal(database.urls.portal, { HEMVY_COLLECT_URL: database.urls.gate });
		// made ready ten minutes before the hour, and again after it: the hour between is the node's to deliver
		await open(before);
		opened = await open(now);
		kiosk = await startKiosk({
			env: { HEMVY_NODE_DATA: nodeDir, HEMVY_CENTRAL_URL: portal.address, HEMVY_PIN: '1234' }
		});
		if (!opened) throw new Error('no house');
		publisher = new HousePublisher(opened.house, `mqtt://127.0.0.1:${kiosk.env['HEMVY_MQTT_PORT'] ?? ''}`);
	}, 240_000);
	afterAll(async () => {
		await publisher.stop();
		await kiosk.stop();
		await portal.stop();
		await database.close();
		rmSync(nodeDir, { recursive: true, force: true });
	});

	it('fetches its key by itself, and shows what the house says', async () => {
		expect(opened?.pairing).toEqual({ state: 'paired' });
		const state = await stateOf(
			kiosk,
			({ home, power, links }) =>
				home.paired && links.central.state === 'up' && power.at !== null && power.at > now
		);
		expect(state.power).toMatchObject({ stale: false });
		expect(state.power.watts).toBeGreaterThan(0);
		expect(state.water.ambient).not.toBe('unknown');
		expect(state.rooms.map(({ name }) => name)).toEqual(['Sovrum', 'Vardagsrum']);
		expect(state.today.usualKWh).toBeGreaterThan(0);
		expect(state.month.media.map(({ usual }) => usual === null)).toEqual([false, false, false]);
		expect(state.strip.length).toBeGreaterThan(100);
		expect(state.notices).toEqual([]);
	});

	it('delivers the hour, which is then in the store as the display’s', async () => {
		const find = () => database.superuser<{ medium: string; register: number }[]>`
			select r.medium, (x.register)::int as register
			from portal.readings r
			join portal.sources s on s.id = any(r.sources) and s.kind = 'collect'
			cross join lateral unnest(r.at, r.registers) as x(at, register)
			where extract(epoch from r.day::timestamp at time zone 'Europe/Stockholm') + x.at = ${boundary}
			order by r.medium`;
		let found = await find();
		const end = Date.now() + 20_000;
		while (found.length < 3 && Date.now() < end) {
			await sleep(200);
			found = await find();
		}
		expect(found.map(({ medium }) => medium)).toEqual(['cold_water', 'electricity', 'hot_water']);
	});

	it('switches a plug that is asked to on the broker', async () => {
		await kiosk.publish('zigbee2mqtt/Frys/set', { state: 'OFF' });
		const isOff = (state: Extract<DisplayState, { view: 'details' }>) =>
			state.tiles.some(({ name, quantity, value }) => name === 'Frys' && quantity === 'switch_on' && !value);
		await stateOf(kiosk, isOff);
	});
});
