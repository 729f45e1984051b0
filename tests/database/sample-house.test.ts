import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MEDIUM_FACTS, type Medium } from '../../src/lib/energy/medium.ts';
import { sampleDays } from '../../src/lib/sample/company.ts';
import { runHome } from '../../src/lib/sample/telegrams.ts';
import { continueSample } from '../../src/lib/server/demo/continue-sample.ts';
import { DEMO_HOME, hasWorkingNode } from '../../src/lib/server/demo/house/demo-home.ts';
import { openHouse, type OpenHouse } from '../../src/lib/server/demo/house/open-house.ts';
import { loadSample } from '../../src/lib/server/demo/load-sample.ts';
import { Store } from '../../src/lib/server/node/store.ts';
import { livingNode } from '../fixtures/living-node.ts';
import { smallCentre, type SmallCentre } from '../fixtures/small-centre.ts';
import { someHomes } from '../fixtures/some-homes.ts';
import { freshDatabase, type FreshDatabase } from './fresh.ts';

const at = (iso: string) => Date.parse(iso) / 1000;
const HOUR = 3600;
/** A day and a half before the clocks change. */
const ANCHOR = at('2026-10-23T10:20:00Z');
const home = someHomes(ANCHOR).homes.find(({ key }) => key === DEMO_HOME);
const meters = home?.meters.filter(({ removed }) => removed === null) ?? [];

interface HourRow {
	serial: string;
	medium: Medium;
	start: number;
	amount: string | null;
	quality: string;
}

describe('the sample home with its display', () => {
	let database: FreshDatabase;
	let centre: SmallCentre;
	let now = ANCHOR;
	const nodeDir = mkdtempSync(path.join(tmpdir(), 'hemvy-house-'));

	/** A start: the house is made ready, and its node takes its key. */
	const start = async (): Promise<OpenHouse> => {
		const opened = await openHouse({
			...{ owner: database.owner, portalUrl: database.urls.portal, central: centre.url },
			...{ nodeDir, now, makeCompany: someHomes }
		});
		if (!opened) throw new Error('no house');
		return opened;
	};
	/** Node and house live from now until `until`; then both are gone, as after kill -9. */
	const live = async ({ house }: OpenHouse, until: number): Promise<void> => {
		await livingNode({ house, nodeDir, central: centre.url, from: now, until, at: (time) => (now = time) });
	};
	const hours = (from: number, to: number) => database.superuser<HourRow[]>`
		select h.serial, h.medium, extract(epoch from h.start_at)::float8 as start, h.amount::text, h.quality
		from portal.hours h
		where h.serial = any(${meters.map(({ serial }) => serial)})
			and h.start_at >= to_timestamp(${from}) and h.end_at <= to_timestamp(${to})
		order by h.serial, h.start_at`;

	beforeAll(async () => {
		database = await freshDatabase();
		centre = await smallCentre(database.gate, () => now);
		await loadSample(database.owner, { now: ANCHOR, makeCompany: someHomes });
	});
	afterAll(async () => {
		await centre.close();
		await database.close();
		rmSync(nodeDir, { recursive: true, force: true });
	});

	it('is paired on its first start, set up, and knows its usual days', async () => {
		const opened = await start();
		expect(opened.pairing).toEqual({ state: 'paired' });
		const store = new Store({ dir: nodeDir, diskMb: 64 });
		expect(store.hours.pending(9)).toEqual([]);
		for (const quantity of ['water', 'hot_water', 'electricity_import']) {
			const series = store.readings.latest().find((each) => each.quantity === quantity);
			const id = store.readings.idOf(`${series?.device ?? ''}\n\n${quantity}`) ?? 0;
			expect(store.days.since(id, '2026-08-20').filter(({ isWhole }) => isWhole).length).toBeGreaterThan(60);
			expect(store.hours.last(id)).toBe(at('2026-10-23T10:00:00Z'));
		}
		store.close();
		await live(opened, at('2026-10-23T13:20:00Z'));
		expect(await hasWorkingNode(database.owner, opened.serial)).toBe(true);
	});

	it('goes on after two starts in one hour, after hours and after days, over the change of clocks', async () => {
		await live(await start(), at('2026-10-23T13:31:00Z'));
		now = at('2026-10-23T13:40:00Z');
		await live(await start(), at('2026-10-23T15:01:30Z'));
		// stopped before the telegrams of the hour would have come, started again before they would
		now = at('2026-10-23T22:00:40Z');
		await live(await start(), at('2026-10-24T01:10:00Z'));
		now = at('2026-10-25T00:30:00Z');
		await live(await start(), at('2026-10-25T03:05:00Z'));
		now = at('2026-10-29T06:50:00Z');
		await live(await start(), at('2026-10-29T09:05:00Z'));
	});

	it('has every hour, once, and none of them odd', async () => {
		const end = at('2026-10-29T09:00:00Z');
		const rows = await hours(ANCHOR - 6 * HOUR, end);
		const odd = rows.filter(({ quality, amount }) => quality !== 'measured' || amount === null);
		expect(odd).toEqual([]);
		for (const { serial } of meters) {
			const own = rows.filter((row) => row.serial === serial).map(({ start }) => start);
			expect(own.at(-1)).toBe(end - HOUR);
			expect(own).toEqual(own.map((_, i) => (own[0] ?? 0) + i * HOUR));
		}
	});

	it('has used what the sample company would have used without a display', async () => {
		if (!home) throw new Error(DEMO_HOME);
		const begin = at('2026-10-20T00:00:00Z');
		const end = at('2026-10-29T09:00:00Z');
		const rows = await hours(begin, end);
		const runs = runHome(home, sampleDays(someHomes(ANCHOR).firstDay, end), end);
		for (const { meter, telegrams } of runs) {
			if (meter.removed !== null || meter.digits === null) continue;
			const own = rows.filter(({ serial }) => serial === meter.serial);
			const scale = 10 ** -MEDIUM_FACTS[own[0]?.medium ?? 'cold_water'].scale;
			const used = own.reduce((sum, { amount }) => sum + Number(amount) * scale, 0);
			const register = (when: number) => {
				const i = telegrams.at.findIndex((each) => each >= when);
				return telegrams.registers[i < 0 ? telegrams.registers.length - 1 : i] ?? 0;
			};
			const wanted = register(end) - register(begin);
			// both ends lie between two telegrams
			expect(Math.abs(used - wanted)).toBeLessThan(meter.channel === 'electricity' ? 900 : 60);
			expect(used).toBeGreaterThan(200);
		}
	});

	it('lives on by the company once its pairing has ended, and the start says so', async () => {
		await database.superuser`update node.home_node set revoked = now()`;
		now = at('2026-10-29T09:30:00Z');
		const opened = await start();
		expect(opened.pairing.state).toBe('ended');
		expect(await hasWorkingNode(database.owner, opened.serial)).toBe(false);
		now = at('2026-10-29T14:30:00Z');
		await continueSample(database.owner, { now, makeCompany: someHomes });
		const rows = await hours(at('2026-10-29T06:00:00Z'), at('2026-10-29T14:00:00Z'));
		expect(rows.filter(({ quality }) => quality !== 'measured')).toEqual([]);
		expect(rows.filter(({ serial }) => serial === meters[0]?.serial)).toHaveLength(8);
	});
});
