import { parse } from 'csv-parse/sync';
import { FileRefused, type Rejection } from './rejection.ts';

/** Where each value stands in a line; `status` is -1 when the file has no such column. */
export interface Columns {
	readonly meter: number;
	readonly at: number;
	readonly register: number;
	readonly status: number;
	readonly count: number;
}

/** One line's values, as written. */
export interface Fields {
	meter: string;
	at: string;
	register: string;
	status: string;
}

const EXPECTED = 'The first line must be the header meter,at,register or meter,at,register,status';

/** @throws FileRefused with what is wrong with the header */
export function parseHeader(line: string): Columns {
	if (!line.includes(',') && /[;\t|]/.test(line)) {
		const found = line.includes(';') ? 'semicolons' : line.includes('\t') ? 'tabs' : 'bars';
		throw new FileRefused(
			`${EXPECTED}; this file separates by ${found}. Use commas, and a point for decimals.`
		);
	}
	const names = (splitFields(line) ?? []).map((name) => name.trim().toLowerCase());
	const place = (name: string): number => names.indexOf(name);
	const known = ['meter', 'at', 'register', 'status'];
	const missing = known.slice(0, 3).filter((name) => !names.includes(name));
	if (missing.length > 0) throw new FileRefused(`${EXPECTED}; there is no column ${missing.join(', ')}.`);
	const odd = names.find((name, i) => !known.includes(name) || names.indexOf(name) !== i);
	if (odd !== undefined) throw new FileRefused(`${EXPECTED}; take the column "${odd}" out.`);
	return {
		meter: place('meter'),
		at: place('at'),
		register: place('register'),
		status: place('status'),
		count: names.length
	};
}

/** Fills `into` with a CSV line's values. */
export function parseCsvLine(line: string, columns: Columns, into: Fields): Rejection | null {
	const values = splitFields(line);
	if (values?.length !== columns.count) return 'columns';
	into.meter = values[columns.meter]?.trim() ?? '';
	into.at = values[columns.at]?.trim() ?? '';
	into.register = values[columns.register]?.trim() ?? '';
	into.status = columns.status === -1 ? '' : (values[columns.status]?.trim() ?? '');
	return null;
}

/** Line by line, so that a quote that is never closed costs one line and not the rest of the file. */
function splitFields(line: string): string[] | null {
	if (!line.includes('"')) return line.split(',');
	try {
		const rows: string[][] = parse(line, { relax_column_count: true });
		return rows[0] ?? null;
	} catch {
		return null;
	}
}

/** Fills `into` with the values of a line of NDJSON. A register may be a JSON number or text. */
export function parseJsonLine(line: string, into: Fields): Rejection | null {
	let value: unknown;
	try {
		value = JSON.parse(line);
	} catch {
		return 'bad_json';
	}
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'bad_json';
	const { meter, at, register, status = '', ...others } = value as Record<string, unknown>;
	if (Object.keys(others).length > 0 || typeof at !== 'string') return 'bad_json';
	if (typeof register !== 'string' && typeof register !== 'number') return 'bad_json';
	if (typeof meter !== 'string' && typeof meter !== 'number') return 'bad_json';
	if (typeof status !== 'string' && status !== null) return 'bad_json';
	into.meter = String(meter).trim();
	into.at = at.trim();
	into.register = String(register).trim();
	into.status = status ?? '';
	return null;
}
