import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline, Readable, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { FileRefused } from './rejection.ts';

const CHUNK_BYTES = 64 * 1024;

/** The bytes of a file or of standard input, unpacked when they are gzipped. */
export interface ByteSource {
	readonly chunks: AsyncIterable<Buffer>;
	/** Bytes as they lie on the disk, null for standard input. */
	readonly totalBytes: number | null;
	/** How many of those were read so far. */
	readBytes(): number;
}

/** @param name a path, or `-` for standard input. @throws FileRefused when it cannot be opened */
export async function openBytes(name: string): Promise<ByteSource> {
	if (name === '-') return fromStream(process.stdin, null);
	const file = await stat(name).catch(() => null);
	if (file === null) throw new FileRefused(`${name} does not exist or cannot be read.`);
	if (file.isDirectory()) throw new FileRefused(`${name} is a folder: name the files in it.`);
	return fromStream(createReadStream(name, { highWaterMark: CHUNK_BYTES }), file.isFile() ? file.size : null);
}

/** Whether these are the first bytes of a gzip file (RFC 1952, 2.3.1). */
const isGzip = (start: Buffer): boolean => start[0] === 0x1f && start[1] === 0x8b;

function fromStream(stream: Readable, totalBytes: number | null): ByteSource {
	let read = 0;
	const counter = new Transform({
		transform(chunk: Buffer, _encoding, done) {
			read += chunk.length;
			done(null, chunk);
		}
	});
	pipeline(stream, counter, () => {
		// an error destroys the counter and so reaches whoever reads on
	});
	return { chunks: unpacked(counter), totalBytes, readBytes: () => read };
}

async function* unpacked(stream: Readable): AsyncGenerator<Buffer> {
	const iterator = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
	let start = Buffer.alloc(0);
	let ended = false;
	while (start.length < 2 && !ended) {
		const next = await iterator.next();
		if (next.done === true) ended = true;
		else start = Buffer.concat([start, next.value]);
	}
	const rest = async function* (): AsyncGenerator<Buffer> {
		if (start.length > 0) yield start;
		for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
	};
	try {
		if (isGzip(start)) yield* gunzipped(rest());
		else yield* rest();
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		if (code?.startsWith('Z_')) throw new FileRefused(`The gzip data is damaged or cut off (${message}).`);
		if (code === 'EACCES' || code === 'EIO') throw new FileRefused(`The file cannot be read (${message}).`);
		throw error;
	} finally {
		stream.destroy();
	}
}

function gunzipped(packed: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
	const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
	const source = Readable.from(packed, { objectMode: false });
	pipeline(source, gunzip, () => {
		// reported by the iteration of gunzip
	});
	return gunzip as AsyncIterable<Buffer>;
}
