import { dayStart } from '#lib/energy/calendar.ts';
import type { Medium } from '#lib/energy/medium.ts';
import type { Statement } from '#lib/server/db/session.ts';
import type { DaySpan } from './intervals.ts';

/** A stored reading: UTC seconds, register in the smallest unit, flags, delivery. */
export type StoredReading = readonly [at: number, register: number, flags: number, source: number];

type ReadingRow = readonly [
	meter: string,
	day: string,
	at: number[],
	registers: number[],
	flags: number[] | null,
	sources: number[]
];

const COLUMNS = 'r.day, r.at, r.registers, r.flags, r.sources';

/**
 * One row with `readings`: of each of the home's meters of the media, those of the given civil days of the span and
 * the nearest day with any on either side of it.
 * @param days null: all days of the span
 */
export function readingsStatement(
	home: string,
	media: readonly Medium[],
	span: DaySpan,
	days: readonly string[] | null = null
): Statement {
	const of = 'from portal.readings r where r.home_id = $1 and r.meter_id = m.meter_id';
	const within = days === null ? 'r.day >= $3::date and r.day < $4::date' : 'r.day = any($5::date[])';
	const text = `select json_agg(json_build_array(m.meter_id, ${COLUMNS}) order by r.day)::text as readings
		from portal.meters m cross join lateral (
			(select ${COLUMNS} ${of} and ${within})
			union all (select ${COLUMNS} ${of} and r.day < $3::date order by r.day desc limit 1)
			union all (select ${COLUMNS} ${of} and r.day >= $4::date order by r.day limit 1)
		) r
		where m.home_id = $1 and m.medium = any($2::text[])`;
	const parameters = [home, media, span.from, span.to];
	return { text, parameters: days === null ? parameters : [...parameters, days] };
}

/** The row of readingsStatement: readings by meter, time ascending. */
export function parseReadings(row: unknown, zone: string): Map<string, StoredReading[]> {
	const { readings } = row as { readings: string | null };
	const byMeter = new Map<string, StoredReading[]>();
	for (const [meter, day, at, registers, flags, sources] of JSON.parse(readings ?? '[]') as ReadingRow[]) {
		const start = dayStart(day, zone);
		let list = byMeter.get(meter);
		if (list === undefined) byMeter.set(meter, (list = []));
		for (const [i, offset] of at.entries()) {
			list.push([start + offset, registers[i] ?? 0, flags?.[i] ?? 0, sources[i] ?? 0]);
		}
	}
	for (const list of byMeter.values()) list.sort((a, b) => a[0] - b[0]);
	return byMeter;
}
