import { anchorAfter, anchorBefore } from '#lib/energy/anchor.ts';
import type { Reading } from '#lib/energy/cell.ts';
import { civilDay } from '#lib/energy/calendar.ts';
import type { Transaction } from './packed-rows.ts';
import { loadNeighbours, loadReadings, type Window } from './reading-packs.ts';

/** A meter's readings from `first` to `last` (UTC seconds) come or change; `from` and `to` hold them. */
export interface ChangeWindow extends Window {
	readonly first: number;
	readonly last: number;
}

/** What is stored around the readings that come, by meter. */
export interface Known {
	readonly readings: ReadonlyMap<number, ReadonlyMap<number, Reading>>;
	/** Meters whose first reading of all is among them. */
	readonly begins: ReadonlySet<number>;
	/** Meters whose latest reading of all is among them. */
	readonly ends: ReadonlySet<number>;
}

/** No stored day lies after it. */
export const LAST_DAY = '9999-12-31';

/** How many stored days on either side are looked up when a window itself holds too few readings. */
const NEIGHBOUR_DAYS = 8;
/** So many readings before a change tell what the register stood at, even when none of them rises. */
const PLENTY = 100;

/**
 * Loads as much around each meter's new readings as it takes to judge them: the days of the window, and where those
 * hold no reading that the new ones cannot touch, the nearest ones before and after, however far.
 */
export async function loadKnown(tx: Transaction, windows: readonly ChangeWindow[]): Promise<Known> {
	const readings = await loadReadings(tx, windows);
	const after = await loadNeighbours(tx, windows, 'after', NEIGHBOUR_DAYS);
	add(readings, after);
	const open = windows.filter(
		({ meter, last }) =>
			meter.kind === 'counter' &&
			after.has(meter.id) &&
			anchorAfter(sorted(readings, meter.id), last, meter) === null
	);
	add(
		readings,
		await loadReadings(
			tx,
			open.map(({ meter, to }) => ({ meter, from: to, to: LAST_DAY }))
		)
	);
	const lacksAnchor = ({ meter, first }: ChangeWindow) =>
		meter.kind === 'counter' && anchorBefore(sorted(readings, meter.id), first, meter) === null;
	const bare = windows.filter(lacksAnchor);
	const before = await loadNeighbours(tx, bare, 'before', NEIGHBOUR_DAYS);
	add(readings, before);
	// A meter that stands still may be judged by many readings that stand still; a few say nothing. Of one that is read
	// seldom many lie far back: a day holds one at least, so that this is bounded however long its history is.
	const sparse = bare.filter(
		(window) => lacksAnchor(window) && (before.get(window.meter.id)?.size ?? PLENTY) < PLENTY
	);
	const farther = await loadNeighbours(tx, sparse, 'before', PLENTY);
	add(readings, farther);
	return {
		readings,
		begins: new Set([
			...bare.filter(({ meter }) => !before.has(meter.id)).map(({ meter }) => meter.id),
			...[...farther].filter(([, found]) => daysOf(found) < PLENTY).map(([meterId]) => meterId)
		]),
		ends: new Set([
			...windows.filter(({ meter }) => !after.has(meter.id)).map(({ meter }) => meter.id),
			...open.map(({ meter }) => meter.id)
		])
	};
}

function add(
	all: Map<number, Map<number, Reading>>,
	more: ReadonlyMap<number, ReadonlyMap<number, Reading>>
): void {
	for (const [meterId, readings] of more) {
		const target = all.get(meterId);
		if (!target) all.set(meterId, new Map(readings));
		else for (const [at, reading] of readings) target.set(at, reading);
	}
}

const daysOf = (readings: ReadonlyMap<number, Reading>): number =>
	new Set([...readings.keys()].map((at) => civilDay(at))).size;

function sorted(all: ReadonlyMap<number, ReadonlyMap<number, Reading>>, meterId: number): Reading[] {
	return [...(all.get(meterId)?.values() ?? [])].sort((a, b) => a.at - b.at);
}
