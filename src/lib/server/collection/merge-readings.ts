import type { Reading } from '#lib/energy/cell.ts';
import { FLAG } from '#lib/energy/quality.ts';
import { hungAt, isReduced, seriesAt, type CollectedMeter } from './meters.ts';
import type { IncomingReading } from './store-readings.ts';

/** Why a reading is not stored at all. */
export type RejectionReason =
	'unknown_meter' | 'not_installed_then' | 'no_home_then' | 'register_out_of_range' | 'future' | 'reduced';

export interface Rejection {
	readonly index: number;
	readonly reason: RejectionReason;
}

/** One value that another is to replace. */
export interface Replacement {
	readonly old: Reading;
	readonly fresh: Reading;
}

/** All known readings around a change of one meter, the new ones among them. */
export interface Merged {
	readonly meter: CollectedMeter;
	/** In order of time; the neighbourhood that is needed to judge the new ones, and the new ones. */
	readonly readings: Reading[];
	/** Instants whose reading is new or replaced. */
	readonly changed: ReadonlySet<number>;
	readonly replacements: readonly Replacement[];
	/** No stored reading lies before `readings`: the first of them is the meter's first. */
	readonly begins: boolean;
	/** No stored reading lies after them: the last is the meter's latest. */
	readonly ends: boolean;
}

export interface MergeResult {
	readonly stored: number;
	readonly unchanged: number;
	readonly late: number;
	readonly rejected: readonly Rejection[];
	/** null when nothing changes. */
	readonly merged: Omit<Merged, 'begins' | 'ends'> | null;
}

/** A clock this much ahead is off (the reading is kept, and counts for nothing); a day ahead is refused. */
const CLOCK_TOLERANCE_S = 300;
const REFUSED_AHEAD_S = 86_400;
const MOST_REGISTER = 2_147_483_647;

/**
 * Puts incoming readings among the known ones of a meter. Later in the list wins for the same instant; a value that
 * another has replaced already (`superseded`, by supersededKey) does not come back when its file is read again.
 */
export function mergeReadings(
	meter: CollectedMeter | undefined,
	known: ReadonlyMap<number, Reading>,
	incoming: readonly { index: number; reading: IncomingReading }[],
	{ superseded, source, now }: { superseded: ReadonlySet<string>; source: number; now: number }
): MergeResult {
	const rejected: Rejection[] = [];
	if (!meter) {
		for (const { index } of incoming) rejected.push({ index, reason: 'unknown_meter' });
		return { stored: 0, unchanged: 0, late: 0, rejected, merged: null };
	}
	const newest = newestOf(known);
	const all = new Map(known);
	const changed = new Set<number>();
	const replacements: Replacement[] = [];
	const count = { stored: 0, unchanged: 0, late: 0 };
	for (const { index, reading } of incoming) {
		const reason = refusalOf(meter, reading, now);
		if (reason) {
			rejected.push({ index, reason });
			continue;
		}
		const old = all.get(reading.at);
		if (old?.register === reading.register || superseded.has(supersededKey(meter.id, reading))) {
			count.unchanged += 1;
			continue;
		}
		let flags = reading.flags;
		if (reading.at > now + CLOCK_TOLERANCE_S) flags |= FLAG.CLOCK_OFF;
		if (old) flags |= FLAG.CORRECTED;
		else if (reading.at < newest) flags |= FLAG.LATE;
		const fresh: Reading = { at: reading.at, register: reading.register, flags, source };
		if (old) replacements.push({ old, fresh });
		else {
			count.stored += 1;
			if (flags & FLAG.LATE) count.late += 1;
		}
		all.set(reading.at, fresh);
		changed.add(reading.at);
	}
	if (changed.size === 0) return { ...count, rejected, merged: null };
	const readings = [...all.values()].sort((a, b) => a.at - b.at);
	return { ...count, rejected, merged: { meter, readings, changed, replacements } };
}

/** Names one value of one instant of one meter. */
export function supersededKey(
	meterId: number,
	reading: { readonly at: number; readonly register: number }
): string {
	return `${meterId} ${reading.at} ${reading.register}`;
}

function refusalOf(meter: CollectedMeter, reading: IncomingReading, now: number): RejectionReason | null {
	if (!Number.isInteger(reading.register) || Math.abs(reading.register) > MOST_REGISTER)
		return 'register_out_of_range';
	if (meter.kind === 'counter' && reading.register < 0) return 'register_out_of_range';
	if (reading.at > now + REFUSED_AHEAD_S) return 'future';
	if (!hungAt(meter, reading.at)) return 'not_installed_then';
	if (seriesAt(meter, reading.at) === null) return 'no_home_then';
	if (isReduced(meter, reading.at)) return 'reduced';
	return null;
}

function newestOf(known: ReadonlyMap<number, Reading>): number {
	let newest = -Infinity;
	for (const at of known.keys()) if (at > newest) newest = at;
	return newest;
}
