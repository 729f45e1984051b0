import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { dayStart } from '#lib/energy/calendar.ts';
import { exportReadings, unknownSerials } from '#lib/server/collection/file/export-readings.ts';
import { parseInstant } from '#lib/server/collection/file/instant.ts';
import type { Pool } from '#lib/server/db/connection.ts';
import { PlainError } from './plain-error.ts';

export interface ExportOptions {
	readonly serials: readonly string[];
	readonly from: string | null;
	readonly to: string | null;
	readonly format: string;
	/** A path, gzipped when it ends in .gz; null: standard output. */
	readonly output: string | null;
}

/** Writes the stored readings as a file that import takes again. @throws PlainError */
export async function exportToFile(sql: Pool, options: ExportOptions): Promise<void> {
	const { format, serials, output } = options;
	if (format !== 'csv' && format !== 'ndjson')
		throw new PlainError(`--format ${format}: write csv or ndjson.`);
	const terms = {
		serials,
		from: momentOf(options.from, '--from') ?? 0,
		to: momentOf(options.to, '--to') ?? Math.floor(Date.UTC(2199, 0, 1) / 1000),
		format
	} as const;
	const unknown = serials.length === 0 ? [] : await unknownSerials(sql, serials);
	if (unknown.length > 0) throw new PlainError(`No meter has the serial number ${unknown.join(', ')}.`);
	const lines = Readable.from(exportReadings(sql, terms), { objectMode: false });
	try {
		if (output === null) await pipeline(lines, process.stdout, { end: false });
		else if (output.endsWith('.gz')) await pipeline(lines, createGzip(), createWriteStream(output));
		else await pipeline(lines, createWriteStream(output));
	} catch (error) {
		// the reader of our pipe has seen enough
		if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
	}
}

/** A civil day of Sweden's (its first instant) or a time with an offset, as UTC seconds. */
function momentOf(text: string | null, option: string): number | null {
	if (text === null) return null;
	const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && typeof parseInstant(`${text}T00:00:00Z`) === 'number';
	const at = isDay ? dayStart(text) : parseInstant(text);
	if (typeof at === 'number') return at;
	throw new PlainError(`${option} ${text}: write a day such as 2016-10-30, or a time with its offset or Z.`);
}
