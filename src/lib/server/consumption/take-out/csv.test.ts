import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine } from './csv.ts';

describe('a line of CSV', () => {
	it('keeps what a spreadsheet would take for a formula as text, and leaves numbers alone', () => {
		expect(csvLine(['=1+1', '+46 70', '-x', '@SUM(A1)', ' =1', '|cmd', '%x'])).toBe(
			"'=1+1,'+46 70,'-x,'@SUM(A1),' =1,'|cmd,'%x\r\n"
		);
		expect(csvLine([-2.5, 0, null, true])).toBe('-2.5,0,,true\r\n');
		expect(csvLine(['a-b', 'x=y'])).toBe('a-b,x=y\r\n');
	});

	it('quotes what parts cells and lines, and parts lists by spaces', () => {
		expect(csvLine(['a,b', 'say "hi"', 'two\nlines', ['hour', 'day']])).toBe(
			'"a,b","say ""hi""","two\nlines",hour day\r\n'
		);
		expect(csvLine(['\t=1'])).toBe("'\t=1\r\n");
		expect(csvLine(['\r\n=1'])).toBe(`"'\r\n=1"\r\n`);
	});

	it('is read back as it was written, whatever the texts are', () => {
		fc.assert(
			fc.property(fc.array(fc.string(), { minLength: 2 }), (texts) => {
				const [cells = []] = parse(csvLine(texts), { record_delimiter: '\r\n', relax_column_count: true });
				expect(cells.map((cell, i) => (cell === texts[i] ? cell : cell.slice(1)))).toEqual(texts);
				for (const cell of cells) expect(cell).not.toMatch(/^\s*[=+\-@|%]/);
			})
		);
	});
});
