import { MEDIUM_FACTS, type Medium } from '#lib/energy/medium.ts';
import { keyOf, type LiveValue } from './live.ts';
import type { Quantity } from './quantity.ts';

/** What somebody has said of a device at commissioning: one row for a device's part, or for one register of it. */
export interface Setup {
	readonly device: string;
	readonly channel: string;
	/** The register or gauge that the row speaks of; '' for the part as a whole. */
	readonly quantity: Quantity | '';
	readonly name: string;
	/** What the register is of; null: it is no meter of the home (a plug's own counter). */
	readonly medium: Medium | null;
	readonly room: string | null;
	/** The meter's serial, by which the central system knows it; null: it stays in the home. */
	readonly serial: string | null;
	/** How often it is expected to be heard, seconds; null: learned. */
	readonly expectedS: number | null;
	readonly hidden: boolean;
}

/** By `setupKey`. */
export type Setups = ReadonlyMap<string, Setup>;

export function setupKey({
	device,
	channel,
	quantity
}: Pick<Setup, 'device' | 'channel' | 'quantity'>): string {
	return `${device}\n${channel}\n${quantity}`;
}

type Place = Pick<LiveValue, 'device' | 'channel' | 'quantity'>;

/** The row of exactly this value, or of its part as a whole. */
export function setupOf(place: Place, setups: Setups): Setup | undefined {
	return setups.get(keyOf(place)) ?? setups.get(setupKey({ ...place, quantity: '' }));
}

/** The media as which a quantity may be commissioned. Water that does not say which is never guessed. */
export function mediaFor(quantity: Quantity): readonly Medium[] {
	switch (quantity) {
		case 'cold_water':
		case 'hot_water':
		case 'water':
		case 'volume_medium_unknown':
			return ['cold_water', 'hot_water'];
		case 'electricity_import':
			return ['electricity'];
		case 'electricity_export':
			return ['electricity_export'];
		case 'temperature':
			return ['temperature'];
		default:
			return [];
	}
}

/** Devices that are the home's electricity meter by where they are read. */
const METER = /^(?:han|p1|wmbus):/;

/** What a value is of: as commissioned, else as the device itself says; null where neither tells. */
export function mediumOf(place: Place, setups: Setups): Medium | null {
	const exact = setups.get(keyOf(place));
	if (exact) return exact.medium;
	const { quantity } = place;
	if (quantity === 'cold_water' || quantity === 'hot_water' || quantity === 'temperature') return quantity;
	const [only, other] = mediaFor(quantity);
	if (only === undefined || other !== undefined || !METER.test(place.device)) return null;
	// once somebody has said which meter it is, no other is it by its looks
	const isTold = [...setups.values()].some(({ medium }) => medium === only);
	return isTold ? null : only;
}

/** Is it a counter of what the home uses? */
export const isCounterMedium = (medium: Medium | null): medium is Exclude<Medium, 'temperature'> =>
	medium !== null && MEDIUM_FACTS[medium].kind === 'counter';
