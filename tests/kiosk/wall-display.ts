import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { dayUses } from '../../src/lib/home/day-use.ts';
import { DEFAULT_DISPLAY, type DisplaySettings } from '../../src/lib/home/display.ts';
import type { Grant } from '../../src/lib/home/grant.ts';
import type { HourValue } from '../../src/lib/home/hours.ts';
import { keyOf } from '../../src/lib/home/live.ts';
import type { Setup } from '../../src/lib/home/setup.ts';
import { Store } from '../../src/lib/server/node/store.ts';
import { startKiosk, type RunningKiosk } from '../fixtures/kiosk.ts';
import { reading } from '../node/fresh-store.ts';

const HOUR = 3600;
const DAYS_KNOWN = 30;
export const PIN = '1234';

const place = (device: string, quantity: Setup['quantity'], part: Partial<Setup>): Setup => ({
	...{ device, channel: '', quantity, name: '', medium: null, room: null },
	...{ serial: null, expectedS: null, hidden: false },
	...part
});

/** What an installer said of the home of these tests. */
const SETUPS: readonly Setup[] = [
	place('han:amsreader', 'electricity_import', { name: 'El', medium: 'electricity' }),
	place('wmbus:11111111', 'water', { name: 'Kallt', medium: 'cold_water', expectedS: 20 }),
	place('wmbus:22222222', 'water', { name: 'Varmt', medium: 'hot_water', expectedS: 20 }),
	place('zigbee:vardagsrum', 'temperature', { room: 'Vardagsrum', medium: 'temperature' })
];

/** What the household chose, and how much is known: `bare`, nothing at all; else a month of hours. `quiet`: until now. */
export interface WallTerms extends Partial<DisplaySettings> {
	readonly bare?: boolean;
	readonly quiet?: boolean;
	/** What the tenant lets the display show, as it was heard last; the display is then paired. */
	readonly granted?: Grant;
	/** Address of the central system. */
	readonly central?: string;
}

/** The registers of the month before, at UTC hour boundaries: every hour is as the one before. */
function seedHistory(store: Store): void {
	const now = Math.floor(Date.now() / 1000 / HOUR) * HOUR;
	const series = [
		{
			device: 'han:amsreader',
			quantity: 'electricity_import',
			unit: 'kWh',
			medium: 'electricity',
			each: 250
		},
		{ device: 'wmbus:11111111', quantity: 'water', unit: 'm3', medium: 'cold_water', each: 6 },
		{ device: 'wmbus:22222222', quantity: 'water', unit: 'm3', medium: 'hot_water', each: 4 }
	] as const;
	for (const { device, quantity, unit, medium, each } of series) {
		const count = DAYS_KNOWN * 24;
		store.readings.add(reading(now, (count * each) / 1000, { device, quantity, unit }));
		store.flush(now);
		const id = store.readings.idOf(keyOf({ device, channel: '', quantity }));
		if (id === undefined) throw new Error(`${device} has no series`);
		const hours = Array.from({ length: count + 1 }, (_, i): HourValue => {
			return { at: now - (count - i) * HOUR, value: i * each, quality: 'measured' };
		});
		store.hours.put(id, hours);
		store.days.put(id, dayUses(hours, medium));
	}
}

/** Where the registers of the history stand. */
export const REGISTERS = {
	kWh: (DAYS_KNOWN * 24 * 250) / 1000,
	coldM3: (DAYS_KNOWN * 24 * 6) / 1000,
	hotM3: (DAYS_KNOWN * 24 * 4) / 1000
};

/** A wall display in a home that is set up, which shows what the terms say; `broker`: instead of one of its own. */
export async function startWall(
	{ bare = false, quiet: _, granted, central, ...settings }: WallTerms = {},
	broker?: string
): Promise<RunningKiosk> {
	const dir = mkdtempSync(path.join(tmpdir(), 'hemvy-wall-'));
	if (!bare) {
		const store = new Store({ dir, diskMb: 64 });
		// no night, so that the hour of the test changes nothing
		const day = { visible: 'details', nightFrom: '00:00', nightTo: '00:00' } as const;
		store.settings.set('display', { ...DEFAULT_DISPLAY, ...day, ...settings });
		store.setups.put(SETUPS);
		const home = { home: { timeZone: 'Europe/Stockholm' }, meters: [] };
		if (granted !== undefined) {
			store.settings.set('paired', { key: 'id.secret', ...home });
			store.settings.set('granted', { key: 'id', grant: granted });
		}
		seedHistory(store);
		store.close();
	}
	const own = {
		HEMVY_NODE_DATA: dir,
		...(bare ? {} : { HEMVY_PIN: PIN }),
		...(central === undefined ? {} : { HEMVY_CENTRAL_URL: central })
	};
	return startKiosk({ env: broker === undefined ? own : { ...own, MQTT_URL: broker } });
}

/** A telegram of a radio water meter, so many seconds ago. */
export const telegram = (id: '11111111' | '22222222', m3: number, secondsAgo = 0) => ({
	...{ _: 'telegram', media: 'water', meter: 'iperl', name: 'vatten', id, total_m3: m3, status: 'OK' },
	timestamp: new Date(Date.now() - secondsAgo * 1000).toISOString()
});

/** Everything that this home has says something. */
export async function liven(wall: RunningKiosk): Promise<void> {
	const { kWh, coldM3, hotM3 } = REGISTERS;
	// all written at one time: a minute lies between them, however busy the machine
	const cold = [telegram('11111111', coldM3, 60), telegram('11111111', coldM3 + 0.006)];
	const hot = [telegram('22222222', hotM3, 60), telegram('22222222', hotM3)];
	await wall.publish('amsreader', { data: { P: 412, tPI: kWh + 0.1 } });
	for (const said of cold) await wall.publish('wmbusmeters/k', said);
	for (const said of hot) await wall.publish('wmbusmeters/v', said);
	await wall.publish('zigbee2mqtt/vardagsrum', { temperature: 21.4, humidity: 40, linkquality: 90 });
	await wall.publish('zigbee2mqtt/kaffebryggare', { state: 'ON', power: 800, linkquality: 90 });
	await wall.publish('zigbee2mqtt/ytterdörr', { contact: true, linkquality: 90 });
}

/** Says power anew every second, as a reader does. @returns how to stop */
export function speak(wall: RunningKiosk): () => void {
	const timer = setInterval(
		() => void wall.publish('amsreader', { data: { P: 412 } }).catch(() => undefined),
		1000
	);
	return () => {
		clearInterval(timer);
	};
}

interface WallFixtures {
	readonly terms: WallTerms;
	readonly wall: RunningKiosk;
	/** Opens the wall and waits until its scripts run. */
	readonly open: () => Promise<Page>;
}

export const test = base.extend<WallFixtures>({
	terms: [{}, { option: true }],
	wall: async ({ terms }, use) => {
		const wall = await startWall(terms);
		if (!terms.bare && !terms.quiet) await liven(wall);
		await use(wall);
		await wall.kill();
		rmSync(wall.dataDir, { recursive: true, force: true });
	},
	open: async ({ page, wall }, use) => {
		await use(async () => {
			const events = page.waitForResponse('**/api/v1/events');
			await page.goto(wall.url);
			await events;
			return page;
		});
	}
});

export { expect } from '@playwright/test';
