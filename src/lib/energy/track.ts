import type { Reading } from './cell.ts';
import type { MeterFacts } from './meter.ts';
import { limitsOf } from './meter.ts';
import { FLAG } from './quality.ts';
import { screen, type Passage, type Verdict } from './screen.ts';

/** An accepted reading, or a registered one at installation or removal, on the scale of what was used in all. */
export interface TrackPoint {
	readonly at: number;
	/** Used since the first point, smallest units. */
	readonly total: number;
	/** total − register: changes only where the register jumped without use or wrapped. */
	readonly offset: number;
	/** How it was come to from the point before. */
	readonly passage: Passage;
	/** LATE, CORRECTED, SUSPECT: of every interval that touches the time since the point before. */
	readonly flags: number;
	/** Whoever delivered it worked it out within a gap of theirs. */
	readonly guessed: boolean;
}

/** One counter's readings made one rising line. */
export interface Track {
	/** At least one, time ascending. */
	readonly points: readonly TrackPoint[];
	readonly first: number;
	/** Last reading, decided or not, or removal: hours run to here. */
	readonly end: number;
	/** What an hour must know to be complete; infinite where the meter's life is not known to begin or end. */
	readonly life: { readonly start: number; readonly end: number };
	/** Flags of the one hour (start, end] that holds an instant: rejected readings, installation, removal. */
	readonly marks: readonly { readonly at: number; readonly flags: number }[];
	readonly range: number | null;
}

interface Excerpt {
	readonly begins?: boolean;
	readonly ends?: boolean;
}

/** The line of a counter, or null when no reading counts. */
export function trackOf(
	readings: readonly Reading[],
	meter: MeterFacts,
	excerpt: Excerpt = {}
): Track | null {
	const whole = excerpt.begins !== false;
	const begins = whole && meter.initialRegister !== null;
	const removed = excerpt.ends !== false ? meter.removed : null;
	const listed = withRegistered(readings, meter, begins, removed !== null);
	const verdicts = screen(listed, meter, { complete: removed !== null });
	const points = pointsOf(verdicts);
	const first = points[0];
	if (first === undefined) return null;
	const marks = marksOf(verdicts);
	// An installation on the whole hour belongs to the hour that it begins.
	if (whole && meter.replaces === true) marks.push({ at: first.at + 1, flags: FLAG.METER_CHANGED });
	if (removed !== null) marks.push({ at: removed, flags: FLAG.METER_CHANGED });
	return {
		points,
		first: first.at,
		end: removed ?? lastOf(verdicts) ?? first.at,
		life: { start: begins ? meter.installed : -Infinity, end: removed ?? Infinity },
		marks,
		range: limitsOf(meter).range
	};
}

/** Registered initial and final registers are readings too, and go before one of the same instant. */
function withRegistered(
	readings: readonly Reading[],
	meter: MeterFacts,
	begins: boolean,
	ends: boolean
): readonly Reading[] {
	const { initialRegister, installed, finalRegister, removed } = meter;
	const registered = new Map<number, number>();
	if (begins && initialRegister !== null) registered.set(installed, initialRegister);
	if (ends && finalRegister !== null && removed !== null) registered.set(removed, finalRegister);
	if (registered.size === 0) return readings;
	const own = [...registered].map(([at, register]) => ({ at, register, flags: 0, source: 0 }));
	return [...own, ...readings.filter(({ at }) => !registered.has(at))].sort((a, b) => a.at - b.at);
}

function pointsOf(verdicts: readonly Verdict[]): TrackPoint[] {
	const points: TrackPoint[] = [];
	let last: { total: number; value: number } | null = null;
	for (const verdict of verdicts) {
		if (verdict.kind !== 'accepted') continue;
		const { value, reading, passage } = verdict;
		const total: number = last === null ? 0 : last.total + value - last.value + verdict.step;
		// Where the register jumped, offset and passage tell: the rest concerns the whole time between the readings.
		const flags = verdict.flags & (FLAG.LATE | FLAG.CORRECTED | FLAG.SUSPECT);
		const guessed = (verdict.flags & FLAG.INTERPOLATED) !== 0;
		points.push({ at: reading.at, total, offset: total - value, passage, flags, guessed });
		last = { total, value };
	}
	return points;
}

function marksOf(verdicts: readonly Verdict[]): { at: number; flags: number }[] {
	return verdicts
		.filter((verdict) => verdict.kind === 'suspect' && verdict.reason !== 'outside')
		.map((verdict) => ({ at: verdict.reading.at, flags: FLAG.SUSPECT }));
}

function lastOf(verdicts: readonly Verdict[]): number | null {
	return verdicts.findLast((verdict) => verdict.kind !== 'suspect')?.reading.at ?? null;
}
