import { mediumOf, setupKey, setupOf, type Setup, type Setups } from '#lib/home/setup.ts';
import type { Medium } from '#lib/energy/medium.ts';
import { keyOf, type LiveValue } from '#lib/home/live.ts';
import { plainName } from '#lib/home/home-state.ts';
import { QUANTITIES, type Quantity } from '#lib/home/quantity.ts';

/** By which way a device comes, as the prefix of its name says. */
export const FAMILIES = ['wmbus', 'zigbee', 'han', 'p1', 'tasmota', 'shelly', 'homewizard', 'ha'] as const;
export type Family = (typeof FAMILIES)[number];

/** One device, as whoever sets up the home sees it. */
export interface Device {
	readonly device: string;
	/** Its place in addresses. */
	readonly key: string;
	/** null: of a family that has no name here. */
	readonly family: Family | null;
	/** As it was named, or as it is called in its topics. */
	readonly name: string;
	readonly isNamed: boolean;
	readonly room: string | null;
	readonly media: readonly Medium[];
	/** Meters of the central system as which it is delivered. */
	readonly serials: readonly string[];
	/** The number that the device itself sends; null: it sends none. */
	readonly number: string | null;
	/** Newest sign of it, UTC seconds; null: not heard, or nobody knows when. */
	readonly at: number | null;
	/** The most telling value first. */
	readonly values: readonly LiveValue[];
	/** It says only how it is itself: a bridge, a repeater. */
	readonly isTechnical: boolean;
}

/** The order of QUANTITIES is that of weight. */
const weight = new Map(Object.keys(QUANTITIES).map((quantity, i) => [quantity, i]));

const TECHNICAL = new Set<Quantity>([
	'online',
	'link_quality',
	'battery',
	'battery_low',
	'battery_voltage',
	'device_temperature',
	'voltage'
]);

/** The devices that were heard or named: those without a name first, then by room and name. */
export function devicesOf(heard: readonly LiveValue[], setups: readonly Setup[]): Device[] {
	const known: Setups = new Map(setups.map((setup) => [setupKey(setup), setup]));
	const values = Map.groupBy(heard, ({ device }) => device);
	const rows = Map.groupBy(setups, ({ device }) => device);
	return [...new Set([...values.keys(), ...rows.keys()])]
		.map((device) => deviceOf(device, values.get(device) ?? [], rows.get(device) ?? [], known))
		.sort(byPlace);
}

function deviceOf(
	device: string,
	heard: readonly LiveValue[],
	rows: readonly Setup[],
	setups: Setups
): Device {
	const values = [...heard].sort(
		(a, b) =>
			a.channel.localeCompare(b.channel) || (weight.get(a.quantity) ?? 0) - (weight.get(b.quantity) ?? 0)
	);
	const family = familyOf(device);
	const name = rows.find(({ name }) => name !== '')?.name;
	const media = heard.map((value) => (setupOf(value, setups) ? mediumOf(value, setups) : null));
	const told = [...media, ...rows.map(({ medium }) => medium)].filter((medium) => medium !== null);
	return {
		device,
		key: encodeURIComponent(device.toWellFormed()),
		family,
		name: name ?? plainName(device),
		isNamed: name !== undefined,
		room: rows.find(({ room }) => room !== null)?.room ?? null,
		media: [...new Set(told)],
		serials: [...new Set(rows.flatMap(({ serial }) => serial ?? []))],
		number: numberOf(device),
		at: heard.reduce<number | null>(
			(newest, { at }) => (at !== null && at > (newest ?? 0) ? at : newest),
			null
		),
		values,
		isTechnical: heard.length > 0 && heard.every(({ quantity }) => TECHNICAL.has(quantity))
	};
}

/** A radio meter calls itself by the number that is printed on it. */
export function numberOf(device: string): string | null {
	return device.startsWith('wmbus:') ? plainName(device) : null;
}

export function familyOf(device: string): Family | null {
	const prefix = device.slice(0, Math.max(0, device.indexOf(':')));
	return FAMILIES.find((family) => family === prefix) ?? null;
}

const order = (a: string, b: string) => a.localeCompare(b, 'sv');

function byPlace(a: Device, b: Device): number {
	return (
		Number(a.isTechnical) - Number(b.isTechnical) ||
		Number(a.isNamed) - Number(b.isNamed) ||
		order(a.room ?? '\uffff', b.room ?? '\uffff') ||
		order(a.name, b.name) ||
		order(a.device, b.device)
	);
}

export const SHOWS = ['all', 'unnamed', 'named', 'moving'] as const;
export type Show = (typeof SHOWS)[number];

/**
 * The devices that somebody looks for: every word of the text is found in one of its names.
 * @param isMoving whether a value counts on at this moment
 */
export function found(
	devices: readonly Device[],
	text: string,
	show: Show,
	isMoving: (value: LiveValue) => boolean
): Device[] {
	const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
	return devices.filter((device) => {
		if (show === 'unnamed' && (device.isNamed || device.isTechnical)) return false;
		if (show === 'named' && !device.isNamed) return false;
		if (show === 'moving' && !device.values.some(isMoving)) return false;
		const names = [device.name, device.device, device.room ?? '', ...device.serials]
			.join(' ')
			.toLocaleLowerCase();
		return words.every((word) => names.includes(word));
	});
}

/** How far the naming has come: technical devices need none. */
export function naming(devices: readonly Device[]): { readonly heard: number; readonly named: number } {
	const counted = devices.filter(({ isTechnical, isNamed }) => isNamed || !isTechnical);
	return { heard: counted.length, named: counted.filter(({ isNamed }) => isNamed).length };
}

/** The value's own place, to tell it from others. */
export const valueKey = keyOf;
