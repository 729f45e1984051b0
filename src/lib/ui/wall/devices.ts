import type { Quantity } from '#lib/home/quantity.ts';
import type { Tile } from '#lib/home/snapshot.ts';
import type { Language } from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';
import { ageWords, isOld } from './age.ts';
import { powerFigure } from './amounts.ts';

/** How a thing is drawn: each state has a shape of its own. */
export type DeviceShape = 'on' | 'idle' | 'off' | 'open' | 'closed' | 'guard' | 'danger';

/** One thing of the home, in a few words. */
export interface Device {
	readonly key: string;
	readonly name: string;
	readonly shape: DeviceShape;
	readonly state: string;
	readonly old: boolean;
}

const KINDS: readonly Quantity[] = ['smoke', 'leak', 'contact_open', 'switch_on'];

/** Watts from which a socket that is on is in use: what stands by takes a few. */
const IN_USE_W = 8;

/** Whether a tile is of a thing that the row shows, or of a socket's power: the rest may change without it. */
export const isDevice = ({ quantity }: Pick<Tile, 'quantity'>): boolean =>
	quantity === 'power' || KINDS.includes(quantity);

/** Whether the row may look otherwise for these tiles, of all: the power of a meter, which is no thing, comes most often. */
export const areOfThings = (changed: readonly Tile[], all: readonly Tile[]): boolean =>
	changed.some(
		({ quantity, device, channel }) =>
			quantity !== 'power' ||
			all.some(
				(other) => other.device === device && other.channel === channel && KINDS.includes(other.quantity)
			)
	);

/**
 * The things that a resident looks at in passing, at most `most`: what is in danger, open or on goes before what
 * is as it should be. They stand in the same order always, so that a thing is found where it was.
 */
export function devicesOf(tiles: Iterable<Tile>, now: number, language: Language, most: number): Device[] {
	const known = [...tiles];
	const watts = wattsOf(known, now);
	const all = known.filter(({ quantity }) => KINDS.includes(quantity)).sort(byKindAndName);
	const rank = (tile: Tile) => rankOf(tile, watts.get(partOf(tile)));
	const chosen = new Set(all.toSorted((a, b) => rank(a) - rank(b)).slice(0, most));
	return all
		.filter((tile) => chosen.has(tile))
		.map((tile) => deviceOf(tile, watts.get(partOf(tile)), now, language));
}

const partOf = ({ device, channel }: Tile): string => `${device}\n${channel}`;

/** Watts by part of a device, where they are known and of now. */
function wattsOf(tiles: readonly Tile[], now: number): Map<string, number> {
	const watts = new Map<string, number>();
	for (const tile of tiles)
		if (tile.quantity === 'power' && typeof tile.value === 'number' && !isOld(tile, now))
			watts.set(partOf(tile), tile.value);
	return watts;
}

function byKindAndName(a: Tile, b: Tile): number {
	const kind = KINDS.indexOf(a.quantity) - KINDS.indexOf(b.quantity);
	return kind || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.key < b.key ? -1 : 1);
}

const isIdle = (watts: number | undefined): boolean => watts !== undefined && watts < IN_USE_W;

function rankOf({ quantity, value }: Tile, watts: number | undefined): number {
	if (quantity === 'smoke' || quantity === 'leak') return value === true ? 0 : 3;
	if (value !== true) return 4;
	return quantity === 'contact_open' ? 1 : isIdle(watts) ? 4 : 2;
}

function deviceOf(tile: Tile, watts: number | undefined, now: number, language: Language): Device {
	const { key, name, quantity, value, at } = tile;
	const locale = { locale: language };
	const old = isOld(tile, now);
	const age = ageWords(at, now, language);
	const state = (text: string) => (old ? m.wall_old_value({ age }, locale) : text);
	const made = (shape: DeviceShape, text: string): Device => ({ key, name, shape, state: state(text), old });
	const isTrue = value === true;
	if (quantity === 'smoke') {
		if (isTrue) return { ...made('danger', ''), state: m.wall_device_smoke({}, locale) };
		return made('guard', m.wall_device_heard({ age }, locale));
	}
	if (quantity === 'leak') {
		if (isTrue) return { ...made('danger', ''), state: m.wall_device_leak({}, locale) };
		return made('guard', m.wall_device_dry({}, locale));
	}
	if (quantity === 'contact_open')
		return isTrue
			? made('open', m.wall_device_open({}, locale))
			: made('closed', m.wall_device_closed({}, locale));
	if (!isTrue) return made('off', m.wall_device_off({}, locale));
	if (watts === undefined) return made('on', m.wall_device_on({}, locale));
	if (isIdle(watts)) return made('idle', m.wall_device_idle({}, locale));
	const { number, unit } = powerFigure(watts, language);
	return made('on', m.wall_device_using({ power: `${number} ${unit}` }, locale));
}
