import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHome } from '../fixtures/home.ts';
import { freshDatabase, type FreshDatabase } from './fresh.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

let db: FreshDatabase;
let folder: string;

beforeAll(async () => {
	db = await freshDatabase();
	folder = mkdtempSync(path.join(tmpdir(), 'hemvy-import-'));
	await makeHome(db.superuser, {
		number: '1001',
		stays: [['2016-01-01T00:00:00Z', 'tenancy']],
		meters: ['a', 'b', 'c', 'd', 'e'].map((serial) => ({ medium: 'cold_water' as const, serial }))
	});
});
afterAll(async () => {
	rmSync(folder, { recursive: true });
	await db.close();
});

interface Ended {
	readonly code: number | null;
	readonly out: string;
	readonly err: string;
}

/** `npm run hemvy -- …` in the test's folder. */
function hemvy(args: readonly string[], input?: string | Buffer): Promise<Ended> {
	return new Promise((resolve) => {
		const child = spawn(process.execPath, [path.join(ROOT, 'src/cli/run.js'), ...args], {
			cwd: folder,
			env: { ...process.env, HEMVY_OWNER_URL: db.urls.owner }
		});
		let out = '';
		let err = '';
		child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
		child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
		child.on('close', (code) => {
			resolve({ code, out, err });
		});
		child.stdin.end(input ?? '');
	});
}

const file = (name: string): string => path.join(folder, name);
const write = (name: string, ...lines: string[]): void => {
	writeFileSync(file(name), `${lines.join('\n')}\n`);
};

/** All stored readings of a meter: register by time. */
async function stored(serial: string): Promise<number[]> {
	const rows = await db.superuser<{ registers: number[] }[]>`
		select p.registers from metering.reading_pack p join metering.meter m on m.id = p.meter_id
		where m.serial = ${serial} order by p.day, p.at[1]`;
	return rows.flatMap((row) => row.registers);
}

/** A count of the closing summary. */
const count = (ended: Ended, word: string): number =>
	Number(new RegExp(`^ +${word} +([\\d,]+)`, 'm').exec(ended.out)?.[1]?.replaceAll(',', '') ?? 'NaN');

describe('importing files', () => {
	it('takes good lines in, lists bad ones by line and reason, and ends with 2', async () => {
		write(
			'a.csv',
			'meter,at,register,status',
			'a,2026-05-01T10:00:00Z,1.000,',
			'a,2026-05-01T11:00:00,1.010,',
			'a,2026-05-01T11:00:00Z,"1,010",',
			'unknown,2026-05-01T11:00:00Z,1.010,',
			'a,2026-05-01T11:00:00Z,1.0105,',
			'a,2026-05-01T12:00:00Z,1.020,suspect',
			'a,2015-05-01T12:00:00Z,0.020,',
			'a,2099-05-01T12:00:00Z,9.020,'
		);
		const ended = await hemvy(['import', 'a.csv']);
		expect(ended.code).toBe(2);
		expect(await stored('a')).toEqual([1000, 1020]);
		expect([count(ended, 'new'), count(ended, 'rejected')]).toEqual([2, 6]);
		const report = readFileSync(file('a.csv.report.ndjson'), 'utf8').trim().split('\n');
		expect(report.map((line) => JSON.parse(line) as { line: number; reason: string })).toMatchObject([
			{ file: 'a.csv', line: 3, reason: 'no_offset' },
			{ line: 4, reason: 'decimal_comma' },
			{ line: 5, reason: 'unknown_meter' },
			{ line: 6, reason: 'too_precise' },
			{ line: 8, reason: 'not_installed_then' },
			{ line: 9, reason: 'future' }
		]);
	});

	it('the same file twice changes nothing, and a clean import takes an old report away', async () => {
		write('b.csv', 'at,register,meter', '2026-05-01T10:00:00Z,1,b', '2026-05-01T11:00:00Z,1.5,b');
		write('b.csv.report.ndjson', 'old');
		const first = await hemvy(['import', 'b.csv']);
		expect([first.code, count(first, 'new')]).toEqual([0, 2]);
		expect(existsSync(file('b.csv.report.ndjson'))).toBe(false);
		const second = await hemvy(['import', 'b.csv']);
		expect([second.code, count(second, 'new'), count(second, 'unchanged')]).toEqual([0, 0, 2]);
	});

	it('reads NDJSON and gzip from standard input; late and corrected values are counted', async () => {
		const first = gzipSync('{"meter":"b","at":"2026-05-01T10:30:00Z","register":1.25}\n');
		const late = await hemvy(['import'], first);
		expect([late.code, count(late, 'new'), count(late, 'late')]).toEqual([0, 1, 1]);
		const corrected = await hemvy(['import', '-'], 'meter,at,register\nb,2026-05-01T13:00:00+02:00,1.6\n');
		expect([corrected.code, count(corrected, 'corrected')]).toEqual([0, 1]);
		expect(await stored('b')).toEqual([1000, 1250, 1600]);
	});

	it('a trial counts exactly and writes nothing', async () => {
		write('c.csv', 'meter,at,register', 'c,2026-05-01T10:00:00Z,1', 'c,2026-05-01T10:00:00Z,1', 'c,x,1');
		const before = await db.superuser`select count(*) from metering.source`;
		const ended = await hemvy(['import', '--dry-run', 'c.csv']);
		expect(ended.code).toBe(2);
		expect([count(ended, 'new'), count(ended, 'unchanged'), count(ended, 'rejected')]).toEqual([1, 1, 1]);
		expect(ended.out).toMatch(/nothing was written/);
		expect(await stored('c')).toEqual([]);
		expect(await db.superuser`select count(*) from metering.source`).toEqual(before);
	});

	it('--strict stores nothing of a file with a bad line, and all of one without', async () => {
		write('strict.csv', 'meter,at,register', 'c,2026-05-01T10:00:00Z,1', 'c,2015-01-01T10:00:00Z,1');
		const refused = await hemvy(['import', '--strict', '--report', 'why.ndjson', 'strict.csv']);
		expect(refused.code).toBe(1);
		expect(refused.out).toMatch(/Nothing of the file was stored/);
		expect(readFileSync(file('why.ndjson'), 'utf8')).toMatch(/"line":3,"reason":"not_installed_then"/);
		expect(await stored('c')).toEqual([]);
		write('strict.csv', 'meter,at,register', 'c,2026-05-01T10:00:00Z,1', 'c,2026-05-01T11:00:00Z,1.5');
		expect((await hemvy(['import', '--strict', 'strict.csv'])).code).toBe(0);
		expect(await stored('c')).toEqual([1000, 1500]);
	});

	it('a file that is none ends in one line and 1; the others go in', async () => {
		write('semicolons.csv', 'meter;at;register', 'd;2026-05-01T10:00:00Z;1,5');
		write('d.csv', 'meter,at,register', 'd,2026-05-01T10:00:00Z,1');
		const ended = await hemvy(['import', 'none.csv', 'semicolons.csv', 'd.csv']);
		expect(ended.code).toBe(1);
		expect(ended.err.trim().split('\n')).toEqual([
			expect.stringMatching(/^none.csv: .*does not exist/),
			expect.stringMatching(/^semicolons.csv: .*semicolons/)
		]);
		expect(await stored('d')).toEqual([1000]);
	});
});

describe('exporting readings', () => {
	it.each(['csv', 'ndjson'])('%s is read by import again without a change', async (format) => {
		const all = await hemvy(['export', '--format', format]);
		expect(all.code).toBe(0);
		const again = await hemvy(['import', '--strict'], all.out);
		expect(again.code).toBe(0);
		expect(count(again, 'unchanged')).toBe(all.out.trim().split('\n').length - (format === 'csv' ? 1 : 0));
		expect([count(again, 'new'), count(again, 'corrected')]).toEqual([0, 0]);
	});

	it('holds all days of Sweden’s, the 25-hour one too, and only what was asked for', async () => {
		const hours = Array.from({ length: 72 }, (_, i) => {
			const at = new Date(Date.UTC(2025, 9, 25, 0) + i * 3_600_000).toISOString();
			return `e,${at},${(i / 10).toFixed(3)},`;
		});
		await hemvy(['import'], ['meter,at,register,status', ...hours].join('\n'));
		const options = ['--meter', 'e', '--from', '2025-10-26', '--to', '2025-10-27', '-o', file('e.csv.gz')];
		expect((await hemvy(['export', ...options])).code).toBe(0);
		const lines = gunzipSync(readFileSync(file('e.csv.gz')))
			.toString()
			.trim()
			.split('\n');
		expect(lines).toHaveLength(1 + 25);
		expect(lines[1]).toBe('e,2025-10-25T22:00:00Z,2.200,');
		expect(lines.at(-1)).toBe('e,2025-10-26T22:00:00Z,4.600,');
	});

	it('a serial number that no meter has ends in one line', async () => {
		const ended = await hemvy(['export', '--meter', 'nowhere']);
		expect(ended).toMatchObject({ code: 1, out: '' });
		expect(ended.err.trim()).toBe('No meter has the serial number nowhere.');
	});
});
