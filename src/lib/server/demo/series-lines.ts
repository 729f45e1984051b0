import type { Medium } from '#lib/energy/medium.ts';
import { openBytes } from '../collection/file/bytes.ts';
import { parseInstant } from '../collection/file/instant.ts';
import { readLines } from '../collection/file/lines.ts';
import type { OutdoorDraft } from './company-draft.ts';
import type { OutdoorFile, SeriesColumn, SeriesFile } from './series-file.ts';

/** One value of one meter. */
export interface SeriesReading {
	/** Name of the meter that all its columns share; the file's own where it is one home's. */
	readonly meter: string;
	/** The meter's own: the name, and what its column or its exchange adds. */
	readonly serial: string;
	readonly medium: Medium;
	readonly column: SeriesColumn;
	readonly at: number;
	/** Whole smallest units. */
	readonly register: number;
}

/** Lines that say nothing usable, by what is wrong. */
export interface LineCounts {
	lines: number;
	bad: number;
}

/** Reads a file's values in its own order, one call each. A value that is empty or no number is none: never zero. */
export async function readSeries(
	file: SeriesFile,
	counts: LineCounts,
	take: (reading: SeriesReading) => void | Promise<void>
): Promise<void> {
	const bytes = await openBytes(file.path);
	let header = true;
	for await (const lines of readLines(bytes.chunks)) {
		for (const line of lines) {
			if (header || line === '') {
				header = false;
				continue;
			}
			counts.lines += 1;
			let good = 0;
			for (const reading of parseLine(file, line)) {
				good += 1;
				const waits = take(reading);
				if (waits) await waits;
			}
			if (good === 0) counts.bad += 1;
		}
	}
}

function parseLine(file: SeriesFile, line: string): SeriesReading[] {
	const fields = line.split(',');
	const at = parseInstant(fields[file.atIndex] ?? '');
	if (typeof at !== 'number') return [];
	const meter = file.meterIndex === null ? file.stem : (fields[file.meterIndex] ?? '');
	if (meter === '') return [];
	const label = file.labels?.get(meter);
	if (file.labels && !label) return [];
	const readings: SeriesReading[] = [];
	for (const column of file.columns) {
		const text = fields[column.index] ?? '';
		const value = text === '' ? Number.NaN : Number(text);
		if (!Number.isFinite(value)) continue;
		const renewed = label?.exchange && at >= label.exchange.first ? '-new' : '';
		readings.push({
			meter,
			serial: `${meter}${column.suffix}${renewed}`,
			medium: label?.medium ?? column.medium,
			column,
			at,
			register: Math.round(value * column.factor)
		});
	}
	return readings;
}

/**
 * Reads daily temperatures. A day with an exact 0 is left out and counted: its source wrote 0 for what it did not know,
 * and nobody can tell the one from the other.
 */
export async function readOutdoor(file: OutdoorFile, counts: LineCounts): Promise<OutdoorDraft[]> {
	const days = new Map<string, OutdoorDraft>();
	const bytes = await openBytes(file.path);
	for await (const lines of readLines(bytes.chunks)) {
		for (const line of lines) {
			const fields = line.split(',');
			const day = fields[file.dayIndex] ?? '';
			if (!/^\d{4}-\d\d-\d\d$/.test(day)) continue;
			counts.lines += 1;
			const highC = Number(fields[file.highIndex] ?? '');
			const lowC = Number(fields[file.lowIndex] ?? '');
			if (!Number.isFinite(highC) || !Number.isFinite(lowC) || highC === 0 || lowC === 0) counts.bad += 1;
			else days.set(day, { day, highC, lowC, meanC: Math.round((highC + lowC) * 5) / 10 });
		}
	}
	return [...days.values()];
}
