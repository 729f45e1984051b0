import { freshnessOf, plainName, type HomeState } from './home-state.ts';
import { keyOf, type LiveValue } from './live.ts';
import type { Quantity } from './quantity.ts';
import { mediumOf, setupOf } from './setup.ts';
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

/** The tiles of a home, by room, name and quantity. */
export function tilesOf(state: HomeState): Tile[] {
	const tiles: Tile[] = [];
	for (const value of state.live.values.values()) {
		const tile = tileOf(value, state);
		if (tile !== null) tiles.push(tile);
	}
	return tiles.sort(byPlace);
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function byPlace(a: Tile, b: Tile): number {
	return (
		order(a.room ?? '\uffff', b.room ?? '\uffff') ||
		order(a.name, b.name) ||
		order(a.quantity, b.quantity) ||
		order(a.key, b.key)
	);
}

/** One value's tile; null: not for residents, or hidden by the installer. */
function tileOf(value: LiveValue, state: HomeState): Tile | null {
	if (!SHOWN.has(value.quantity)) return null;
	const setup = setupOf(value, state.setups);
	if (setup?.hidden) return null;
	const { device, channel, quantity, unit, quality } = value;
	const { at, stale, staleAfterS } = freshnessOf(value, state);
	return {
		key: keyOf(value).replaceAll('\n', '|'),
		device,
		channel,
		quantity,
		medium: mediumOf(value, state.setups),
		name: setup?.name || plainName(device),
		room: setup?.room ?? null,
		value: value.value,
		unit,
		at,
		ageS: at === null ? null : Math.max(0, Math.round(state.now - at)),
		stale,
		staleAfterS,
		quality
	};
}
