import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acceptHours } from '../../src/lib/server/collection/nodes/accept-hours.ts';
import type { HomeNode } from '../../src/lib/server/collection/nodes/node-of.ts';
import { readSeries } from '../../src/lib/server/consumption/read-series.ts';
import { addDays, civilDay } from '../../src/lib/energy/calendar.ts';
import { qualityOf } from '../../src/lib/energy/quality.ts';
import type { Medium } from '../../src/lib/energy/medium.ts';
import { holderOf } from '../fixtures/holder.ts';
import { makeHome } from '../fixtures/home.ts';
import { pairedNode, theNode } from '../fixtures/node.ts';
import { freshDatabase, type FreshDatabase } from './fresh.ts';

const HOUR = 3600;
// Half past an hour, whenever the test runs: near its end the next hour would be within what clocks may differ.
const now = Math.floor(Date.now() / 3_600_000) * 3600 - 1800;
/** The last whole hour, and the hours before it. */
const last = Math.floor(now / HOUR) * HOUR;
const iso = (at: number) => new Date(at * 1000).toISOString();
const MOVE = last - 20 * 24 * HOUR;

let db: FreshDatabase;
const homes = { former: '', own: '', other: '' };
const tokens = { former: '', own: '', other: '' };
let node: HomeNode;
const meters: Record<string, number> = {};

beforeAll(async () => {
	db = await freshDatabase();
	const shared = await makeHome(db.superuser, {
		number: '1101',
		stays: [
			[iso(last - 500 * 24 * HOUR), 'tenancy'],
			[iso(MOVE), 'tenancy']
		],
		meters: [
			{ serial: 'PREDECESSOR', medium: 'cold_water', removed: iso(MOVE - HOUR) },
			{ serial: 'REMOVED', medium: 'hot_water', removed: iso(last - 72 * HOUR) },
			{ serial: 'K-1', medium: 'cold_water' },
			{ serial: 'E-1', medium: 'electricity' },
			{ serial: 'T-1', medium: 'temperature' },
			{ serial: 'Q-1', medium: 'hot_water' }
		]
	});
	const apart = await makeHome(db.superuser, {
		number: '1102',
		stays: [[iso(MOVE), 'tenancy']],
		meters: [{ serial: 'K-2', medium: 'cold_water' }]
	});
	Object.assign(meters, shared.meters, apart.meters);
	[homes.former = '', homes.own = ''] = shared.homes;
	[homes.other = ''] = apart.homes;
	tokens.former = await holderOf(db.superuser, homes.former, 'Former');
	tokens.own = await holderOf(db.superuser, homes.own, 'Own');
	tokens.other = await holderOf(db.superuser, homes.other, 'Other');
	node = await theNode(db, await pairedNode(db, homes.own, tokens.own));
});
afterAll(() => db.close());

let made = 0;
const item = (told: Record<string, unknown> = {}) => ({
	id: `i${made++}`,
	meter: 'K-1',
	medium: 'cold_water',
	at: iso(last),
	value: '100.000',
	unit: 'm³',
	quality: 'measured',
	...told
});
const accept = (items: readonly unknown[]) => acceptHours(db.gate, node, items, now);
const packs = (meter: string) =>
	db.superuser`select day, at, registers, flags, sources from metering.reading_pack
		where meter_id = ${meters[meter] ?? 0} order by day`;

async function hoursOf(who: 'own' | 'former' | 'other', medium: Medium, home = homes[who]) {
	const span = { from: civilDay(MOVE), to: addDays(civilDay(now), 1) };
	const reader = { pool: db.portal, token: tokens[who], now };
	const answer = await readSeries(reader, { home, media: [medium], resolution: 'hour', span });
	if (answer.kind !== 'series') return null;
	return answer.series[0]?.points.map(({ flags, ...point }) => ({ ...point, quality: qualityOf(flags) }));
}

describe('hours that a node delivers', () => {
	test('are seen by the home’s holder, hour by hour, and by nobody else', async () => {
		const items = [12, 11, 10, 9].map((ago, i) =>
			item({ at: iso(last - ago * HOUR), value: String(100 + i * 0.015) })
		);
		const { stored, refused } = await accept(items);
		expect(stored).toEqual(items.map(({ id }) => id));
		expect(refused).toEqual([]);
		const seen = (await hoursOf('own', 'cold_water'))?.filter(({ amount }) => amount !== null);
		expect(seen?.map(({ start, amount, quality }) => [start, amount, quality])).toEqual([
			[last - 12 * HOUR, 0.015, 'measured'],
			[last - 11 * HOUR, 0.015, 'measured'],
			[last - 10 * HOUR, 0.015, 'measured']
		]);
		expect((await hoursOf('former', 'cold_water'))?.filter(({ amount }) => amount !== null)).toEqual([]);
		expect(await hoursOf('other', 'cold_water', homes.own)).toBeNull();
		expect(await hoursOf('former', 'cold_water', homes.own)).toBeNull();
	});

	test('again are stored again and change nothing, also both at once', async () => {
		const items = [5, 4, 3, 2, 1].map((ago, i) =>
			item({ meter: 'E-1', medium: 'electricity', unit: 'kWh', at: iso(last - ago * HOUR), value: `${i}.5` })
		);
		const answers = await Promise.all([accept(items), accept(items), accept(items)]);
		for (const { stored, refused } of answers) {
			expect(stored).toEqual(items.map(({ id }) => id));
			expect(refused).toEqual([]);
		}
		const before = await packs('E-1');
		expect(before.flatMap(({ registers }) => registers as number[])).toEqual([500, 1500, 2500, 3500, 4500]);
		await accept(items.slice(1, 3));
		expect(await packs('E-1')).toEqual(before);
		const corrected = await db.superuser`select from metering.reading_correction`;
		expect(corrected).toHaveLength(0);
	});

	test('name the node that brought them', async () => {
		const [row] = await packs('E-1');
		expect(new Set(row?.['sources'] as number[])).toEqual(new Set([node.sourceId]));
	});

	test('of a gauge are the means of the hours that begin there, judged as every room is', async () => {
		const room = { meter: 'T-1', medium: 'temperature', unit: '°C' };
		const { stored } = await accept([
			item({ ...room, at: iso(last - 3 * HOUR), value: '21.4567' }),
			item({ ...room, at: iso(last - 2 * HOUR), value: '20', quality: 'interpolated' }),
			item({ ...room, at: iso(last - HOUR), value: '-0.5' })
		]);
		expect(stored).toHaveLength(3);
		const seen = (await hoursOf('own', 'temperature'))?.filter(({ amount }) => amount !== null);
		expect(seen?.map(({ start, amount, quality }) => [start, amount, quality])).toEqual([
			[last - 3 * HOUR, 21.46, 'measured'],
			[last - 2 * HOUR, 20, 'interpolated'],
			[last - HOUR, -0.5, 'suspect']
		]);
	});

	test('keep their quality: a guessed boundary makes both its hours interpolated, a suspect one counts for nothing', async () => {
		const water = { meter: 'Q-1', medium: 'hot_water' };
		await accept(
			[0, 10, 20, 30, 40, 500, 60, 70, 80].map((litres, i) =>
				item({
					...water,
					at: iso(last - (10 - i) * HOUR),
					value: (litres / 1000).toFixed(3),
					quality: i === 2 ? 'interpolated' : i === 5 ? 'suspect' : 'measured'
				})
			)
		);
		const seen = (await hoursOf('own', 'hot_water'))?.filter(({ start }) => start >= last - 10 * HOUR);
		expect(seen?.slice(0, 8).map(({ amount, quality }) => [amount, quality])).toEqual([
			[0.01, 'measured'],
			[0.01, 'interpolated'],
			[0.01, 'interpolated'],
			[0.01, 'measured'],
			[0.01, 'suspect'],
			[0.01, 'interpolated'],
			[0.01, 'measured'],
			[0.01, 'measured']
		]);
	});
});

describe('an item that cannot be stored', () => {
	test.each([
		['a meter of another apartment', { meter: 'K-2' }, 'unknown_meter'],
		['a meter that nobody knows', { meter: 'K-9' }, 'unknown_meter'],
		['a meter of the predecessor’s time', { meter: 'PREDECESSOR' }, 'unknown_meter'],
		['a meter that was removed', { meter: 'REMOVED', medium: 'hot_water' }, 'not_installed_then'],
		['another medium', { medium: 'hot_water' }, 'medium_differs'],
		['another unit', { unit: 'l' }, 'unit_differs'],
		['an hour before the home was theirs', { at: iso(MOVE - HOUR) }, 'not_this_home'],
		['an hour of long ago', { at: iso(last - 401 * 24 * HOUR) }, 'too_old'],
		['an hour that has not been', { at: iso(last + HOUR) }, 'future'],
		['no whole hour', { at: iso(last - 1800) }, 'bad_item'],
		['no time', { at: 'yesterday' }, 'bad_item'],
		['a time without offset', { at: iso(last).slice(0, 19) }, 'bad_item'],
		['a number', { value: 100 }, 'bad_item'],
		['no number', { value: 'NaN' }, 'bad_value'],
		['a decimal comma', { value: '100,5' }, 'bad_value'],
		['a power of ten', { value: '1e3' }, 'bad_value'],
		['more than a register holds', { value: '2147483.648' }, 'bad_value'],
		['a counter below zero', { value: '-1' }, 'bad_value'],
		['an unknown quality', { quality: 'good' }, 'bad_item'],
		['an empty id', { id: '' }, 'bad_item']
	])('is refused by itself, the rest goes in: %s', async (_, told, reason) => {
		const bad = item(told);
		const good = item({ at: iso(last - 8 * HOUR), value: '100.060' });
		const { stored, refused } = await accept([bad, good]);
		expect(stored).toEqual([good.id]);
		expect(refused).toEqual([{ id: bad.id, reason, detail: expect.any(String) as string }]);
	});

	test('of a gauge: the hour that still goes on', async () => {
		const room = { meter: 'T-1', medium: 'temperature', unit: '°C', value: '21' };
		const { refused } = await accept([item({ ...room, at: iso(last + HOUR) })]);
		expect(refused[0]?.reason).toBe('future');
	});

	test('is told by its place when it has no id', async () => {
		const { stored, refused } = await accept([null, 7, { id: 7 }, 'x', []]);
		expect(stored).toEqual([]);
		expect(refused.map(({ id, reason }) => [id, reason])).toEqual(
			Array.from({ length: 5 }, () => [null, 'bad_item'])
		);
		expect(refused[2]?.detail).toContain('items.2.id');
	});

	test('with an id that another has: the same is one, different ones are neither', async () => {
		const one = item({ at: iso(last - 7 * HOUR), value: '100.070' });
		expect(await accept([one, one])).toEqual({ stored: [one.id], refused: [] });
		const two = item({ id: 'twin', at: iso(last - 6 * HOUR), value: '100.080' });
		const { stored, refused } = await accept([two, { ...two, value: '100.090' }, two]);
		expect(stored).toEqual([]);
		expect(refused.map(({ id, reason }) => [id, reason])).toEqual([['twin', 'duplicate_id']]);
	});

	test('nothing at all is no fault: so a clock is compared', async () => {
		expect(await accept([])).toEqual({ stored: [], refused: [] });
	});
});

test('another value for an hour that is known replaces it and is kept beside it', async () => {
	const at = iso(last - 5 * HOUR);
	await accept([item({ at, value: '100.075' })]);
	const { stored } = await accept([item({ at, value: '100.076' })]);
	expect(stored).toHaveLength(1);
	const rows = await db.superuser`select old_register, new_register from metering.reading_correction
		where meter_id = ${meters['K-1'] ?? 0}`;
	expect(rows).toEqual([{ old_register: 100_075, new_register: 100_076 }]);
});
