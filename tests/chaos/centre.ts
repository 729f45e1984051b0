import type postgres from 'postgres';
import { addDays, civilDay, dayStart } from '#lib/energy/calendar.ts';
import { MEDIUM_FACTS } from '#lib/energy/medium.ts';
import { METERS, type Due } from './truth.ts';

/** How what the centre holds stands to what it should. Values that are stored and not due: `extra`. */
export interface Comparison {
	readonly due: number;
	readonly stored: number;
	readonly equal: number;
	readonly missing: readonly string[];
	readonly differing: readonly string[];
	readonly extra: readonly string[];
	/** Instants of a meter that are stored more than once. */
	readonly doubled: number;
	/** What was stored as another value first: a gauge's hour whose telegrams came in two halves; of counters none. */
	readonly corrected: readonly string[];
}

interface PackRow {
	serial: string;
	day: string;
	at: number[];
	registers: number[];
}

/** Holds the stored readings against what is due. @param sql as superuser */
export async function compare(sql: postgres.Sql, due: readonly Due[]): Promise<Comparison> {
	const packs = await sql<PackRow[]>`
		select m.serial, p.day::text, p.at, p.registers from metering.reading_pack p
		join metering.meter m on m.id = p.meter_id order by m.serial, p.day`;
	const stored = new Map<string, number>();
	let doubled = 0;
	for (const { serial, day, at, registers } of packs)
		for (const [i, second] of at.entries()) {
			const key = keyOf(serial, dayStart(day) + second);
			if (stored.has(key)) doubled += 1;
			stored.set(key, registers[i] ?? Number.NaN);
		}
	const missing: string[] = [];
	const differing: string[] = [];
	let equal = 0;
	for (const { serial, at, register } of due) {
		const key = keyOf(serial, at);
		const found = stored.get(key);
		stored.delete(key);
		if (found === undefined) missing.push(key);
		else if (found === register) equal += 1;
		else differing.push(`${key}: ${found}, not ${register}`);
	}
	const corrections = await sql<{ serial: string; at: number }[]>`
		select distinct m.serial, extract(epoch from c.at)::float8 as at
		from metering.reading_correction c join metering.meter m on m.id = c.meter_id`;
	const count = equal + differing.length + stored.size;
	return {
		...{ due: due.length, stored: count, equal, missing, differing, extra: [...stored.keys()], doubled },
		corrected: corrections.map(({ serial, at }) => keyOf(serial, at))
	};
}

const GAUGES = METERS.filter(({ medium }) => MEDIUM_FACTS[medium].kind === 'gauge');

/** Every value is there once, none else, and no counter's boundary was ever another. */
export const isEqual = ({ due, equal, extra, doubled, corrected }: Comparison) =>
	equal === due &&
	extra.length === 0 &&
	doubled === 0 &&
	corrected.every((key) => GAUGES.some(({ serial }) => key.startsWith(`${serial} `)));

const keyOf = (serial: string, at: number) => `${serial} ${new Date(at * 1000).toISOString()}`;

interface Answer {
	points: { start: string; amount: number | null; quality: string }[];
}

/**
 * What the tenant's interface says of the hours against the truth: the amounts are the differences of the registers that
 * are due, the means are the means, and every one of them is said to have been measured, or corrected where it was.
 * @returns what is wrong, a line each
 */
export async function compareShown(
	portal: { address: string; home: string; token: string },
	due: readonly Due[],
	{ corrected }: Comparison
): Promise<string[]> {
	const wrong: string[] = [];
	const first = Math.min(...due.map(({ at }) => at));
	const last = Math.max(...due.map(({ at }) => at));
	for (const { serial, medium } of METERS) {
		const query = `medium=${medium}&resolution=hour&from=${civilDay(first)}&to=${addDays(civilDay(last), 1)}`;
		const response = await fetch(`${portal.address}/api/v1/homes/${portal.home}/series?${query}`, {
			headers: { cookie: `hemvy_session=${portal.token}` }
		});
		// the interface's own words, as its documentation has them
		const { points } = (await response.json()) as Answer;
		const shown = new Map(points.map((point) => [Date.parse(point.start) / 1000, point]));
		const own = due.filter((each) => each.serial === serial);
		const isGauge = medium === 'temperature';
		const unit = 10 ** MEDIUM_FACTS[medium].scale;
		for (const [i, { at, register }] of own.entries()) {
			const next = own[i + 1];
			if (!isGauge && next === undefined) continue;
			const start = isGauge ? at - 1800 : at;
			const wanted = isGauge ? register * unit : ((next?.register ?? 0) - register) * unit;
			const point = shown.get(start);
			const value = point?.amount ?? Number.NaN;
			const quality = corrected.includes(keyOf(serial, at)) ? 'corrected' : 'measured';
			if (Math.abs(value - wanted) > 1e-9 || point?.quality !== quality)
				wrong.push(`${keyOf(serial, start)}: ${JSON.stringify(point)}, not ${wanted} ${quality}`);
		}
	}
	return wrong;
}
