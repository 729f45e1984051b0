/** What a cell may hold; numbers are written as they are, with a point. */
export type CsvValue = string | number | boolean | null | readonly string[];

/**
 * A line of a CSV file (RFC 4180, CRLF). A text that a spreadsheet would take for a formula gets an apostrophe in front;
 * numbers never do. Lists are parted by spaces; nothing known is an empty cell, never a zero.
 */
export function csvLine(values: readonly CsvValue[]): string {
	return `${values.map(cell).join(',')}\r\n`;
}

function cell(value: CsvValue): string {
	if (value === null) return '';
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	const text = typeof value === 'string' ? value : value.join(' ');
	const safe = /^\s*[=+\-@|%\t\r\n]/.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
