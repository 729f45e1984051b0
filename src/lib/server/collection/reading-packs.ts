import type { Reading } from '#lib/energy/cell.ts';
import { civilDay, dayStart } from '#lib/energy/calendar.ts';
import { seriesAt, type CollectedMeter } from './meters.ts';
import { intArray, upsert, type Transaction } from './packed-rows.ts';

/** Which stored readings to load of one meter: all of these civil days, both included. */
export interface Window {
	readonly meter: CollectedMeter;
	readonly from: string;
	readonly to: string;
}

interface ReadingPackRow {
	meter_id: number;
	day: string;
	at: number[];
	registers: number[];
	flags: number[] | null;
	sources: number[];
}

/** The stored readings of the windows by meter, in order of time. */
export async function loadReadings(
	tx: Transaction,
	windows: readonly Window[]
): Promise<Map<number, Map<number, Reading>>> {
	if (windows.length === 0) return new Map();
	const keys = windowKeys(windows);
	const rows = await tx<ReadingPackRow[]>`
		select p.meter_id, p.day::text as day, p.at, p.registers, p.flags, p.sources
		from unnest(${keys.apartments}::int[], ${keys.series}::int[], ${keys.meters}::int[],
			${keys.from}::date[], ${keys.to}::date[]) as w (apartment_id, series_id, meter_id, first_day, last_day)
		cross join lateral (select * from metering.reading_pack r
			where r.apartment_id = w.apartment_id and r.series_id = w.series_id and r.meter_id = w.meter_id
				and r.day between w.first_day and w.last_day
				and r.day between ${least(keys.from)}::date and ${greatest(keys.to)}::date
			offset 0) p`;
	return byMeter(rows);
}

/** The nearest stored readings outside the windows: up to `days` stored days of each meter `before` or `after`, however long ago. */
export async function loadNeighbours(
	tx: Transaction,
	windows: readonly Window[],
	side: 'before' | 'after',
	days: number
): Promise<Map<number, Map<number, Reading>>> {
	if (windows.length === 0) return new Map();
	const keys = windowKeys(windows);
	const rows =
		side === 'before'
			? await tx<ReadingPackRow[]>`
				select p.meter_id, p.day::text as day, p.at, p.registers, p.flags, p.sources
				from unnest(${keys.apartments}::int[], ${keys.series}::int[], ${keys.meters}::int[],
					${keys.from}::date[]) as w (apartment_id, series_id, meter_id, day)
				cross join lateral (select * from metering.reading_pack r
					where r.apartment_id = w.apartment_id and r.series_id = w.series_id and r.meter_id = w.meter_id
						and r.day < w.day and r.day < ${greatest(keys.from)}::date
					order by r.day desc limit ${days}) p`
			: await tx<ReadingPackRow[]>`
				select p.meter_id, p.day::text as day, p.at, p.registers, p.flags, p.sources
				from unnest(${keys.apartments}::int[], ${keys.series}::int[], ${keys.meters}::int[],
					${keys.to}::date[]) as w (apartment_id, series_id, meter_id, day)
				cross join lateral (select * from metering.reading_pack r
					where r.apartment_id = w.apartment_id and r.series_id = w.series_id and r.meter_id = w.meter_id
						and r.day > w.day and r.day > ${least(keys.to)}::date
					order by r.day limit ${days}) p`;
	return byMeter(nearest(rows, side, days));
}

/** Each stay of a home gave its own nearest days; those beyond the nearest of all would leave a hole between. */
function nearest(rows: readonly ReadingPackRow[], side: 'before' | 'after', most: number): ReadingPackRow[] {
	const days = new Map<number, Set<string>>();
	const order = side === 'before' ? -1 : 1;
	return [...rows]
		.sort((a, b) => (a.day < b.day ? -order : a.day > b.day ? order : 0))
		.filter(({ meter_id, day }) => {
			let kept = days.get(meter_id);
			if (!kept) days.set(meter_id, (kept = new Set()));
			if (kept.size < most) kept.add(day);
			return kept.has(day);
		});
}

/** Writes all readings of the given civil days; a day that a move divides becomes a row for each stay. */
export async function writeReadings(
	tx: Transaction,
	batches: readonly { meter: CollectedMeter; readings: readonly Reading[]; days: ReadonlySet<string> }[]
): Promise<void> {
	const rows: (string | number | null)[][] = [];
	for (const { meter, readings, days } of batches) {
		for (const pack of packsOf(meter, readings)) if (days.has(pack.day)) rows.push(packedRow(meter, pack));
	}
	await upsert(tx, 'reading_pack', rows);
}

interface ReadingPack {
	readonly series: number;
	readonly day: string;
	readonly list: Reading[];
}

function packsOf(meter: CollectedMeter, readings: readonly Reading[]): ReadingPack[] {
	const packs: ReadingPack[] = [];
	for (const reading of readings) {
		const series = seriesAt(meter, reading.at);
		if (series === null) continue;
		const day = civilDay(reading.at);
		const last = packs.at(-1);
		if (last?.day === day && last.series === series) last.list.push(reading);
		else packs.push({ series, day, list: [reading] });
	}
	return packs;
}

function packedRow(meter: CollectedMeter, { series, day, list }: ReadingPack): (string | number | null)[] {
	const start = dayStart(day);
	return [
		meter.apartmentId,
		series,
		meter.id,
		day,
		intArray(list.map((reading) => reading.at - start)),
		intArray(list.map((reading) => reading.register)),
		list.some((reading) => reading.flags !== 0) ? intArray(list.map((reading) => reading.flags)) : null,
		intArray(list.map((reading) => reading.source))
	];
}

function windowKeys(windows: readonly Window[]) {
	const keys = {
		apartments: [] as number[],
		series: [] as number[],
		meters: [] as number[],
		from: [] as string[],
		to: [] as string[]
	};
	for (const { meter, from, to } of windows) {
		for (const stay of meter.stays) {
			keys.apartments.push(meter.apartmentId);
			keys.series.push(stay.seriesId);
			keys.meters.push(meter.id);
			keys.from.push(from);
			keys.to.push(to);
		}
	}
	return keys;
}

function byMeter(rows: readonly ReadingPackRow[]): Map<number, Map<number, Reading>> {
	const found = new Map<number, Map<number, Reading>>();
	for (const row of rows) {
		let readings = found.get(row.meter_id);
		if (!readings) found.set(row.meter_id, (readings = new Map<number, Reading>()));
		const start = dayStart(row.day);
		row.at.forEach((offset, i) => {
			const at = start + offset;
			const register = row.registers[i];
			if (register === undefined) return;
			readings.set(at, { at, register, flags: row.flags?.[i] ?? 0, source: row.sources[i] ?? 0 });
		});
	}
	return found;
}

const least = (days: readonly string[]) => days.reduce((a, b) => (a < b ? a : b), '9999-12-31');
const greatest = (days: readonly string[]) => days.reduce((a, b) => (a > b ? a : b), '0001-01-01');
