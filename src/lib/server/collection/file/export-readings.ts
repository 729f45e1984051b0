import type { Pool } from '../../db/connection.ts';
import { hungAt } from '../meters.ts';
import type { Transaction } from '../packed-rows.ts';
import { addDays, civilDay, dayStart } from '#lib/energy/calendar.ts';
import { writeRegister } from './register.ts';
import { writeStatus } from './status.ts';

export interface ExportTerms {
	/** Serial numbers; all meters when empty. */
	readonly serials: readonly string[];
	/** UTC seconds, [from, to). */
	readonly from: number;
	readonly to: number;
	readonly format: 'csv' | 'ndjson';
}

interface PackRow {
	serial: string;
	scale: number;
	/** UTC seconds, [installed, removed). */
	installed: number;
	removed: number | null;
	day: string;
	at: number[];
	registers: number[];
	flags: number[] | null;
}

const SERIALS_A_ROUND = 100;
const PACKS_A_FETCH = 500;

/**
 * The stored readings as text that `import` takes again without a change: by serial number, then by time, wherever the
 * device hung. Flags that Hemvy decides itself (late, set aside) are not written; it decides them again. Nor are
 * readings that came after their meter's removal, which was told later: they count for nothing.
 * @param sql connected as hemvy_owner
 */
export async function* exportReadings(sql: Pool, terms: ExportTerms): AsyncGenerator<string> {
	if (terms.format === 'csv') yield 'meter,at,register,status\n';
	const write = terms.format === 'csv' ? csvLine : jsonLine;
	const connection = await sql.reserve();
	try {
		await connection`begin read only`;
		await connection`select set_config('role', 'hemvy_collector', true)`;
		// postgres.js gives a reserved connection the same queries as a transaction
		const tx = connection as unknown as Transaction;
		for await (const ids of rounds(tx, terms.serials)) {
			for await (const packs of packsOf(tx, ids, terms)) {
				yield packs.map((pack) => linesOf(pack, terms, write)).join('');
			}
		}
	} finally {
		await connection`rollback`;
		connection.release();
	}
}

/** Serial numbers that name no meter, among those asked for. */
export async function unknownSerials(sql: Pool, serials: readonly string[]): Promise<string[]> {
	return sql.begin(async (tx) => {
		await tx`select set_config('role', 'hemvy_collector', true)`;
		const rows = await tx<{ serial: string }[]>`
			select w.serial from unnest(${serials as string[]}::text[]) as w (serial)
			where not exists (select 1 from metering.meter m where m.serial = w.serial)`;
		return rows.map((row) => row.serial);
	});
}

async function* rounds(tx: Transaction, serials: readonly string[]): AsyncGenerator<number[]> {
	let last = '';
	for (;;) {
		const rows = await tx<{ ids: number[]; serial: string }[]>`
			select serial, array_agg(id) as ids from metering.meter
			where serial > ${last} and (${serials.length === 0} or serial = any(${serials as string[]}::text[]))
			group by serial order by serial limit ${SERIALS_A_ROUND}`;
		const end = rows.at(-1);
		if (!end) return;
		last = end.serial;
		yield rows.flatMap((row) => row.ids);
	}
}

function packsOf(tx: Transaction, ids: readonly number[], terms: ExportTerms): AsyncIterable<PackRow[]> {
	const first = civilDay(Math.max(terms.from, 0));
	const last = addDays(civilDay(terms.to), 1);
	return tx<PackRow[]>`
		select m.serial, m.scale, extract(epoch from m.installed)::float8 as installed,
			extract(epoch from m.removed)::float8 as removed, p.day::text as day, p.at, p.registers, p.flags
		from metering.meter m
		join metering.reading_pack p on p.apartment_id = m.apartment_id and p.meter_id = m.id
		where m.id = any(${ids as number[]}::int[]) and p.day between ${first}::date and ${last}::date
		order by m.serial, p.day, m.installed, p.at[1]`.cursor(PACKS_A_FETCH);
}

type Line = (serial: string, at: string, register: string, status: string) => string;

function linesOf(pack: PackRow, terms: ExportTerms, write: Line): string {
	const start = dayStart(pack.day);
	let text = '';
	pack.at.forEach((offset, i) => {
		const at = start + offset;
		if (at < terms.from || at >= terms.to || !hungAt(pack, at)) return;
		const register = writeRegister(pack.registers[i] ?? 0, pack.scale);
		text += write(pack.serial, isoUtc(at), register, writeStatus(pack.flags?.[i] ?? 0));
	});
	return text;
}

const isoUtc = (at: number): string => new Date(at * 1000).toISOString().replace('.000Z', 'Z');

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const csvLine: Line = (serial, at, register, status) => `${quoted(serial)},${at},${register},${status}\n`;

const jsonLine: Line = (meter, at, register, status) =>
	`${JSON.stringify({ meter, at, register, ...(status === '' ? {} : { status }) })}\n`;
