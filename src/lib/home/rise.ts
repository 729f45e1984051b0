import { HOUR } from '#lib/energy/calendar.ts';
import { limitsOf, mostIn, type Limits } from '#lib/energy/meter.ts';
import { MEDIUM_FACTS, type Medium } from '#lib/energy/medium.ts';
import { factsOf, type Sample } from './hours.ts';

const LIMITS: Readonly<Record<Medium, Limits>> = {
	cold_water: limitsOf(factsOf('cold_water')),
	hot_water: limitsOf(factsOf('hot_water')),
	electricity: limitsOf(factsOf('electricity')),
	electricity_export: limitsOf(factsOf('electricity_export')),
	temperature: limitsOf(factsOf('temperature'))
};

/** Units per second that no apartment's pipe or fuse exceeds: what is above is a fault, or another register. */
export function mostPerSecond(medium: Medium): number {
	return (LIMITS[medium].flow * 10 ** MEDIUM_FACTS[medium].scale) / HOUR;
}

/**
 * What was used from one register to a later one of the same counter, in its medium's smallest unit; null: the
 * register fell, or rose by more than an apartment can use meanwhile, so it is another register.
 */
export function risen(from: Sample, to: Sample, medium: Medium): number | null {
	const rise = to.value - from.value;
	const { flow, backflow } = LIMITS[medium];
	if (rise < 0) return rise >= -backflow ? 0 : null;
	return rise <= mostIn(to.at - from.at, flow) ? rise : null;
}
