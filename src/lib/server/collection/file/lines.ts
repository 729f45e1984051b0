import { StringDecoder } from 'node:string_decoder';
import { FileRefused } from './rejection.ts';

/** A longer line is cut to one character more, which tells that it was. */
export const LONGEST_LINE = 4_000;

/**
 * The lines of UTF-8 text, without their ends (LF or CRLF), one array for each chunk of bytes. Memory stays bounded
 * whatever comes: a line without end is cut, not kept.
 * @throws FileRefused for UTF-16 and for what is no text at all
 */
export async function* readLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<string[]> {
	const decoder = new StringDecoder('utf8');
	let left = '';
	let first = true;
	for await (const chunk of chunks) {
		if (first && chunk.length > 0) {
			first = false;
			refuseOtherEncodings(chunk);
			left = decoder.write(chunk).replace(/^\uFEFF/, '');
		} else left += decoder.write(chunk);
		const lines: string[] = [];
		let from = 0;
		for (let end = left.indexOf('\n'); end !== -1; end = left.indexOf('\n', from)) {
			lines.push(cut(left, from, end));
			from = end + 1;
		}
		left = from === 0 ? left : left.slice(from);
		if (left.length > 2 * LONGEST_LINE) left = left.slice(0, LONGEST_LINE + 1);
		if (lines.length > 0) yield lines;
	}
	left += decoder.end();
	if (left !== '') yield [cut(left, 0, left.length)];
}

function cut(text: string, from: number, end: number): string {
	const last = text.charCodeAt(end - 1) === 13 && end > from ? end - 1 : end;
	return text.slice(from, last - from > LONGEST_LINE ? from + LONGEST_LINE + 1 : last);
}

function refuseOtherEncodings(start: Buffer): void {
	const [a, b] = start;
	if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) {
		throw new FileRefused('This is UTF-16 text: save it as UTF-8 (in a spreadsheet: “CSV UTF-8”).');
	}
	if (start.subarray(0, 1024).includes(0)) {
		throw new FileRefused('This is no text file: give CSV or NDJSON, gzipped or not.');
	}
}
