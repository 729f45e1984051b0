import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { NOTHING_GRANTED } from '../../src/lib/home/grant.ts';
import { ASKED_EVERY_MS } from '../../src/lib/server/node/display-grant.ts';
import { Store } from '../../src/lib/server/node/store.ts';
import { centralServer, type CentralServer } from './central-server.ts';
import { freshNode, until, type FreshNode } from './fresh-node.ts';

let server: CentralServer;
let fresh: FreshNode;
beforeEach(async () => {
	server = await centralServer();
	fresh = await freshNode({ HEMVY_CENTRAL_URL: server.url.href }, { displayEveryMs: 100 });
});
afterEach(async () => {
	await fresh.drop();
	await server.close();
});

const pair = async () => {
	server.isEntered = true;
	await fresh.node.beginPairing();
	await until(() => fresh.node.pairing().state === 'paired');
};
const hours = () => fresh.node.grant()?.hour;
const watts = () => fresh.node.snapshot().power.watts;
const speak = () => fresh.say('amsreader', { data: { P: 412, tPI: 100 } });
/** Waits until the central system has been asked anew. */
const asked = async () => {
	const before = server.shownAsked;
	await until(() => server.shownAsked > before + 1);
};

it('asks one that answers at once often enough that a choice holds within a minute', () => {
	expect(2 * ASKED_EVERY_MS).toBeLessThanOrEqual(60_000);
});

it('a node of no tenancy is limited by nobody', async () => {
	await speak();
	await until(() => watts() === 412);
	expect(fresh.node.grant()).toBeNull();
});

it('what the tenant switches off is gone from what any page can be told, and comes back when switched on', async () => {
	await speak();
	await pair();
	await until(() => hours()?.includes('electricity'));
	await until(() => watts() === 412);
	const told: (number | null)[] = [];
	const { stop } = fresh.node.subscribe(({ power }) => {
		if (power) told.push(power.watts);
	});
	server.shown = { day: [], hour: ['cold_water'] };
	await until(() => hours()?.join() === 'cold_water');
	expect(fresh.node.snapshot()).toMatchObject({ power: { watts: null, at: null }, strip: [] });
	expect(JSON.stringify(fresh.node.snapshot())).not.toContain('412');
	await until(() => told.at(-1) === null);
	await fresh.say('amsreader', { data: { P: 733, tPI: 100.1 } });
	await asked();
	expect(told).not.toContain(733);
	server.shown = { day: [], hour: ['electricity'] };
	await until(() => watts() === 733);
	stop();
});

it('nothing finer than months is shown before the tenant’s choice has been heard', async () => {
	server.shown = { day: [], hour: [] };
	await speak();
	await pair();
	expect(fresh.node.grant()).toEqual(NOTHING_GRANTED);
	await asked();
	expect(watts()).toBeNull();
});

it('without contact the last that was heard holds, over a restart too', async () => {
	server.shown = { day: ['electricity'], hour: [] };
	await pair();
	await until(() => fresh.node.grant()?.day.includes('electricity'));
	server.mood = 'fails';
	server.shown = { day: [], hour: ['electricity'] };
	await asked();
	expect(fresh.node.grant()).toEqual({ day: ['electricity'], hour: [] });
	const node = await fresh.restart();
	expect(node.grant()).toEqual({ day: ['electricity'], hour: [] });
	await asked();
	expect(fresh.node.grant()).toEqual({ day: ['electricity'], hour: [] });
	server.mood = 'good';
	await until(() => hours()?.includes('electricity'));
});

it('a key that was revoked, or whose tenancy is over, leaves no history and nothing of now', async () => {
	await speak();
	await pair();
	await until(() => watts() === 412);
	server.mood = 'unauthorized';
	await until(() => fresh.node.pairing().state === 'ended');
	expect(fresh.node.grant()).toEqual(NOTHING_GRANTED);
	const { power, strip, tiles, rooms, month, today } = fresh.node.snapshot();
	expect({
		watts: power.watts,
		strip,
		tiles,
		rooms,
		media: month.media,
		today: today.electricityKWh
	}).toEqual({ watts: null, strip: [], tiles: [], rooms: [], media: [], today: null });
});

it('a grant is its key’s: the next one begins with nothing', async () => {
	await pair();
	await until(() => hours()?.includes('electricity'));
	await fresh.pause(async () => {
		const store = new Store({ dir: fresh.dir, diskMb: 64 });
		store.settings.set('granted', { key: 'before', grant: { day: [], hour: ['electricity'] } });
		store.close();
		server.mood = 'fails';
		return Promise.resolve();
	});
	await asked();
	expect(fresh.node.pairing().state).toBe('paired');
	expect(fresh.node.grant()).toEqual(NOTHING_GRANTED);
});

it('a centre that waits with its answer is heard at once, is left at once, and is not pressed when it does not', async () => {
	// as in homes: without waiting a change would take up to half a minute
	await fresh.drop();
	server.waits = 'held';
	fresh = await freshNode({ HEMVY_CENTRAL_URL: server.url.href });
	await speak();
	await pair();
	const begun = performance.now();
	for (const hour of [['electricity'], [], ['electricity']]) {
		server.shown = { day: [], hour };
		await until(() => watts() === (hour.length > 0 ? 412 : null));
	}
	await until(() => server.holding === 1);
	server.waits = 'at_once';
	await until(() => server.holding === 0);
	const before = server.shownAsked;
	await sleep(500);
	expect(server.shownAsked).toBe(before);
	server.waits = 'held';
	await fresh.restart();
	await until(() => server.holding === 1);
	fresh.node.forgetPairing();
	await until(() => server.holding === 0);
	expect(performance.now() - begun).toBeLessThan(8000);
});

it('what ends by the clock ends without contact, over a restart too, and with the tenancy its history', async () => {
	server.waits = 'held';
	await speak();
	await pair();
	const end = Date.now() + 1500;
	server.ends = { home: new Date(end).toISOString(), day: {}, hour: {} };
	await asked();
	server.mood = 'fails';
	await fresh.restart();
	await until(() => hours()?.length === 0);
	expect(Date.now()).toBeGreaterThanOrEqual(end);
	const { power, strip, month, notices } = fresh.node.snapshot();
	expect([power.watts, strip, month.media]).toEqual([null, [], []]);
	expect(notices.map(({ key }) => key)).toContain('pairing_ended');
});
