import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addDays, dayStart } from '../../src/lib/energy/calendar.ts';
import type { HourValue } from '../../src/lib/home/hours.ts';
import type { Setup } from '../../src/lib/home/setup.ts';
import { DayForming } from '../../src/lib/server/node/day-forming.ts';
import { centralServer } from './central-server.ts';
import { freshNode, until } from './fresh-node.ts';
import { freshStore, reading, type FreshStore } from './fresh-store.ts';

const HOUR = 3600;
const ZONE = 'Europe/Stockholm';
const DAY = '2026-11-20';
const START = dayStart(DAY);

let fresh: FreshStore;
let days: DayForming;
let id: number;
beforeEach(() => {
	fresh = freshStore();
	const { store } = fresh;
	const setup: Setup = {
		...{ device: 'wmbus:1234', channel: '', quantity: 'water', name: '', medium: 'cold_water', room: null },
		...{ serial: '1234', expectedS: null, hidden: false }
	};
	store.setups.put([setup]);
	store.readings.add(reading(START, 1));
	store.flush(START);
	id = store.readings.idOf('wmbus:1234\n\nwater') ?? -1;
	days = new DayForming(store);
});
afterEach(() => {
	fresh.drop();
});

/** Registers at every hour boundary in [from, to]: 10 l an hour. */
function hours(from: number, to: number): HourValue[] {
	const all: HourValue[] = [];
	for (let at = from; at <= to; at += HOUR)
		all.push({ at, value: 1000 + (at - from) / 360, quality: 'measured' });
	return all;
}
const known = () => fresh.store.days.since(id, '2000-01-01').map(({ day, used }) => [day, used]);
const whole = () =>
	fresh.store.days
		.since(id, '2000-01-01')
		.filter(({ isWhole }) => isWhole)
		.map(({ day }) => day);

describe('days of the stored hours', () => {
	it.each([
		['2026-03-29', 230],
		['2026-10-25', 250]
	])('of %s are its 23 or 25 hours', (day, used) => {
		fresh.store.hours.put(id, hours(dayStart(addDays(day, -1)), dayStart(addDays(day, 2))));
		days.run(ZONE);
		expect(known()).toContainEqual([day, used]);
		expect(whole()).toEqual([addDays(day, -1), day, addDays(day, 1)]);
	});

	it('are the same hour by hour, all at once, and done again', () => {
		const all = hours(START - 5 * HOUR, START + 30 * HOUR);
		for (const hour of all) {
			fresh.store.hours.put(id, [hour]);
			days.run(ZONE);
		}
		const right = [
			[addDays(DAY, -1), 50],
			[DAY, 240],
			[addDays(DAY, 1), 60]
		];
		expect(known()).toEqual(right);
		days.noteAll();
		expect(days.run(ZONE)).toBe(0);
		expect(days.run(ZONE)).toBe(0);
		expect(known()).toEqual(right);
	});

	it('change with an hour that comes late, and no other day does', () => {
		const all = hours(START, START + 72 * HOUR);
		fresh.store.hours.put(
			id,
			all.filter(({ at }) => at !== START + 24 * HOUR)
		);
		days.run(ZONE);
		expect(whole()).toEqual([addDays(DAY, 2)]);
		fresh.store.hours.put(id, [{ at: START + 24 * HOUR, value: 1235, quality: 'measured' }]);
		expect(days.run(ZONE)).toBe(2);
		expect(known().slice(0, 3)).toEqual([
			[DAY, 235],
			[addDays(DAY, 1), 245],
			[addDays(DAY, 2), 240]
		]);
	});

	it('that a kill came between are formed at the next start', () => {
		fresh.store.hours.put(id, hours(START, START + 24 * HOUR));
		days = new DayForming(fresh.reopen());
		expect(known()).toEqual([]);
		days.noteAll();
		days.run(ZONE);
		expect(known()).toContainEqual([DAY, 240]);
	});

	it('stay when their hours are too old to be kept, and go after 400 days', () => {
		fresh.store.hours.put(id, hours(START, START + 48 * HOUR));
		days.run(ZONE);
		fresh.store.sweep(START + 5 * HOUR + 15 * 24 * HOUR);
		days.noteAll();
		days.run(ZONE);
		expect(known()[0]).toEqual([DAY, 240]);
		fresh.store.sweep(START + (400 + 1) * 24 * HOUR);
		expect(known()[0]).toEqual([DAY, 240]);
		fresh.store.sweep(START + (400 + 2) * 24 * HOUR);
		expect(whole()).toEqual([addDays(DAY, 1)]);
	});

	it('are taken back where the clock had been ahead', () => {
		fresh.store.hours.put(id, hours(START, START + 72 * HOUR));
		days.run(ZONE);
		fresh.store.takeBack(START + 30 * HOUR);
		days.run(ZONE);
		expect(known()).toEqual([
			[DAY, 240],
			[addDays(DAY, 1), 60]
		]);
	});

	it('go with the hours of a wrong medium, and with a tenancy', () => {
		const put = () => {
			fresh.store.hours.put(id, hours(START, START + 24 * HOUR));
			days.run(ZONE);
			expect(known()).not.toEqual([]);
		};
		put();
		fresh.store.hours.clear(id);
		expect(known()).toEqual([]);
		put();
		fresh.store.forgetHistory();
		expect(known()).toEqual([]);
	});

	it('are formed anew where the home is said to be in another zone', () => {
		fresh.store.hours.put(id, hours(START - HOUR, START + 24 * HOUR));
		days.run(ZONE);
		expect(whole()).toEqual([DAY]);
		days.run('Europe/Helsinki');
		expect(known()[0]).toEqual([DAY, 240]);
		expect(fresh.store.days.since(id, DAY)[0]?.since).toBe(START - HOUR);
	});
});

it('the month is on the page, and blank once the tenancy’s key has ended', async () => {
	const server = await centralServer();
	const home = await freshNode({ HEMVY_CENTRAL_URL: server.url.href });
	const { node } = home;
	const now = Math.floor(Date.now() / 1000);
	const telegram = (at: number) => ({
		...{ _: 'telegram', media: 'water', meter: 'iperl', name: 'v', id: '1234', status: 'OK' },
		...{ total_m3: 10 + (at - now) / 1e6, timestamp: new Date(at * 1000).toISOString() }
	});
	try {
		server.isEntered = true;
		await node.beginPairing();
		await until(() => node.pairing().state === 'paired');
		node.commission({ device: 'wmbus:1234', quantity: 'water', medium: 'cold_water', serial: '1234' });
		for (let at = now - 30 * HOUR; at <= now; at += HOUR / 2) await home.say('wmbusmeters/v', telegram(at));
		const { month } = await until(() => {
			const snapshot = node.snapshot();
			return snapshot.month.media.some(({ used }) => used !== null) && snapshot;
		});
		expect(month.media).toMatchObject([{ medium: 'cold_water', unit: 'l', usual: null, ambient: 'unknown' }]);
		expect(month.media[0]?.used).toBeGreaterThanOrEqual(0);
		expect(month.media[0]?.used).toBeLessThanOrEqual(108);
		server.mood = 'unauthorized';
		await home.say('wmbusmeters/v', telegram(now + HOUR / 60));
		await until(() => node.pairing().state === 'ended', 20_000);
		expect(node.snapshot()).toMatchObject({ month: { media: [] }, today: { coldL: null }, strip: [] });
		// also while the next key is asked for
		server.isEntered = false;
		await node.beginPairing();
		expect(node.snapshot().month.media).toEqual([]);
	} finally {
		await home.drop();
		await server.close();
	}
});
