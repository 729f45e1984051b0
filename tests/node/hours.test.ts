import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reading } from '../../src/lib/home/reading.ts';
import type { Setup } from '../../src/lib/home/setup.ts';
import { HourForming } from '../../src/lib/server/node/hour-forming.ts';
import { freshStore, reading, utc, type FreshStore } from './fresh-store.ts';

const HOUR = 3600;
const H10 = utc('2026-11-22T10:00:00Z');
const KEY = 'wmbus:1234\n\nwater';

let fresh: FreshStore;
let forming: HourForming;
beforeEach(() => {
	fresh = freshStore();
	forming = new HourForming(fresh.store);
	fresh.store.setups.put([setup()]);
});
afterEach(() => {
	fresh.drop();
});

const setup = (part: Partial<Setup> = {}): Setup => ({
	...{ device: 'wmbus:1234', channel: '', quantity: 'water', name: '', medium: 'cold_water', room: null },
	...{ serial: '1234', expectedS: null, hidden: false },
	...part
});

/** Stores readings as the node does, one after the other, and forms after each. @returns the hours then */
function come(readings: readonly Reading[], now = Infinity, key = KEY): Record<number, number> {
	for (const each of readings) {
		fresh.store.readings.add(each);
		forming.note(each);
		fresh.store.flush(each.receivedAt);
		if (forming.hasWork) forming.run(Math.min(now, each.receivedAt));
	}
	if (forming.hasWork) forming.run(now);
	return hoursOf(key);
}
const hoursOf = (key = KEY) =>
	Object.fromEntries(
		[...fresh.store.hours.boundaries(fresh.store.readings.idOf(key) ?? -1, 0)].map(([at, value]) => [
			(at - H10) / HOUR,
			value
		])
	);
/** A place in an order that is none. */
const place = ({ receivedAt }: Reading) => ((receivedAt / 300) * 7919) % 31;
/** A telegram every ten minutes: 60 l an hour from 10 m³ at ten o’clock. */
const telegrams = (from: number, to: number) =>
	Array.from({ length: Math.floor((to - from) / 600) }, (_, i) =>
		reading(from + i * 600 + 300, Number((10 + (from + i * 600 + 300 - H10) / 60_000).toFixed(3)))
	);

describe('hours of what is stored', () => {
	const all = telegrams(H10 - 2 * HOUR, H10 + 3 * HOUR);
	const right = { [-1]: 9940, 0: 10_000, 1: 10_060, 2: 10_120 };

	it('are the registers at the boundaries', () => {
		expect(come(all)).toEqual(right);
	});

	it('are the same in whatever order the telegrams come', () => {
		expect(come([...all].reverse())).toEqual(right);
		const shuffled = [...all].sort((a, b) => place(a) - place(b));
		expect(come(shuffled)).toEqual(right);
	});

	it('of a late telegram: it changes its own hour, and that hour is delivered anew', () => {
		const late = reading(H10, 10.01, { receivedAt: H10 + 2 * HOUR });
		come(all);
		const { hours } = fresh.store;
		hours.judge(hours.pending(99), 'stored');
		expect(come([late])).toEqual({ ...right, 0: 10_010 });
		expect(hours.pending(99)).toMatchObject([{ at: H10, value: 10_010, revision: 1 }]);
	});

	it('that are formed again are not delivered again', () => {
		come(all);
		const { hours } = fresh.store;
		hours.judge(hours.pending(99), 'stored');
		forming.noteAll();
		forming.run(H10 + 3 * HOUR);
		expect(hours.pending(99)).toEqual([]);
	});

	it('are there after a restart in the middle of an hour', () => {
		come(all.filter((each) => (each.sourceTime ?? 0) < H10 + 1900));
		forming = new HourForming(fresh.reopen());
		forming.noteAll();
		forming.run(H10 + 1900);
		expect(come(all.filter((each) => (each.sourceTime ?? 0) >= H10 + 1900))).toEqual(right);
	});

	it('of a late telegram are formed after a kill that came between its storing and its hour', () => {
		come(all);
		fresh.store.readings.add(reading(H10, 10.01, { receivedAt: H10 + 2 * HOUR }));
		fresh.store.flush(H10 + 2 * HOUR);
		forming = new HourForming(fresh.reopen());
		forming.noteAll();
		forming.run(H10 + 3 * HOUR);
		expect(hoursOf()).toEqual({ ...right, 0: 10_010 });
	});

	it('100 → 0.2 is said once, as it is', () => {
		const before = telegrams(H10 - HOUR, H10);
		const after = [0.2, 0.21, 0.22, 0.23, 0.24, 0.25, 0.26].map((value, i) =>
			reading(H10 + 600 * i + 5, value)
		);
		const found = come([...before, ...after]);
		expect(found).toEqual({ 0: 9995, 1: 260 });
		const said = fresh.store.events.latest(9, 'register_fell');
		expect(said).toMatchObject([{ detail: { from: 9995, to: 200 } }]);
	});

	it('come of readings from before somebody said which water it is', () => {
		fresh.store.setups.put([], true);
		expect(come(all)).toEqual({});
		fresh.store.setups.put([setup({ medium: 'hot_water' })]);
		forming.noteAll({ device: 'wmbus:1234', channel: '', quantity: 'water' });
		forming.run(H10 + 3 * HOUR);
		expect(hoursOf()).toEqual(right);
	});

	it('of a gauge are means, formed when the hour is over, and anew for a late sample', () => {
		const room = (at: number, value: number, receivedAt = at) =>
			reading(at, value, {
				device: 'zigbee:rum',
				quantity: 'temperature',
				kind: 'gauge',
				unit: 'C',
				receivedAt
			});
		const key = 'zigbee:rum\n\ntemperature';
		expect(come([room(H10, 20), room(H10 + 1800, 21)], H10 + 1801, key)).toEqual({});
		expect(come([room(H10 + HOUR, 25)], H10 + HOUR + 61, key)).toEqual({ 0: 2050 });
		expect(come([room(H10 + 900, 19, H10 + 2 * HOUR)], H10 + 2 * HOUR, key)).toMatchObject({ 0: 2000 });
	});

	it('are taken back with their readings where the clock had been ahead, and formed anew', () => {
		come(all);
		fresh.store.takeBack(H10 + 1000);
		forming.noteAll();
		forming.run(H10 + 1000);
		expect(hoursOf()).toEqual({ [-1]: 9940, 0: 10_000 });
		expect(come(telegrams(H10 + 1200, H10 + 3 * HOUR))).toEqual(right);
	});
});
