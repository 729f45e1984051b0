import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { decodeLine } from '#lib/home/decode-line.ts';
import { NOTHING_KNOWN } from '#lib/home/memory.ts';

/**
 * Decodes messages, one JSON object a line, as they come: `{topic, payload, retained?, receivedAt?}` in,
 * `{line, readings}` or `{line, rejected}` out. What a line teaches (descriptions, announcements) holds for
 * the lines after it. Empty lines are passed over and counted.
 */
export async function decode(input: Readable, output: Writable): Promise<void> {
	let memory = NOTHING_KNOWN;
	let line = 0;
	try {
		for await (const text of createInterface({ input, crlfDelay: Infinity })) {
			line += 1;
			if (text.trim() === '') continue;
			const now = Math.floor(Date.now() / 1000);
			const decoded = decodeLine(text, line, now, memory);
			memory = decoded.memory;
			if (!output.write(`${JSON.stringify(decoded.result)}\n`)) await once(output, 'drain');
		}
	} catch (error) {
		// the reader of our pipe has seen enough
		if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
	}
}
