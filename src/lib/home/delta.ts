import { STRIP_S, type Delta, type Snapshot, type StripPoint, type Tile } from './snapshot.ts';

const PARTS = ['home', 'links', 'power', 'water', 'today', 'month', 'rooms', 'notices', 'display'] as const;

/** What changed from one snapshot to the next; null: nothing but the time, which every page tells by itself. */
export function deltaOf(before: Snapshot, after: Snapshot): Delta | null {
	const delta: { -readonly [K in keyof Delta]: Delta[K] } = { now: after.now };
	for (const part of PARTS) {
		if (!same(before[part], after[part])) Object.assign(delta, { [part]: after[part] });
	}
	const tiles = changedTiles(before.tiles, after.tiles);
	if (tiles.length > 0) delta.tiles = tiles;
	if (before.tiles.length + tiles.length > after.tiles.length) {
		const left = new Set(after.tiles.map(({ key }) => key));
		const gone = before.tiles.map(({ key }) => key).filter((key) => !left.has(key));
		if (gone.length > 0) delta.gone = gone;
	}
	const strip = changedPoints(before.strip, after.strip);
	if (strip.length > 0) delta.strip = strip;
	return Object.keys(delta).length > 1 ? delta : null;
}

/** Mostly the same tiles stand in the same places; a map is made only where they do not. */
function changedTiles(before: readonly Tile[], after: readonly Tile[]): Tile[] {
	let known: Map<string, Tile> | null = null;
	return after.filter((tile, i) => {
		let last = before[i];
		if (last === tile) return false;
		if (last?.key !== tile.key) {
			known ??= new Map(before.map((each) => [each.key, each]));
			last = known.get(tile.key);
		}
		return !sameTile(last, tile);
	});
}

/** A point that has not changed is the same object, and mostly none has. */
function changedPoints(before: Snapshot['strip'], after: Snapshot['strip']): StripPoint[] {
	if (before === after) return [];
	if (before.length === after.length && after.every((point, i) => point === before[i])) return [];
	const points = new Map(before.map(({ at, watts }) => [at, watts]));
	return after.filter(({ at, watts }) => points.get(at) !== watts);
}

/** The snapshot with a delta's changes: pages and tests use the same. Ages are as of the delta's time. */
export function applyDelta(before: Snapshot, delta: Delta): Snapshot {
	const { now, tiles = [], gone = [], strip = [], ...parts } = delta;
	const left = new Set(gone);
	const changed = new Map(tiles.map((tile) => [tile.key, tile]));
	const kept = before.tiles
		.filter(({ key }) => !left.has(key))
		.map((tile) => {
			const next = changed.get(tile.key) ?? tile;
			changed.delete(tile.key);
			return { ...next, ageS: next.at === null ? null : Math.max(0, Math.round(now - next.at)) };
		});
	const replaced = new Set(strip.map(({ at }) => at));
	const points = [...before.strip.filter(({ at }) => !replaced.has(at)), ...strip];
	return {
		...before,
		...parts,
		now,
		tiles: [...kept, ...changed.values()],
		strip: points.sort((a, b) => a.at - b.at).filter(({ at }) => at > now - STRIP_S)
	};
}

function sameTile(before: Tile | undefined, after: Tile): boolean {
	if (before === undefined) return false;
	if (before === after) return true;
	let key: keyof Tile;
	for (key in after) if (key !== 'ageS' && before[key] !== after[key]) return false;
	return true;
}

/**
 * Plain data: the same when it reads the same. It is asked at every look, so nothing is written down for it, and no
 * list of keys made.
 */
function same(a: unknown, b: unknown): boolean {
	if (Object.is(a, b)) return true;
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
	const before = a as Readonly<Record<string, unknown>>;
	const after = b as Readonly<Record<string, unknown>>;
	let more = 0;
	for (const key in before) {
		if (!same(before[key], after[key])) return false;
		more += 1;
	}
	for (const _ in after) more -= 1;
	return more === 0;
}
