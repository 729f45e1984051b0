import type { Medium } from '#lib/energy/medium.ts';
import { plainName, runsOnBattery, type HomeState } from './home-state.ts';
import type { LiveValue } from './live.ts';
import type { Quantity } from './quantity.ts';
import { mediumOf, setupOf, type Setup, type Setups } from './setup.ts';

/** What is known of a value's place whatever its value is. */
export interface Place {
	/** `keyOf` its value. */
	readonly key: string;
	readonly device: string;
	readonly channel: string;
	readonly quantity: Quantity;
	readonly setup: Setup | undefined;
	readonly medium: Medium | null;
	/** As commissioned, else as it is called in its topics. */
	readonly name: string;
	/** Its device runs on a battery. */
	readonly battery: boolean;
}

/**
 * The places of a home. Screens are looked at many times a second, and this changes only by commissioning and when
 * something is heard for the first time: so it is found out once.
 */
export function layoutOf({ live, setups }: Pick<HomeState, 'live' | 'setups'>): readonly Place[] {
	const known = layouts.get(live.values);
	if (known?.setups === setups && known.size === live.values.size) return known.places;
	const places = [...live.values].map(([key, value]) => placeOf(key, value, live.values, setups));
	layouts.set(live.values, { setups, size: live.values.size, places });
	return places;
}

interface Layout {
	readonly setups: Setups;
	/** Values are replaced and added, never taken away. */
	readonly size: number;
	readonly places: readonly Place[];
}

const layouts = new WeakMap<ReadonlyMap<string, LiveValue>, Layout>();

function placeOf(
	key: string,
	{ device, channel, quantity }: LiveValue,
	values: ReadonlyMap<string, LiveValue>,
	setups: Setups
): Place {
	const setup = setupOf({ device, channel, quantity }, setups);
	return {
		...{ key, device, channel, quantity, setup },
		medium: mediumOf({ device, channel, quantity }, setups),
		name: setup?.name || plainName(device),
		battery: runsOnBattery(device, values)
	};
}
