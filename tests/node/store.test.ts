import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Store } from '../../src/lib/server/node/store.ts';
import { freshStore, reading, utc, type FreshStore } from './fresh-store.ts';

const NOW = utc('2026-11-22T12:00:00Z');
const DAY = 86_400;
const WATER = 'wmbus:1234\n\nwater';

let fresh: FreshStore;
beforeEach(() => {
	fresh = freshStore(8);
});
afterEach(() => {
	fresh.drop();
});

const idOf = (store: Store) => store.readings.idOf(WATER) ?? -1;

describe('the node’s store', () => {
	it('keeps readings, hours, events, setups and settings over a restart', () => {
		const { store } = fresh;
		store.readings.add(reading(NOW, 1.5));
		store.flush(NOW);
		store.hours.put(idOf(store), [{ at: NOW, value: 1500, quality: 'measured' }]);
		store.events.add(NOW, 'started');
		store.setups.put([
			{
				...{ device: 'wmbus:1234', channel: '', quantity: 'water', name: 'Vatten', room: null },
				...{ medium: 'hot_water', serial: '1234', expectedS: null, hidden: false }
			}
		]);
		const again = fresh.reopen();
		expect(again.readings.between(idOf(again), NOW, NOW)).toMatchObject([{ at: NOW, value: 1.5 }]);
		expect(again.hours.pending(10)).toMatchObject([
			{ at: NOW, value: 1500, serial: '1234', medium: 'hot_water' }
		]);
		expect(again.events.latest(5)).toMatchObject([{ kind: 'started', at: NOW }]);
		expect(again.readings.latest()).toMatchObject([{ device: 'wmbus:1234', at: NOW, value: 1.5 }]);
	});

	it('takes the same sample twice as one', () => {
		const { store } = fresh;
		for (let i = 0; i < 3; i++) store.readings.add(reading(NOW, 1.5, { receivedAt: NOW + i }));
		store.flush(NOW);
		expect(store.readings.between(idOf(store), 0, NOW + 9)).toHaveLength(1);
	});

	it('puts a late reading in its place and leaves the latest where it is', () => {
		const { store } = fresh;
		store.readings.add(reading(NOW, 2));
		store.readings.add(reading(NOW - 4000, 1, { receivedAt: NOW + 5 }));
		store.flush(NOW);
		expect(store.readings.between(idOf(store), 0, NOW).map(({ value }) => value)).toEqual([1, 2]);
		expect(store.readings.latest()).toMatchObject([{ at: NOW, value: 2 }]);
	});

	it('drops readings after 48 h, but never the last one', () => {
		const { store } = fresh;
		for (const hours of [200, 100, 50]) store.readings.add(reading(NOW - hours * 3600, hours));
		store.flush(NOW);
		while (store.prune(NOW));
		expect(store.readings.between(idOf(store), 0, NOW).map(({ value }) => value)).toEqual([50]);
	});

	it('keeps hours for 15 days whether delivered or not, and says what was never delivered', () => {
		const { store } = fresh;
		store.readings.add(reading(NOW, 1));
		store.flush(NOW);
		store.setups.put([
			{
				...{ device: 'wmbus:1234', channel: '', quantity: 'water', name: '', room: null },
				...{ medium: 'hot_water', serial: '1234', expectedS: null, hidden: false }
			}
		]);
		const at = [16, 15.5, 14].map((days) => NOW - days * DAY);
		store.hours.put(
			idOf(store),
			at.map((when) => ({ at: when, value: 1, quality: 'measured' }))
		);
		store.hours.judge(store.hours.pending(1), 'stored');
		expect(store.sweep(NOW)).toMatchObject([{ serial: '1234', from: at[1], to: at[1], hours: 1 }]);
		expect([...store.hours.boundaries(idOf(store), 0).keys()]).toEqual([at[2]]);
	});

	it('delivers an hour anew when a late telegram changed it, and no acknowledgement of before counts', () => {
		const { store } = fresh;
		store.readings.add(reading(NOW, 1));
		store.flush(NOW);
		store.setups.put([
			{
				...{ device: 'wmbus:1234', channel: '', quantity: 'water', name: '', room: null },
				...{ medium: 'hot_water', serial: '1234', expectedS: null, hidden: false }
			}
		]);
		const put = (value: number) => store.hours.put(idOf(store), [{ at: NOW, value, quality: 'measured' }]);
		expect([put(5), put(5)]).toEqual([1, 0]);
		const sent = store.hours.pending(9);
		put(6);
		store.hours.judge(sent, 'stored');
		expect(store.hours.pending(9)).toMatchObject([{ value: 6, revision: 1 }]);
	});

	it('stays within its megabytes: the oldest readings go, hours and events find room', () => {
		const { store } = fresh;
		for (let round = 0; round < 40; round++) {
			for (let i = 0; i < 10_000; i++) store.readings.add(reading(NOW + round * 10_000 + i, i / 1000));
			while (store.flush(NOW));
		}
		store.events.add(NOW, 'started');
		expect(store.fullSince).toBeNull();
		expect(statSync(path.join(fresh.dir, 'node.sqlite')).size).toBeLessThanOrEqual(8 * 1024 * 1024);
		const kept = store.readings.between(idOf(store), 0, NOW + 400_000);
		expect(kept.at(-1)?.at).toBe(NOW + 399_999);
		expect(kept.length).toBeGreaterThan(100_000);
	});

	it('that is full says so, loses only what is oldest, and goes on', () => {
		const store = new Store({ dir: path.join(fresh.dir, 'small'), diskMb: 0.25 });
		// one reading each: the last of a series is never pruned, so there is no room to be made
		for (let i = 0; i < 30_000; i++) store.readings.add(reading(NOW, i, { device: `wmbus:${i}` }));
		for (let i = 0; i < 20; i++) store.flush(NOW);
		expect(store.fullSince).toBe(NOW);
		expect(store.readings.waiting).toBeLessThanOrEqual(22_000);
		expect(store.readings.lost).toBeGreaterThan(0);
		expect(
			store.attempt(NOW, () => {
				store.settings.set('much', 'x'.repeat(400_000));
			})
		).toBeNull();
		store.close();
	});

	it('a file that is no database any more is put aside', () => {
		const file = path.join(fresh.dir, 'node.sqlite');
		fresh.store.close();
		writeFileSync(file, 'this is no database, whatever its name says '.repeat(100));
		const again = new Store({ dir: fresh.dir, diskMb: 8 });
		expect(again.setAside).toMatch(/broken-\d+$/);
		again.readings.add(reading(NOW, 1));
		again.flush(NOW);
		expect(again.readings.latest()).toHaveLength(1);
		again.close();
		fresh.reopen = () => again;
		fresh.drop = () => undefined;
	});

	it('belongs to one node at a time', () => {
		expect(() => new Store({ dir: fresh.dir, diskMb: 8 })).toThrow(/Another home node/);
	});

	it('can be read by its owner only', () => {
		expect(statSync(path.join(fresh.dir, 'node.sqlite')).mode & 0o077).toBe(0);
	});
});
