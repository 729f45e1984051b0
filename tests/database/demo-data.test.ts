import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileRefused } from '../../src/lib/server/collection/file/rejection.ts';
import { loadRealData, type LoadedData } from '../../src/lib/server/demo/load-data.ts';
import { writeSeriesFolder } from '../fixtures/series-folder.ts';
import { storeDigest } from '../fixtures/store-digest.ts';
import { freshDatabase, type FreshDatabase } from './fresh.ts';

const NOW = { now: Date.parse('2026-11-22T12:00:00Z') / 1000 };

describe('a folder of series', () => {
	let db: FreshDatabase;
	let folder: string;
	let loaded: LoadedData;

	beforeAll(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'hemvy-series-'));
		await writeSeriesFolder(folder);
		db = await freshDatabase();
		loaded = await loadRealData(db.owner, folder, NOW);
	});
	afterAll(async () => {
		await db.close();
		await rm(folder, { recursive: true });
	});

	it('is known by its headers: every good value goes in, every bad line is counted', () => {
		const counts = loaded.files.map(({ name, lines, bad, stored, unchanged, rejected }) => [
			name,
			{ lines, bad, stored, unchanged, rejected }
		]);
		expect(Object.fromEntries(counts)).toEqual({
			'electricity.csv.gz': { lines: 100, bad: 0, stored: 200, unchanged: 0, rejected: 0 },
			'electricity_cottage.csv': { lines: 100, bad: 0, stored: 100, unchanged: 0, rejected: 0 },
			'exchange.csv': { lines: 151, bad: 1, stored: 150, unchanged: 0, rejected: 0 },
			'rooms_cottage.csv': { lines: 49, bad: 1, stored: 48, unchanged: 0, rejected: 0 },
			'water_cold.csv': { lines: 307, bad: 6, stored: 300, unchanged: 1, rejected: 0 },
			'water_hot.csv.gz': { lines: 200, bad: 0, stored: 200, unchanged: 0, rejected: 0 }
		});
		expect(loaded.leftOut).toEqual([
			{ name: 'heat.csv', why: 'no register of water or electricity' },
			{ name: 'notes.txt', why: 'not a CSV file' }
		]);
	});

	it('gives each home its meters, and the one with most to see to tenant@', async () => {
		const homes = await db.superuser<{ number: string; meters: string[] }[]>`
			select a.number, array_agg(m.serial order by m.serial) as meters
			from housing.apartment a join metering.meter m on m.apartment_id = a.id group by a.id order by 1`;
		expect(Object.fromEntries(homes.map(({ number, meters }) => [number, meters]))).toEqual({
			'el-a': ['el-a', 'el-a-export'],
			'el-cottage': ['el-cottage', 'rooms_cottage-kitchen'],
			'el-x': ['el-x'],
			'water-a': ['hot-a', 'water-a'],
			'water-b': ['water-b'],
			'water-c': ['water-c'],
			'water-x': ['water-x', 'water-x-new']
		});
		expect(loaded.accounts).toHaveLength(9);
		const [best] = await db.superuser`
			select a.number from account.account c join housing.tenancy_holder h using (person_id)
			join housing.tenancy t on t.id = h.tenancy_id join housing.occupancy o on o.id = t.occupancy_id
			join housing.apartment a on a.id = o.apartment_id where c.email = ${loaded.accounts[0] ?? ''}`;
		expect([loaded.accounts[0], best?.['number']]).toEqual(['tenant@demo.hemvy', 'water-a']);
	});

	it('adds up to what its registers say', async () => {
		const rows = await db.superuser<{ serial: string; total: number }[]>`
			select m.serial, sum(p.packed[i + 1] - p.packed[i] + coalesce(p.steps[i], 0))::int as total
			from metering.month_pack p join metering.meter m on m.id = p.meter_id,
				generate_series(1, cardinality(p.packed) - 1) i
			where m.medium <> 'temperature' group by m.serial order by 1`;
		expect(Object.fromEntries(rows.map(({ serial, total }) => [serial, total]))).toMatchObject({
			'el-a': 29_700,
			'el-a-export': 1_980,
			'el-cottage': 11_880,
			'el-x': 14_500,
			'water-a': 7 * 199,
			'water-c': 0,
			'water-x': 590,
			'water-x-new': 590
		});
		const days =
			await db.superuser`select day::text, mean_c::float8 from housing.outdoor_temperature order by 1`;
		expect([...days]).toEqual([
			{ day: '2026-01-01', mean_c: 1 },
			{ day: '2026-01-03', mean_c: -4.6 }
		]);
	});

	it('is not loaded again, and is completed where it was cut off', async () => {
		const whole = await storeDigest(db.superuser);
		expect((await loadRealData(db.owner, folder, NOW)).files).toEqual([]);
		expect(await storeDigest(db.superuser)).toEqual(whole);

		const other = await freshDatabase();
		for (const after of [1, 2]) {
			let calls = 0;
			const onProgress = () => {
				if (++calls === after) throw new Error('cut off');
			};
			await expect(loadRealData(other.owner, folder, { ...NOW, onProgress })).rejects.toThrow('cut off');
		}
		const { files } = await loadRealData(other.owner, folder, NOW);
		expect(files.length).toBeLessThan(6);
		expect(await storeDigest(other.superuser)).toEqual(whole);
		await other.close();
	});

	it('with a file that is cut short is refused in one line', async () => {
		const bytes = gzipSync(
			Array.from({ length: 5000 }, (_, i) => `m,2026-01-01T00:00:00Z,${i * 7919}`).join('\n')
		);
		const other = await mkdtemp(path.join(tmpdir(), 'hemvy-short-'));
		const file = path.join(other, 'short.csv.gz');
		await writeFile(file, Buffer.concat([gzipSync('meter_id,at,register_l\n'), bytes]));
		await truncate(file, bytes.length - 100);
		await expect(loadRealData(db.owner, other, NOW)).rejects.toThrow(FileRefused);
		await rm(other, { recursive: true });
	});
});
