import { gzipSync } from 'node:zlib';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { FLAG } from '#lib/energy/quality.ts';
import { openBytes } from './bytes.ts';
import { readReadings } from './read-readings.ts';

async function read(content: string | Buffer, chunkBytes = 7) {
	const bytes = Buffer.from(content);
	// eslint-disable-next-line @typescript-eslint/require-await -- an async source, as files are
	const chunks = (async function* () {
		for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
	})();
	const rows: [number, string, number, string, number][] = [];
	const rejected: [number, string][] = [];
	let linesRead = 0;
	for await (const batch of readReadings(chunks, 3)) {
		batch.lines.forEach((line, i) =>
			rows.push([
				line,
				batch.meters[i] ?? '',
				batch.at[i] ?? 0,
				batch.registers[i] ?? '',
				batch.flags[i] ?? 0
			])
		);
		rejected.push(...batch.rejected.map((r): [number, string] => [r.line, r.reason]));
		linesRead = batch.linesRead;
	}
	return { rows, rejected, linesRead };
}

const NOON = Date.UTC(2016, 9, 30, 12) / 1000;

describe('reading a file of readings', () => {
	it('takes columns in any order, any line end, a byte-order mark, blank lines and quoted values', async () => {
		const text =
			'\uFEFFregister,Meter,status,at\r\n12.5,"å 1",,2016-10-30T12:00:00Z\r\n\r\n13,b,Suspect,2016-10-30T13:00:00+01:00';
		expect(await read(text)).toEqual({
			rows: [
				[2, 'å 1', NOON, '12.5', 0],
				[4, 'b', NOON, '13', FLAG.SUSPECT]
			],
			rejected: [],
			linesRead: 2
		});
	});

	it('tells NDJSON by its first character and takes registers as numbers and as text', async () => {
		const text =
			'\n{"meter":"a","at":"2016-10-30T12:00:00Z","register":12.5}\n{"at":"2016-10-30T12:00:00Z","meter":7,"register":"13.250","status":"corrected"}\n';
		expect((await read(text)).rows).toEqual([
			[2, 'a', NOON, '12.5', 0],
			[3, '7', NOON, '13.250', FLAG.CORRECTED]
		]);
	});

	it('counts every bad line by number and reason and goes on with the good ones', async () => {
		const lines = [
			'meter,at,register,status',
			'a,2016-10-30T12:00:00Z,1,',
			'a,2016-10-30T12:00:00Z,1',
			'a,2016-10-30T02:30:00,1,',
			'a,2017-02-29T12:00:00Z,1,',
			'a,2016-10-30T12:00:00Z,1,broken',
			',2016-10-30T12:00:00Z,1,',
			'"a,2016-10-30T12:00:00Z,1,',
			`a,2016-10-30T12:00:00Z,${'1'.repeat(20_000)},`,
			'a,2016-10-30T13:00:00Z,2,'
		];
		const { rows, rejected, linesRead } = await read(lines.join('\n'), 1000);
		expect(rows.map(([line]) => line)).toEqual([2, 10]);
		expect(rejected).toEqual([
			[3, 'columns'],
			[4, 'no_offset'],
			[5, 'bad_time'],
			[6, 'unknown_status'],
			[7, 'no_meter'],
			[8, 'columns'],
			[9, 'too_long']
		]);
		expect(linesRead).toBe(9);
	});

	it('rejects JSON lines of any other shape', async () => {
		const lines = [
			'{"meter":"a","at":"2016-10-30T12:00:00Z","register":1}',
			'{"meter":"a","at":"2016-10-30T12:00:00Z"}',
			'{"meter":"a","at":1477828800,"register":1}',
			'[1]',
			'{"meter":"a"',
			'{"meter":"a","at":"2016-10-30T12:00:00Z","register":1,"unit":"l"}'
		];
		expect((await read(lines.join('\n'))).rejected.map(([line]) => line)).toEqual([2, 3, 4, 5, 6]);
	});

	it.each([
		['', /empty/],
		['\n\n', /empty/],
		['meter;at;register\na;2016-10-30T12:00:00Z;1,5', /semicolons.*commas/],
		['a,2016-10-30T12:00:00Z,1', /no column meter, at, register/],
		['meter,at,register,unit\n', /take the column "unit" out/],
		[Buffer.from('meter,at,register\n', 'utf16le'), /no text file/],
		[Buffer.from('\uFEFFmeter,at,register\n', 'utf16le'), /UTF-16/]
	])('refuses a whole file that cannot be readings: %j', async (content, message) => {
		await expect(read(content, 1000)).rejects.toThrow(message);
	});

	it('unpacks gzip by its first bytes, whatever the name, and says when it is cut off', async () => {
		const folder = mkdtempSync(path.join(tmpdir(), 'hemvy-file-'));
		try {
			const packed = gzipSync('meter,at,register\na,2016-10-30T12:00:00Z,1\n');
			const whole = path.join(folder, 'whole.csv');
			const cut = path.join(folder, 'cut.csv.gz');
			writeFileSync(whole, packed);
			writeFileSync(cut, packed.subarray(0, -12));
			const count = async (name: string) => {
				let lines = 0;
				const source = await openBytes(name);
				for await (const batch of readReadings(source.chunks)) lines += batch.lines.length;
				return [lines, source.readBytes() === source.totalBytes];
			};
			expect(await count(whole)).toEqual([1, true]);
			await expect(count(cut)).rejects.toThrow(/damaged or cut off/);
			await expect(openBytes(path.join(folder, 'none'))).rejects.toThrow(/does not exist/);
		} finally {
			rmSync(folder, { recursive: true });
		}
	});
});
