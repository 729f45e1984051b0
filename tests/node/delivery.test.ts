import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Central, type Paired } from '../../src/lib/server/node/central.ts';
import { Delivery } from '../../src/lib/server/node/delivery.ts';
import type { Store } from '../../src/lib/server/node/store.ts';
import { centralServer, type CentralServer } from './central-server.ts';
import { freshStore, reading, utc, type FreshStore } from './fresh-store.ts';

const HOUR = 3600;
const NOW = utc('2026-11-22T12:00:00Z');
const PAIRED: Paired = {
	key: 'id.secret',
	home: { timeZone: 'Europe/Stockholm' },
	meters: [{ serial: '1234', medium: 'cold_water', unit: 'm³', scale: -3 }]
};

let fresh: FreshStore;
let server: CentralServer;
let now = NOW;
let known: boolean[] = [];
let told: number[] = [];

beforeEach(async () => {
	fresh = freshStore();
	server = await centralServer();
	now = NOW;
	known = [];
	told = [];
});
afterEach(async () => {
	fresh.drop();
	await server.close();
});

const delivery = (store: Store = fresh.store, timeoutMs = 2000) =>
	new Delivery({
		...{ store, central: new Central(server.url, timeoutMs), now: () => now, paired: () => PAIRED },
		judged: (isKnown) => known.push(isKnown),
		told: (at) => told.push(at)
	});

/** A meter with `count` hours up to noon. @returns its series */
function hours(count: number, serial = '1234', medium: 'cold_water' | 'temperature' = 'cold_water'): number {
	const { store } = fresh;
	const quantity = medium === 'temperature' ? 'temperature' : 'water';
	const device = `wmbus:${serial}`;
	store.readings.add(
		reading(now, 1, { device, quantity, kind: medium === 'temperature' ? 'gauge' : 'counter' })
	);
	store.flush(now);
	const row = {
		device,
		channel: '',
		quantity,
		name: '',
		medium,
		room: null,
		serial,
		expectedS: null
	} as const;
	store.setups.put([{ ...row, hidden: false }]);
	const id = store.readings.idOf(`${device}\n\n${quantity}`) ?? -1;
	store.hours.put(
		id,
		Array.from({ length: count }, (_, i) => ({
			at: NOW - (count - 1 - i) * HOUR,
			value: 1000 + i,
			quality: 'measured' as const
		}))
	);
	return id;
}

describe('delivery', () => {
	it('sends the oldest first, in batches, until each is stored, and then nothing', async () => {
		hours(1200);
		const out = delivery();
		const rounds = [await out.round(), await out.round(), await out.round(), await out.round()];
		expect(rounds).toMatchObject([{ stored: 500 }, { stored: 500 }, { stored: 200 }, { kind: 'nothing' }]);
		expect(server.stored.size).toBe(1200);
		const times = [...server.stored.values()].map(({ at }) => at);
		expect(times).toEqual([...times].sort());
		expect([...server.stored.values()].at(-1)).toMatchObject({
			...{ meter: '1234', medium: 'cold_water', at: '2026-11-22T12:00:00Z' },
			...{ value: '2.199', unit: 'm³', quality: 'measured' }
		});
	});

	it('that was stored but not answered is sent again, and doubles nothing', async () => {
		hours(100);
		server.mood = 'forgets_to_answer';
		expect(await delivery().round()).toMatchObject({ kind: 'failed' });
		const store = fresh.reopen();
		server.mood = 'good';
		expect(await delivery(store).round()).toMatchObject({ stored: 100, refused: 0 });
		expect(server.stored.size).toBe(100);
		expect(server.taken).toHaveLength(200);
		expect(new Set(server.taken).size).toBe(100);
	});

	it.each(['fails', 'silent', 'nonsense'] as const)(
		'keeps everything while the central system %s',
		async (mood) => {
			hours(3);
			server.mood = mood;
			const out = delivery(fresh.store, 200);
			expect(await out.round()).toMatchObject({ kind: 'failed' });
			expect(out.state).toMatchObject({ link: 'down', since: NOW });
			expect(fresh.store.hours.backlog().hours).toBe(3);
			server.mood = 'good';
			expect(await out.round()).toMatchObject({ stored: 3 });
			expect(out.state.link).toBe('up');
		}
	);

	it('keeps what an answer does not mention', async () => {
		hours(10);
		server.mood = 'half';
		expect(await delivery().round()).toMatchObject({ stored: 5, left: true });
		expect(fresh.store.hours.backlog().hours).toBe(5);
	});

	it('says once what was refused, and sends it no more', async () => {
		hours(5, '9999');
		server.refuse.set('9999', 'unknown_meter');
		const out = delivery();
		expect(await out.round()).toMatchObject({ stored: 0, refused: 5 });
		expect(await out.round()).toEqual({ kind: 'nothing' });
		expect(fresh.store.events.latest(9, 'hour_refused')).toMatchObject([
			{ subject: '9999', detail: { reason: 'unknown_meter', hours: 5 } }
		]);
	});

	it('waits with what the central system holds for the future: a clock is wrong', async () => {
		hours(2);
		server.refuse.set('1234', 'future');
		server.now = NOW - 3 * HOUR;
		await delivery().round();
		expect(told).toEqual([NOW - 3 * HOUR]);
		expect(fresh.store.hours.backlog().hours).toBe(2);
	});

	it('goes in smaller pieces where it is too large', async () => {
		hours(40);
		server.mood = 'too_large';
		const out = delivery();
		for (let i = 0; i < 12; i++) await out.round();
		expect(server.stored.size).toBe(40);
	});

	it('says that its key opens nothing, and keeps the hours', async () => {
		hours(2);
		server.mood = 'unauthorized';
		expect(await delivery().round()).toEqual({ kind: 'ended' });
		expect(known).toEqual([false]);
		expect(fresh.store.hours.backlog().hours).toBe(2);
	});

	it('sends a mean only when its hour is over', async () => {
		hours(1, '77', 'temperature');
		expect(await delivery().round()).toMatchObject({ kind: 'delivered', stored: 0 });
		expect(server.stored.size).toBe(0);
		now = NOW + HOUR;
		await delivery().round();
		expect([...server.stored.values()]).toMatchObject([{ value: '10.00', unit: '°C' }]);
	});

	it('asks for the time once a day, though there is nothing to send', async () => {
		const out = delivery();
		await out.round();
		expect(await out.round()).toEqual({ kind: 'nothing' });
		now += 86_401;
		await out.round();
		expect([server.deliveries, told.length]).toEqual([2, 2]);
	});

	it('loses nothing while the central system is away for 15 days, and says what it drops after that', async () => {
		const { store } = fresh;
		const id = hours(24);
		const out = delivery();
		await out.round();
		server.mood = 'fails';
		const put = (at: number) => store.hours.put(id, [{ at, value: at - NOW, quality: 'measured' }]);
		for (let h = 1; h <= 15 * 24; h++) {
			now = NOW + h * HOUR;
			put(now);
			expect(store.sweep(now)).toEqual([]);
		}
		await out.round();
		server.mood = 'good';
		for (let i = 0; i < 3; i++) await out.round();
		expect(server.stored.size).toBe(24 + 15 * 24);

		server.mood = 'fails';
		const from = now;
		const dropped = [];
		for (let h = 1; h <= 16 * 24; h++) {
			now = from + h * HOUR;
			put(now);
			dropped.push(...store.sweep(now));
		}
		expect(dropped.reduce((sum, each) => sum + each.hours, 0)).toBe(23);
		server.mood = 'good';
		for (let i = 0; i < 3; i++) await out.round();
		expect(server.stored.size).toBe(24 + 15 * 24 + 16 * 24 - 23);
	});
});
