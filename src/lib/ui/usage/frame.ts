import { MEDIUM_FACTS } from '#lib/energy/medium.ts';
import type { Medium } from '#lib/energy/medium.ts';
import { FLAG } from '#lib/energy/quality.ts';
import type { Point, Usage } from '#lib/energy/series.ts';
import type { WaterUnit } from '#lib/i18n/water.ts';
import { layAgainst, type Compared } from './against.ts';
import { blocksOf, silentRuns, spreadRuns } from './runs.ts';
import { spotKey, spotsOf } from './slots.ts';
import type { Spot } from './slots.ts';
import { shownUnit } from './units.ts';
import type { ShownUnit } from './units.ts';

/** How a part of a bar is drawn; each has words of its own. */
export type Look = 'solid' | 'hatched' | 'outlined' | 'crossed' | 'partial' | 'cornered';

/** One medium's share of a slot, in the shown unit. */
export interface Part {
	readonly medium: Medium;
	/** Null when nothing is known. */
	readonly amount: number | null;
	/** What is drawn: over a spread gap the mean of its slots, else the amount. */
	readonly drawn: number | null;
	readonly low: number | null;
	readonly high: number | null;
	readonly flags: number;
	readonly look: Look;
	/** Number of the spread block that the part belongs to. */
	readonly block: number | null;
}

/**
 * outside: not the home's own time; coming: after now; awaited: over, but nothing has arrived yet;
 * absent: nothing is known; known: something is.
 */
export type SlotState = 'outside' | 'coming' | 'awaited' | 'absent' | 'known';

export interface Slot extends Spot {
	readonly start: number;
	readonly end: number;
	readonly state: SlotState;
	/** Not over yet, or its last values have not arrived: the amount will grow. */
	readonly ongoing: boolean;
	readonly parts: readonly Part[];
	/** What stands here in the period that is laid under; null: none is. */
	readonly compared: Compared | null;
}

/** A stretch of slots that one sentence explains. `first` and `last` are slot numbers, both included. */
export interface Run {
	readonly kind: 'spread' | 'absent' | 'awaited';
	readonly media: readonly Medium[];
	readonly first: number;
	readonly last: number;
	/** spread: what was used over the whole silence, in the shown unit, and how long that was. */
	readonly amount: number | null;
	readonly seconds: number;
	/** spread: when the silence began and ended, UTC seconds, where that is known. */
	readonly gap: { readonly start: number; readonly end: number } | null;
	readonly meterChanged: boolean;
}

/** A usage page's data as a graph and a table need it: no words, no pixels. */
export interface Frame {
	readonly usage: Usage;
	readonly unit: ShownUnit;
	readonly kind: 'amounts' | 'temperature';
	readonly media: readonly Medium[];
	readonly slots: readonly Slot[];
	readonly runs: readonly Run[];
}

/** Silence shorter than this after the latest reading is a delay; longer, and the meter has gone quiet. */
const DELAY = 3 * 86400;

const has = (flags: number, bit: number) => (flags & bit) !== 0;

function lookOf(flags: number, ongoing: boolean): Look {
	if (has(flags, FLAG.MISSING) && !ongoing) return 'partial';
	if (has(flags, FLAG.SUSPECT | FLAG.ODD_SHARE)) return 'crossed';
	if (has(flags, FLAG.INTERPOLATED)) return 'hatched';
	if (ongoing || has(flags, FLAG.LATE)) return 'outlined';
	return has(flags, FLAG.CORRECTED) ? 'cornered' : 'solid';
}

function stateOf(points: readonly Point[], usage: Usage): SlotState {
	const first = points[0];
	if (first === undefined) return 'outside';
	if (first.start >= usage.now) return 'coming';
	if (points.some((p) => p.amount !== null)) return 'known';
	// Not over yet, and nothing has arrived: that is as it should be.
	if (first.end > usage.now) return 'coming';
	const { latest } = usage;
	return latest !== null && first.end > latest && usage.now - latest < DELAY ? 'awaited' : 'absent';
}

/** Brings a usage page's series onto one time axis, in the unit that people read. @param water the unit that is wanted */
export function frameOf(usage: Usage, water?: WaterUnit): Frame {
	const zone = usage.home.timeZone;
	const unit = shownUnit(usage, water);
	const scale = (value: number | null) => (value === null ? null : value * unit.factor);
	const starts = usage.series.flatMap((s) => s.points.map((p) => p.start));
	const spots = spotsOf(usage.resolution, usage.period, zone, starts);
	const found = usage.series.map(
		(s) => new Map(s.points.map((p) => [spotKey(usage.resolution, p.start, zone), p]))
	);
	const gauge = usage.series.some((s) => MEDIUM_FACTS[s.medium].kind === 'gauge');
	const blocks = gauge ? [] : blocksOf(spots, found, usage, unit.factor);
	const compared = layAgainst(usage, spots, unit.factor);
	const slots = spots.map((spot, i): Slot => {
		const points = found.flatMap((map) => map.get(spot.key) ?? []);
		const start = points[0]?.start ?? 0;
		const end = points[0]?.end ?? 0;
		const state = stateOf(points, usage);
		const unfinished = end > (usage.latest ?? 0) && points.some((p) => has(p.flags, FLAG.MISSING));
		const ongoing =
			state === 'known' && (end > usage.now || (unfinished && usage.now - (usage.latest ?? 0) < DELAY));
		const parts = usage.series.flatMap((series, s): Part[] => {
			const point = found[s]?.get(spot.key);
			if (point === undefined || state === 'coming') return [];
			const block = blocks.findIndex((b) => b.medium === series.medium && b.first <= i && i <= b.last);
			const amount = scale(point.amount);
			return [
				{
					medium: series.medium,
					amount,
					drawn: blocks[block]?.mean ?? amount,
					low: scale(point.low),
					high: scale(point.high),
					flags: point.flags,
					look: lookOf(point.flags, ongoing),
					block: block < 0 ? null : block
				}
			];
		});
		return { ...spot, start, end, state, ongoing, parts, compared: compared[i] ?? null };
	});
	const media = usage.series.map((s) => s.medium);
	const runs = [...spreadRuns(blocks, slots, usage, unit.factor), ...silentRuns(slots, media)];
	return { usage, unit, kind: gauge ? 'temperature' : 'amounts', media, slots, runs };
}
