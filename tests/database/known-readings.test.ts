import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, civilDay } from '../../src/lib/energy/calendar.ts';
import { FLAG } from '../../src/lib/energy/quality.ts';
import { loadKnown } from '../../src/lib/server/collection/known-readings.ts';
import { loadMeters } from '../../src/lib/server/collection/meters.ts';
import { openSource } from '../../src/lib/server/collection/source.ts';
import { storeReadings } from '../../src/lib/server/collection/store-readings.ts';
import { asRole } from '../../src/lib/server/db/session.ts';
import { seldomReadings, type PlainReading } from '../fixtures/faulty-readings.ts';
import { makeHome } from '../fixtures/home.ts';
import { freshDatabase, type FreshDatabase } from './fresh.ts';

const at = (iso: string) => Date.parse(iso) / 1000;
const NOW = { now: at('2026-11-22T12:00:00Z') };
const LAST = at('2026-11-20T00:00:00Z');

let db: FreshDatabase;
let source: number;
let made = 0;

beforeAll(async () => {
	db = await freshDatabase();
	source = await openSource(db.owner, 'import', 'test.csv');
});
afterAll(() => db.close());

async function aMeter(): Promise<number> {
	const serial = `s${made++}`;
	const home = await makeHome(db.superuser, {
		number: serial,
		stays: [['2020-01-01T00:00:00Z', 'tenancy']],
		meters: [{ serial, medium: 'cold_water' }]
	});
	return home.meters[serial] ?? 0;
}

function store(meterId: number, readings: readonly PlainReading[]) {
	const incoming = readings.map(([when, register]) => ({ meterId, at: when, register, flags: 0 }));
	return storeReadings(db.owner, incoming, source, NOW);
}

async function hours(meterId: number) {
	return db.superuser`
		select day::text, first, packed, steps, nullif(
				(select array_agg(f & ~${FLAG.LATE}::int order by i) from unnest(flags) with ordinality as u (f, i)),
				array_fill(0, array[cardinality(flags)])) as flags
		from metering.hour_pack where meter_id = ${meterId} order by day`;
}

describe('a meter that stands still', () => {
	it.each([
		['a few times a day', 6 * 3600, 405],
		['once a day', 86_400, 105],
		['once a week', 7 * 86_400, 105]
	])('read %s, is judged by a hundred days, however long its history is', async (_, step, most) => {
		const meterId = await aMeter();
		const readings: PlainReading[] = [];
		for (let when = LAST - 500 * step; when <= LAST; when += step) readings.push([when, 5000]);
		await store(meterId, readings);
		const known = await asRole(db.owner, 'hemvy_collector', null, async (tx) => {
			const meter = (await loadMeters(tx, [meterId])).get(meterId);
			if (!meter) throw new Error('no meter');
			const [first, day] = [LAST + 60, civilDay(LAST)];
			return loadKnown(tx, [{ meter, first, last: first, from: addDays(day, -1), to: addDays(day, 1) }]);
		});
		expect(known.readings.get(meterId)?.size).toBeLessThanOrEqual(most);
		expect(known.readings.get(meterId)?.size).toBeGreaterThanOrEqual(100);
		expect([known.begins.has(meterId), known.ends.has(meterId)]).toEqual([false, true]);
	});

	it('read seldom, has the same hours whether its readings come at once or bit by bit', async () => {
		await fc.assert(
			fc.asyncProperty(seldomReadings, fc.integer({ min: 3, max: 60 }), async (readings, size) => {
				const [whole, pieces] = [await aMeter(), await aMeter()];
				await store(whole, readings);
				for (let i = 0; i < readings.length; i += size) await store(pieces, readings.slice(i, i + size));
				expect(await hours(pieces)).toEqual(await hours(whole));
			}),
			{ numRuns: 8 }
		);
	});
});
