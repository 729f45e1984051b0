import { getContext, setContext } from 'svelte';
import type { WaterUnit } from '#lib/i18n/water.ts';

const KEY = Symbol('chosen water unit');

/** Tells everything below a page's frame in which unit its visitor wants water. Once, when the frame is made. */
export function offerChosenWater(chosen: () => WaterUnit): void {
	setContext(KEY, chosen);
}

/**
 * In which unit the visitor wants water: to be asked while a component is made, and called where it is used
 * (`const water = chosenWater(); … shownWater(amount, water())`). Outside a portal page: as it fits.
 */
export function chosenWater(): () => WaterUnit {
	return getContext<(() => WaterUnit) | undefined>(KEY) ?? (() => 'fitting');
}
