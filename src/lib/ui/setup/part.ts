import type { Medium } from '#lib/energy/medium.ts';
import type { LiveValue } from '#lib/home/live.ts';
import type { Quantity } from '#lib/home/quantity.ts';
import { mediaFor, mediumOf, setupKey, type Setup, type Setups } from '#lib/home/setup.ts';
import { numberOf } from './devices.ts';

/** One register of a part, of which somebody may say what it is of. */
export interface Register {
	readonly quantity: Quantity;
	readonly value: LiveValue | null;
	/** What it can be of; '' is always possible: it is no meter of the home. */
	readonly choices: readonly Medium[];
	/** As said; '' no meter of the home; null: nobody has said, and it may not be guessed. */
	readonly medium: Medium | '' | null;
	/** What the meter says of itself, where it says it. */
	readonly says: Medium | null;
	/** As said, or the number that the device sends where nothing has been said. */
	readonly serial: string;
}

/** One part of a device, with a form of its own. */
export interface Part {
	readonly channel: string;
	readonly isCommissioned: boolean;
	readonly name: string;
	readonly room: string;
	/** Seconds; null: learned. */
	readonly expectedS: number | null;
	readonly hidden: boolean;
	readonly registers: readonly Register[];
	/** What else it says. */
	readonly others: readonly LiveValue[];
}

/** A meter that the central system knows. */
export interface CentralMeter {
	readonly serial: string;
	readonly medium: string;
}

/** The parts of a device, as they are set up now. */
export function partsOf(device: string, heard: readonly LiveValue[], setups: readonly Setup[]): Part[] {
	const known: Setups = new Map(setups.map((setup) => [setupKey(setup), setup]));
	const own = heard.filter((value) => value.device === device);
	const rows = setups.filter((setup) => setup.device === device);
	const channels = new Set([...own, ...rows].map(({ channel }) => channel));
	// what the device as a whole says of itself needs no form beside its parts
	if (channels.size > 1 && !isTold(rows) && own.every((v) => v.channel !== '' || v.kind === 'state'))
		channels.delete('');
	return [...channels].sort().map((channel) =>
		partOf(
			{ device, channel },
			own.filter((value) => value.channel === channel),
			rows.filter((setup) => setup.channel === channel),
			known
		)
	);
}

const isTold = (rows: readonly Setup[]) => rows.some(({ channel }) => channel === '');

function partOf(
	{ device, channel }: Pick<Setup, 'device' | 'channel'>,
	values: readonly LiveValue[],
	rows: readonly Setup[],
	setups: Setups
): Part {
	const quantities = new Set<Quantity>();
	for (const { quantity } of [...values, ...rows])
		if (quantity !== '' && mediaFor(quantity).length > 0) quantities.add(quantity);
	const registers = [...quantities].map((quantity) =>
		registerOf({ device, channel, quantity }, values, rows, setups)
	);
	return {
		channel,
		isCommissioned: rows.length > 0,
		name: rows.find(({ name }) => name !== '')?.name ?? '',
		room: rows.find(({ room }) => room !== null)?.room ?? '',
		expectedS: rows.find(({ expectedS }) => expectedS !== null)?.expectedS ?? null,
		hidden: rows.some(({ hidden }) => hidden),
		registers,
		others: values.filter(({ quantity }) => !quantities.has(quantity))
	};
}

function registerOf(
	place: { readonly device: string; readonly channel: string; readonly quantity: Quantity },
	values: readonly LiveValue[],
	rows: readonly Setup[],
	setups: Setups
): Register {
	const { device, quantity } = place;
	const row = rows.find((setup) => setup.quantity === quantity);
	const choices = mediaFor(quantity);
	// water may be either: whoever stands at the pipe says which
	const guess = choices.length > 1 ? null : (mediumOf(place, setups) ?? '');
	return {
		quantity,
		value: values.find((value) => value.quantity === quantity) ?? null,
		choices,
		medium: row === undefined ? guess : (row.medium ?? ''),
		says: quantity === 'cold_water' || quantity === 'hot_water' ? quantity : null,
		serial: row === undefined ? (numberOf(device) ?? '') : (row.serial ?? '')
	};
}
