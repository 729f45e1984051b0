import { freshnessAt, type HomeState } from './home-state.ts';
import { layoutOf, type Place } from './layout.ts';
import type { LiveValue } from './live.ts';
import type { Quantity } from './quantity.ts';
import type { Tile } from './snapshot.ts';

/** What a resident has a use for; the rest is for the installer. */
const SHOWN = new Set<Quantity>([
	'electricity_import',
	'electricity_export',
	'cold_water',
	'hot_water',
	'water',
	'volume_medium_unknown',
	'gas',
	'heat',
	'power',
	'power_import',
	'power_export',
	'temperature',
	'humidity',
	'co2',
	'contact_open',
	'motion',
	'leak',
	'smoke',
	'tamper',
	'battery_low',
	'switch_on'
]);

/** The tiles of a home, by room, name and quantity. One in which nothing has changed is the same object as before. */
export function tilesOf(state: HomeState): Tile[] {
	const tiles: Tile[] = [];
	for (const shown of shownOf(layoutOf(state))) {
		const value = state.live.values.get(shown.place.key);
		if (value !== undefined) tiles.push(tileOf(value, shown, state));
	}
	return tiles;
}

/** A place that has a tile, and its last one. */
interface Shown {
	readonly place: Place;
	readonly key: string;
	readonly room: string | null;
	last: { readonly value: LiveValue; readonly tile: Tile } | null;
}

const shownPlaces = new WeakMap<readonly Place[], readonly Shown[]>();

/** The places that have tiles, in their order: not those that are not for residents, or hidden by the installer. */
function shownOf(places: readonly Place[]): readonly Shown[] {
	const known = shownPlaces.get(places);
	if (known !== undefined) return known;
	const shown = places
		.filter(({ quantity, setup }) => SHOWN.has(quantity) && setup?.hidden !== true)
		.map((place): Shown => {
			const key = place.key.replaceAll('\n', '|');
			return { place, key, room: place.setup?.room ?? null, last: null };
		})
		.sort(byPlace);
	shownPlaces.set(places, shown);
	return shown;
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function byPlace(a: Shown, b: Shown): number {
	return (
		order(a.room ?? '\uffff', b.room ?? '\uffff') ||
		order(a.place.name, b.place.name) ||
		order(a.place.quantity, b.place.quantity) ||
		order(a.key, b.key)
	);
}

function tileOf(value: LiveValue, shown: Shown, state: HomeState): Tile {
	const { place, key, room, last } = shown;
	const { at, stale, staleAfterS } = freshnessAt(place, value, state);
	const ageS = at === null ? null : Math.max(0, Math.round(state.now - at));
	const before = last?.value === value ? last.tile : null;
	if (before?.ageS === ageS && before.stale === stale && before.staleAfterS === staleAfterS) return before;
	const { device, channel, quantity, medium, name } = place;
	const { unit, quality } = value;
	const tile: Tile = {
		...{ key, device, channel, quantity, medium, name, room },
		...{ value: value.value, unit, at, ageS, stale, staleAfterS, quality }
	};
	shown.last = { value, tile };
	return tile;
}
