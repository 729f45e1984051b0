import { parse } from 'csv-parse/sync';
import { dayStart } from '#lib/energy/calendar.ts';
import { decimal } from '#lib/energy/cost/money.ts';
import { isMedium, MEDIUM_FACTS, type Medium } from '#lib/energy/medium.ts';
import { parseInstant } from '../file/instant.ts';
import { FileRefused } from '../file/rejection.ts';

/** A line of a price list. UTC seconds; `to` null: until further notice. Numbers as written, SEK before VAT. */
export interface ListLine {
	readonly line: number;
	readonly medium: Medium;
	readonly from: number;
	readonly to: number | null;
	readonly perUnit: string;
	readonly vat: string;
	readonly feePerDay: string;
}

/** What is wrong with a line. */
export interface ListProblem {
	readonly line: number;
	readonly problem: string;
}

const COLUMNS = ['medium', 'from', 'to', 'price_per_unit', 'vat', 'fixed_fee_per_day'] as const;
const HEADER = COLUMNS.join(',');

type Fields = Record<(typeof COLUMNS)[number], string>;

/**
 * The lines of a price list: CSV with the header medium,from,to,price_per_unit,vat,fixed_fee_per_day. A time is a civil
 * day, meant from its midnight on, or an instant with offset; `to` may be empty.
 * @throws FileRefused when it is no such file at all
 */
export function parsePriceList(text: string): {
	readonly lines: readonly ListLine[];
	readonly problems: readonly ListProblem[];
} {
	let rows: string[][];
	try {
		rows = parse(text, { bom: true, trim: true, skip_empty_lines: true, relax_column_count: true });
	} catch {
		throw new FileRefused(`The file is no CSV. Its first line must be the header ${HEADER}`);
	}
	const [header, ...rest] = rows;
	if (header?.join(',').toLowerCase() !== HEADER)
		throw new FileRefused(`The first line must be the header ${HEADER}`);
	const lines: ListLine[] = [];
	const problems: ListProblem[] = [];
	for (const [i, row] of rest.entries()) {
		const line = i + 2;
		const found = lineOf(line, row);
		if (typeof found === 'string') problems.push({ line, problem: found });
		else lines.push(found);
	}
	return { lines, problems };
}

function lineOf(line: number, row: readonly string[]): ListLine | string {
	if (row.length !== COLUMNS.length) return `has ${row.length} values; ${COLUMNS.length} are expected`;
	const fields = Object.fromEntries(COLUMNS.map((name, i) => [name, row[i] ?? ''])) as Fields;
	const { medium, price_per_unit: perUnit, vat, fixed_fee_per_day: feePerDay } = fields;
	if (!isMedium(medium) || MEDIUM_FACTS[medium].kind === 'gauge') return `there is no price of "${medium}"`;
	const from = timeOf(fields.from);
	const to = fields.to === '' ? null : timeOf(fields.to);
	if (typeof from === 'string') return from;
	if (typeof to === 'string') return to;
	if (to !== null && to <= from) return 'ends before it begins';
	const wrong =
		numberProblem('price_per_unit', perUnit, 6, 999_999n) ??
		numberProblem('vat', vat, 4, 1n) ??
		numberProblem('fixed_fee_per_day', feePerDay, 4, 999_999n);
	return wrong ?? { line, medium, from, to, perUnit, vat, feePerDay };
}

function timeOf(text: string): number | string {
	if (/^\d{4}-\d\d-\d\d$/.test(text)) {
		try {
			return dayStart(text);
		} catch {
			return `"${text}" is no day`;
		}
	}
	const at = parseInstant(text);
	if (at === 'no_offset') return `"${text}" has no offset: write it as 2026-11-01T14:00+01:00, or a day`;
	return at === 'bad_time' ? `"${text}" is neither a day nor a time` : at;
}

function numberProblem(name: string, text: string, decimals: number, most: bigint): string | null {
	try {
		const value = decimal(text, decimals);
		if (value >= 0n && value <= most * 10n ** BigInt(decimals)) return null;
		return `${name} ${text} is not from 0 to ${most}`;
	} catch {
		return `${name} "${text}" is no number with a point and at most ${decimals} decimals`;
	}
}
