import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Medium } from '#lib/energy/medium.ts';
import { openBytes } from '../collection/file/bytes.ts';
import { readLines } from '../collection/file/lines.ts';

/** A column of a file that holds one meter's registers or values. */
export interface SeriesColumn {
	readonly index: number;
	readonly medium: Medium;
	/** What is added to the meter's name, where a line holds several meters. */
	readonly suffix: string;
	/** Smallest units a unit of the file. */
	readonly factor: number;
	readonly position: string | null;
}

/** What a label file says of a meter that is known to be special. */
export interface SeriesLabel {
	/** 10^digits units is where the register starts again; null when nothing is said. */
	readonly digits: number | null;
	/** A new meter with a serial of its own: last instant of the old one, first of the new, UTC seconds. */
	readonly exchange: { readonly last: number; readonly first: number } | null;
	readonly medium: Medium;
}

/** A file of series whose header is understood. */
export interface SeriesFile {
	readonly name: string;
	readonly path: string;
	/** The name without what is common: 'water_cold_daiad', 'rooms_belgium_10min'. */
	readonly stem: string;
	/** Column of the meter's name; null: the file is one home's. */
	readonly meterIndex: number | null;
	readonly atIndex: number;
	/** Of each line; for a labelled file the medium is the label's. */
	readonly columns: readonly SeriesColumn[];
	readonly labels: ReadonlyMap<string, SeriesLabel> | null;
}

/** A file of daily outdoor temperatures. */
export interface OutdoorFile {
	readonly name: string;
	readonly path: string;
	readonly dayIndex: number;
	readonly highIndex: number;
	readonly lowIndex: number;
}

export interface SeriesFolder {
	readonly series: readonly SeriesFile[];
	readonly outdoor: readonly OutdoorFile[];
	/** Files that are not read, with the reason. */
	readonly leftOut: readonly { readonly name: string; readonly why: string }[];
}

/** Looks at every file of a folder and says what it holds, by its header alone. @throws when the folder cannot be read */
export async function lookThrough(folder: string): Promise<SeriesFolder> {
	const names = (await readdir(folder, { withFileTypes: true })).filter((e) => e.isFile()).map((e) => e.name);
	const series: SeriesFile[] = [];
	const outdoor: OutdoorFile[] = [];
	const leftOut: { name: string; why: string }[] = [];
	for (const name of names.sort()) {
		if (name.endsWith('_labels.json')) continue;
		if (!/\.csv(\.gz)?$/.test(name)) {
			leftOut.push({ name, why: 'not a CSV file' });
			continue;
		}
		const file = path.join(folder, name);
		const header = await firstLine(file);
		const columns = header.split(',').map((column) => column.trim().toLowerCase());
		const day = outdoorOf(name, file, columns);
		if (day) {
			outdoor.push(day);
			continue;
		}
		const found = seriesOf(name, file, columns, await labelsOf(folder, name));
		if (typeof found === 'string') leftOut.push({ name, why: found });
		else series.push(found);
	}
	return { series, outdoor, leftOut };
}

function outdoorOf(name: string, file: string, columns: readonly string[]): OutdoorFile | null {
	const [dayIndex, highIndex, lowIndex] = ['date', 'max_c', 'min_c'].map((column) => columns.indexOf(column));
	if (dayIndex === undefined || highIndex === undefined || lowIndex === undefined) return null;
	if (Math.min(dayIndex, highIndex, lowIndex) < 0) return null;
	return { name, path: file, dayIndex, highIndex, lowIndex };
}

function seriesOf(
	name: string,
	file: string,
	columns: readonly string[],
	labels: ReadonlyMap<string, SeriesLabel> | null
): SeriesFile | string {
	const atIndex = columns.indexOf('at');
	const meterIndex = columns.indexOf('meter_id');
	const stem = name.replace(/\.csv(\.gz)?$/, '');
	const base = { name, path: file, stem, atIndex, labels: null };
	if (atIndex < 0) return 'no column "at"';
	if (meterIndex < 0) {
		const rooms = roomColumns(columns);
		if (rooms.length === 0) return 'neither meters nor rooms';
		return { ...base, meterIndex: null, columns: rooms };
	}
	const place = (column: string) => columns.indexOf(column);
	const column = (index: number, medium: Medium, suffix = '') => ({
		index,
		medium,
		suffix,
		factor: 1,
		position: null
	});
	if (place('register_l') >= 0) {
		const medium = /hot/i.test(name) ? 'hot_water' : 'cold_water';
		return { ...base, meterIndex, columns: [column(place('register_l'), medium)] };
	}
	const imported = Math.max(place('import_wh'), place('register_wh'));
	if (imported >= 0) {
		const list = [column(imported, 'electricity')];
		const exported = place('export_wh');
		if (exported >= 0) list.push(column(exported, 'electricity_export', '-export'));
		return { ...base, meterIndex, columns: list };
	}
	if (place('register') < 0) return 'no register of water or electricity';
	if (!labels) return 'no label file says the unit of its registers';
	return { ...base, meterIndex, labels, columns: [column(place('register'), 'cold_water')] };
}

/** `<room>_c` columns of a file that holds rooms' climate and nothing else; what a weather station says is no room. */
function roomColumns(columns: readonly string[]): SeriesColumn[] {
	if (!columns.every((column) => column === 'at' || /_(c|rh)$/.test(column))) return [];
	return columns.flatMap((column, index) => {
		const room = /^(.+)_c$/.exec(column)?.[1];
		if (room === undefined || /weather|outdoor|outside/.test(room)) return [];
		return [{ index, medium: 'temperature' as const, suffix: `-${room}`, factor: 100, position: room }];
	});
}

async function firstLine(file: string): Promise<string> {
	const bytes = await openBytes(file);
	for await (const lines of readLines(bytes.chunks)) return lines[0] ?? '';
	return '';
}

const LABELS = z.object({
	meters: z.record(
		z.string(),
		z.object({
			unit: z.enum(['l', 'Wh']).optional(),
			modulus: z.number().positive().optional(),
			new_serial: z.boolean().optional(),
			last_before: z.tuple([z.iso.datetime(), z.number()]).optional(),
			first_after: z.tuple([z.iso.datetime(), z.number()]).optional()
		})
	)
});

/** The label file beside a file, where it says units; null where there is none. */
async function labelsOf(folder: string, name: string): Promise<Map<string, SeriesLabel> | null> {
	const file = path.join(folder, name.replace(/\.csv(\.gz)?$/, '_labels.json'));
	const text = await readFile(file, 'utf8').catch(() => null);
	if (text === null) return null;
	const parsed = LABELS.safeParse(JSON.parse(text));
	if (!parsed.success) return null;
	const labels = new Map<string, SeriesLabel>();
	for (const [id, label] of Object.entries(parsed.data.meters)) {
		if (label.unit === undefined) continue;
		const seconds = (pair: readonly [string, number]) => Math.floor(Date.parse(pair[0]) / 1000);
		labels.set(id, {
			digits: label.modulus === undefined ? null : Math.round(Math.log10(label.modulus)) - 3,
			exchange:
				label.new_serial === true && label.last_before && label.first_after
					? { last: seconds(label.last_before), first: seconds(label.first_after) }
					: null,
			medium: label.unit === 'Wh' ? 'electricity' : 'cold_water'
		});
	}
	return labels.size > 0 ? labels : null;
}
