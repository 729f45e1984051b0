import type { Quantity } from '#lib/home/quantity.ts';
import type { Tile } from '#lib/home/snapshot.ts';
import type { Language } from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';
import { ageWords, isOld } from './age.ts';

/** How a thing is drawn: each state has a shape of its own. */
export type DeviceShape = 'on' | 'off' | 'open' | 'closed' | 'guard' | 'danger';

/** One thing of the home, in a few words. */
export interface Device {
	readonly key: string;
	readonly name: string;
	readonly shape: DeviceShape;
	readonly state: string;
	readonly old: boolean;
}

const KINDS: readonly Quantity[] = ['smoke', 'leak', 'contact_open', 'switch_on'];

/** Whether a tile is of a thing that the row shows: the rest may change without it. */
export const isDevice = ({ quantity }: Pick<Tile, 'quantity'>): boolean => KINDS.includes(quantity);

/**
 * The things that a resident looks at in passing, at most `most`: what is in danger, open or on goes before what
 * is as it should be. They stand in the same order always, so that a thing is found where it was.
 */
export function devicesOf(tiles: Iterable<Tile>, now: number, language: Language, most: number): Device[] {
	const all = [...tiles].filter(isDevice).sort(byKindAndName);
	const chosen = new Set(all.toSorted((a, b) => rankOf(a) - rankOf(b)).slice(0, most));
	return all.filter((tile) => chosen.has(tile)).map((tile) => deviceOf(tile, now, language));
}

function byKindAndName(a: Tile, b: Tile): number {
	const kind = KINDS.indexOf(a.quantity) - KINDS.indexOf(b.quantity);
	return kind || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.key < b.key ? -1 : 1);
}

function rankOf({ quantity, value }: Tile): number {
	if (quantity === 'smoke' || quantity === 'leak') return value === true ? 0 : 3;
	return value === true ? (quantity === 'contact_open' ? 1 : 2) : 4;
}

function deviceOf(tile: Tile, now: number, language: Language): Device {
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
	return isTrue ? made('on', m.wall_device_on({}, locale)) : made('off', m.wall_device_off({}, locale));
}
