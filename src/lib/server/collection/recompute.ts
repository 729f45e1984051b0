import { anchorAfter, anchorBefore } from '#lib/energy/anchor.ts';
import { civilDay } from '#lib/energy/calendar.ts';
import type { Cell, Reading } from '#lib/energy/cell.ts';
import { hoursFromReadings, type HourSpan } from '#lib/energy/hours.ts';
import { FLAG } from '#lib/energy/quality.ts';
import { LOOKAHEAD, screen } from '#lib/energy/screen.ts';
import { extentOf } from './extent.ts';
import type { Merged } from './merge-readings.ts';

const HOUR = 3600;

/** What a change of readings makes of the hours around it. */
export interface Recomputed {
	/** Every hour that the change may touch, in order. */
	readonly cells: readonly Cell[];
	/** All readings given, with the flags that screening now gives them. */
	readonly readings: readonly Reading[];
	/** Civil days with a reading that is new, replaced or judged anew. */
	readonly changedDays: ReadonlySet<string>;
}

/** The part of a meter's readings that a change reaches, and the hours that follow from it. */
interface Reach {
	readonly readings: readonly Reading[];
	readonly span: HourSpan;
}

/** The hours that a change touches, from the nearest readings on either side that it cannot touch. */
export function recompute(merged: Merged): Recomputed {
	const { meter, changed } = merged;
	const changedDays = new Set<string>();
	for (const at of changed) changedDays.add(civilDay(at));
	const reach = meter.kind === 'gauge' ? gaugeReach(merged) : counterReach(merged);
	const cells = hoursFromReadings(reach.readings, meter, reach.span);
	if (meter.kind === 'gauge') return { cells, readings: merged.readings, changedDays };
	const judged = judge(reach, meter);
	const readings = merged.readings.map((reading) => {
		const flags = judged.get(reading.at);
		if (flags === undefined || flags === reading.flags) return reading;
		changedDays.add(civilDay(reading.at));
		return { ...reading, flags };
	});
	return { cells, readings, changedDays };
}

/** A gauge's hour depends on its own samples only. */
function gaugeReach({ readings, changed }: Merged): Reach {
	const { first, last } = extentOf(changed);
	return { readings, span: { from: first, to: last + 1 } };
}

function counterReach({ meter, readings, changed, begins, ends }: Merged): Reach {
	const { first, last } = extentOf(changed);
	const usable = readings.filter((reading) => (reading.flags & FLAG.CLOCK_OFF) === 0);
	const start = anchorBefore(usable, first, meter) ?? (begins ? null : plainAnchor(usable, first));
	const end = anchorAfter(usable, last, meter);
	const startAt = start === null ? undefined : usable[start]?.at;
	const endAt = end === null ? undefined : usable[end]?.at;
	return {
		readings: usable.slice(start ?? 0, end === null ? undefined : end + 1 + LOOKAHEAD),
		span: {
			begins: start === null && begins,
			ends: end === null && ends,
			...(startAt === undefined ? {} : { from: Math.ceil(startAt / HOUR) * HOUR }),
			...(endAt === undefined ? {} : { to: Math.floor(endAt / HOUR) * HOUR })
		}
	};
}

/**
 * Where nothing has been used for days no reading rises, and none is an anchor in the strict sense; then the highest
 * accepted register among the readings before the change is one.
 */
function plainAnchor(readings: readonly Reading[], at: number): number {
	let anchor = 0;
	let highest = -Infinity;
	const before = readings.findIndex((reading) => reading.at >= at);
	const limit = (before < 0 ? readings.length : before) - LOOKAHEAD;
	for (let i = 0; i < limit; i++) {
		const reading = readings[i];
		if (reading === undefined || reading.flags & FLAG.SET_ASIDE) continue;
		if (reading.flags & FLAG.METER_CHANGED) highest = -Infinity;
		if (reading.register < highest) continue;
		highest = reading.register;
		anchor = i;
	}
	return anchor;
}

/** The flags of each reading within reach: as delivered, and as screening judges it now. */
function judge(reach: Reach, meter: Merged['meter']): Map<number, number> {
	const flags = new Map<number, number>();
	const from = reach.span.from ?? -Infinity;
	const to = reach.span.to ?? Infinity;
	for (const verdict of screen(reach.readings, meter, {
		complete: meter.removed !== null && reach.span.ends === true
	})) {
		const { at } = verdict.reading;
		if (at < from || at > to) continue;
		const delivered = verdict.reading.flags & ~(FLAG.SET_ASIDE | FLAG.METER_CHANGED);
		const jumped = verdict.kind === 'accepted' && verdict.passage !== 'use';
		const judged = verdict.kind === 'suspect' ? FLAG.SET_ASIDE : jumped ? FLAG.METER_CHANGED : 0;
		flags.set(at, delivered | judged);
	}
	return flags;
}
