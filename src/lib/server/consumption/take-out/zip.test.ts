import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { inParts, zipped, type ZipFile } from './zip.ts';

const AT = new Date('2026-11-22T10:20:30Z');

async function* filesOf(files: Readonly<Record<string, Iterable<string>>>): AsyncGenerator<ZipFile> {
	await Promise.resolve();
	for (const [name, lines] of Object.entries(files)) yield { name, text: inParts(lines) };
}

async function taken(files: AsyncIterable<ZipFile>): Promise<Uint8Array> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of zipped(files, AT)) chunks.push(chunk);
	return Buffer.concat(chunks);
}

describe('an archive', () => {
	it('holds each file under its name, empty ones too, in UTF-8', async () => {
		const found = unzipSync(await taken(filesOf({ 'a/ö.txt': ['åäö\n', 'två\n'], 'b.csv': [] })));
		expect(Object.keys(found)).toEqual(['a/ö.txt', 'b.csv']);
		expect(new TextDecoder().decode(found['a/ö.txt'])).toBe('åäö\ntvå\n');
		expect(found['b.csv']?.byteLength).toBe(0);
	});

	it('is made as it is taken: of a text without end only what was asked for is made', async () => {
		let made = 0;
		function* endless(): Generator<string> {
			for (;;) yield `${(made += 1)} ${Math.sin(made)}\n`;
		}
		const archive = zipped(filesOf({ 'endless.csv': endless() }), AT);
		let bytes = 0;
		for (let i = 0; i < 20; i += 1) bytes += (await archive.next()).value?.byteLength ?? 0;
		await archive.return();
		expect(bytes).toBeGreaterThan(1000);
		expect(made).toBeLessThan(200_000);
	});

	it('breaks off where a text does: half an archive is none', async () => {
		function* broken(): Generator<string> {
			yield 'x'.repeat(40_000);
			throw new Error('gone');
		}
		await expect(taken(filesOf({ 'broken.csv': broken() }))).rejects.toThrow('gone');
	});
});
