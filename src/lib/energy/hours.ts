import { HOUR } from './calendar.ts';
import type { CounterCell, GaugeCell, Reading } from './cell.ts';
import { gaugeHours } from './gauge-hours.ts';
import type { MeterFacts } from './meter.ts';
import { FLAG } from './quality.ts';
import { trackOf, type Track } from './track.ts';

/** Silence longer than this between two readings is a gap: hourly delivery with its jitter stays below. */
export const GAP_LIMIT_S = 5400;

/** Which hours to answer, and what the readings given are of the meter's whole life. */
export interface HourSpan {
	/** UTC seconds; hours that overlap [from, to) are answered. Absent: all. */
	readonly from?: number;
	readonly to?: number;
	/** The readings begin with the meter's first (default). false: an excerpt, no registered installation in it. */
	readonly begins?: boolean;
	/** The readings run to the meter's latest (default). false: an excerpt, no removal in it. */
	readonly ends?: boolean;
}

const floorHour = (at: number) => Math.floor(at / HOUR) * HOUR;
const ceilHour = (at: number) => Math.ceil(at / HOUR) * HOUR;

/**
 * The hours of a counter, without holes from the hour of its first reading (or registered installation) to that of
 * its last reading (or removal). Boundary registers are interpolated between the readings around them and rounded
 * once, so touching hours share them and sums agree exactly: the sum of all amounts is what was used between the
 * first and the last accepted reading, registered ones included.
 *
 * An hour partly before the first or after the last reading has the amount of its known part and MISSING; an hour of
 * which nothing is known carries the register on with MISSING and ABSENT.
 */
export function counterHours(
	readings: readonly Reading[],
	meter: MeterFacts,
	span: HourSpan = {}
): CounterCell[] {
	const track = trackOf(readings, meter, span);
	if (track === null) return [];
	const start = Math.max(floorHour(track.first), span.from === undefined ? -Infinity : floorHour(span.from));
	const end = Math.min(ceilHour(track.end), span.to === undefined ? Infinity : ceilHour(span.to));
	const cells: CounterCell[] = [];
	const walk = new Walk(track);
	let from = walk.boundary(start);
	for (let at = start; at < end; at += HOUR) {
		const flags = walk.flags(at, at + HOUR);
		const to = walk.boundary(at + HOUR);
		cells.push({
			start: at,
			end: at + HOUR,
			from: from.total - from.offset,
			to: to.total - to.offset,
			step: to.offset - from.offset,
			flags:
				flags |
				(from.guessed ? FLAG.START_IN_GAP | FLAG.INTERPOLATED : 0) |
				(to.guessed ? FLAG.END_IN_GAP | FLAG.INTERPOLATED : 0) |
				(from.offset !== to.offset ? FLAG.METER_CHANGED : 0)
		});
		from = to;
	}
	return cells;
}

/** Hours of a counter or a gauge, by the meter's kind. See `counterHours` and `gaugeHours`. */
export function hoursFromReadings(
	readings: readonly Reading[],
	meter: MeterFacts,
	span: HourSpan = {}
): CounterCell[] | GaugeCell[] {
	return meter.kind === 'counter' ? counterHours(readings, meter, span) : gaugeHours(readings, meter, span);
}

interface Boundary {
	/** What was used since the first point, whole. */
	readonly total: number;
	/** total − register. */
	readonly offset: number;
	/** Strictly inside a gap, or delivered as worked out within one. */
	readonly guessed: boolean;
}

/** Reads boundaries and flags off a track, at ever later times. */
class Walk {
	readonly #track: Track;
	/** The first point after the hour's start; points before it are done with. */
	#next = 0;

	constructor(track: Track) {
		this.#track = track;
	}

	/** The boundary at `at`: never earlier than the one asked for before. */
	boundary(at: number): Boundary {
		const { points, range } = this.#track;
		while (this.#next < points.length && (points[this.#next]?.at ?? 0) <= at) this.#next += 1;
		const before = points[this.#next - 1];
		const after = points[this.#next];
		if (before === undefined) return { ...known(after), guessed: false };
		if (before.at === at) return { ...known(before), guessed: before.guessed };
		if (after === undefined) return { ...known(before), guessed: false };
		if (after.passage === 'break') return { ...known(before), guessed: false };
		const share = (at - before.at) / (after.at - before.at);
		const total = before.total + Math.round((after.total - before.total) * share);
		const wrapped = after.passage === 'rollover' && range !== null && total - before.offset >= range;
		return {
			total,
			offset: wrapped ? after.offset : before.offset,
			guessed: after.at - before.at > GAP_LIMIT_S
		};
	}

	/** Flags of the hour [start, end) that its two boundaries do not tell. Call between the two `boundary` calls. */
	flags(start: number, end: number): number {
		const { points, life, marks } = this.#track;
		let flags = 0;
		let seconds = 0;
		for (let i = Math.max(1, this.#next); i < points.length; i++) {
			const before = points[i - 1];
			const after = points[i];
			if (before === undefined || after === undefined || before.at >= end) break;
			// What is known late or was corrected changes the time on both sides of it.
			flags |= after.flags | (before.flags & (FLAG.LATE | FLAG.CORRECTED));
			if (after.passage !== 'break') seconds += Math.min(end, after.at) - Math.max(start, before.at);
		}
		const wanted = Math.min(end, life.end) - Math.max(start, life.start);
		if (seconds < wanted) flags |= FLAG.MISSING;
		if (seconds === 0 && wanted > 0) flags |= FLAG.ABSENT;
		for (const mark of marks) if (start < mark.at && mark.at <= end) flags |= mark.flags;
		return flags;
	}
}

function known(point: { total: number; offset: number } | undefined): { total: number; offset: number } {
	return { total: point?.total ?? 0, offset: point?.offset ?? 0 };
}
