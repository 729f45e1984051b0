import { emptyBatch, excerpt, type ReadingBatch } from './batch.ts';
import { parseCsvLine, parseHeader, parseJsonLine, type Columns, type Fields } from './columns.ts';
import { parseInstant } from './instant.ts';
import { LONGEST_LINE, readLines } from './lines.ts';
import { FileRefused, type Rejection } from './rejection.ts';
import { parseStatus } from './status.ts';

/** How many lines go together: enough to look their meters up at once, few enough for memory. */
export const BATCH_LINES = 20_000;

/**
 * The readings of CSV (`meter,at,register[,status]`, header required, columns in any order) or NDJSON with the same
 * names, told apart by the first character. The next batch is read when the last one was taken.
 * @throws FileRefused when the whole cannot be readings
 */
export async function* readReadings(
	chunks: AsyncIterable<Buffer>,
	batchLines = BATCH_LINES
): AsyncGenerator<ReadingBatch> {
	let format: Columns | 'ndjson' | null = null;
	let batch = emptyBatch();
	let number = 0;
	let linesRead = 0;
	const fields: Fields = { meter: '', at: '', register: '', status: '' };
	for await (const lines of readLines(chunks)) {
		for (const line of lines) {
			number++;
			if (line === '' || line.trim() === '') continue;
			if (format === null) {
				format = line.trimStart().startsWith('{') ? 'ndjson' : parseHeader(line);
				if (format !== 'ndjson') continue;
			}
			linesRead++;
			const reason = take(line, number, format, fields, batch);
			if (reason !== null) batch.rejected.push({ line: number, reason, content: excerpt(line) });
			if (batch.lines.length + batch.rejected.length < batchLines) continue;
			batch.linesRead = linesRead;
			yield batch;
			batch = emptyBatch();
		}
	}
	if (format === null) throw new FileRefused('The file is empty.');
	batch.linesRead = linesRead;
	if (batch.lines.length + batch.rejected.length > 0) yield batch;
}

/** Adds one line to the batch, or says why not. */
function take(
	line: string,
	number: number,
	format: Columns | 'ndjson',
	fields: Fields,
	batch: ReadingBatch
): Rejection | null {
	if (line.length > LONGEST_LINE) return 'too_long';
	const unread = format === 'ndjson' ? parseJsonLine(line, fields) : parseCsvLine(line, format, fields);
	if (unread !== null) return unread;
	if (fields.meter === '') return 'no_meter';
	const at = parseInstant(fields.at);
	if (typeof at === 'string') return at;
	const flags = parseStatus(fields.status);
	if (flags === null) return 'unknown_status';
	batch.lines.push(number);
	batch.meters.push(fields.meter);
	batch.at.push(at);
	batch.registers.push(fields.register);
	batch.flags.push(flags);
	return null;
}
