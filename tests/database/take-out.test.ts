import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { takeOut } from '../../src/lib/server/consumption/take-out/take-out.ts';
import { holderOf } from '../fixtures/holder.ts';
import { makeHome } from '../fixtures/home.ts';
import { freshDatabase, type FreshDatabase } from './fresh.ts';

const MEDIA = ['cold_water', 'hot_water', 'electricity', 'electricity_export', 'temperature'] as const;
const NOW = Date.parse('2026-11-01T00:00:00Z') / 1000;

let db: FreshDatabase;
beforeAll(async () => {
	db = await freshDatabase();
});
afterAll(() => db.close());

/** A home with three years of hours, days' and months' rows left out, of every medium. */
async function threeYears(): Promise<string> {
	const { homes } = await makeHome(db.superuser, {
		number: 'long',
		stays: [['2023-11-01T00:00:00+01:00', 'tenancy']],
		meters: MEDIA.map((medium) => ({ serial: `l-${medium}`, medium }))
	});
	await db.superuser`select store.ensure_partitions('2023-10-01', '2026-12-31')`;
	await db.superuser`
		with s as (
			insert into metering.series (occupancy_id, apartment_id, medium)
			select o.id, o.apartment_id, m.medium from housing.occupancy o
			join metering.meter m on m.apartment_id = o.apartment_id where o.public_id = ${homes[0] ?? ''}
			returning id, apartment_id, medium
		)
		insert into metering.hour_pack (apartment_id, series_id, meter_id, day, first, packed, lows, highs)
		select s.apartment_id, s.id, m.id, d::date, 0, v.packed,
			case when s.medium = 'temperature' then v.packed end, case when s.medium = 'temperature' then v.packed end
		from s
		join metering.meter m on m.apartment_id = s.apartment_id and m.medium = s.medium
		cross join generate_series('2023-11-01'::timestamp, '2026-10-31', '1 day') d
		cross join lateral (
			select array_agg((case when s.medium = 'temperature' then 2100 + (random() * 300)::int
				else ((d::date - '2023-11-01'::date) * 24 + h) * 400 + (random() * 390)::int end) order by h) as packed
			from generate_series(0, case when s.medium = 'temperature' then 23 else 24 end) h
		) v`;
	return holderOf(db.superuser, homes[0] ?? '', 'long');
}

describe('a take-out', () => {
	test('of three years of hours is made in bounded memory, whole, and in step with whoever takes it', async () => {
		const token = await threeYears();
		const began = performance.now();
		const archive = await takeOut({ pool: db.portal, token, now: NOW }, 'sv');
		if (archive === null) throw new Error('nothing');
		const before = process.memoryUsage().rss;
		let most = 0;
		const chunks: Uint8Array[] = [];
		for await (const chunk of archive) {
			chunks.push(chunk);
			most = Math.max(most, process.memoryUsage().rss - before);
		}
		const seconds = (performance.now() - began) / 1000;
		const bytes = Buffer.concat(chunks);
		const files = unzipSync(bytes);
		const unpacked = Object.values(files).reduce((sum, file) => sum + file.byteLength, 0);
		console.log(
			`take-out: ${seconds.toFixed(1)} s, ${(bytes.byteLength / 1e6).toFixed(1)} MB, ${(unpacked / 1e6).toFixed(1)} MB unpacked, RSS + ${(most / 1e6).toFixed(0)} MB`
		);
		const lines = (name: string) => new TextDecoder().decode(files[name]).trimEnd().split('\r\n').length - 1;
		for (const medium of MEDIA) expect(lines(`home-1/hours/${medium}.csv`), medium).toBeGreaterThan(26_000);
		expect(most).toBeLessThan(200e6);
		expect(unpacked).toBeGreaterThan(20e6);
	});
});
