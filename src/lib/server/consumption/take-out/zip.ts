import { setImmediate as others } from 'node:timers/promises';
import { Zip, ZipDeflate } from 'fflate';

/** A file of an archive; its text comes in parts of some ten thousand characters. */
export interface ZipFile {
	/** With folders, parted by `/`. */
	readonly name: string;
	readonly text: AsyncIterable<string>;
}

/**
 * The files as a ZIP archive, made as fast as it is taken: never more than one part of a text is held. Between two parts
 * others have their turn.
 * @param at what the files say of when they were made
 */
export async function* zipped(files: AsyncIterable<ZipFile>, at: Date): AsyncGenerator<Uint8Array, void> {
	const made: Uint8Array[] = [];
	const failed: Error[] = [];
	const zip = new Zip((error, chunk) => {
		if (error) failed.push(error);
		else made.push(chunk);
	});
	function* takeAll(): Generator<Uint8Array> {
		if (failed[0]) throw failed[0];
		for (const chunk of made.splice(0)) if (chunk.byteLength > 0) yield chunk;
	}
	const encoder = new TextEncoder();
	for await (const { name, text } of files) {
		const entry = new ZipDeflate(name, { level: 6 });
		entry.mtime = at;
		zip.add(entry);
		for await (const part of text) {
			entry.push(encoder.encode(part));
			yield* takeAll();
			await others();
		}
		entry.push(new Uint8Array(0), true);
		yield* takeAll();
	}
	zip.end();
	yield* takeAll();
}

const PART_CHARACTERS = 32_768;

/** Lines put together to parts of a good size. */
export async function* inParts(lines: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string> {
	let part = '';
	for await (const line of lines) {
		part += line;
		if (part.length < PART_CHARACTERS) continue;
		yield part;
		part = '';
	}
	if (part !== '') yield part;
}
