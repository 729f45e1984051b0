import { limitsOf, mostIn } from '#lib/energy/meter.ts';
import type { Medium } from '#lib/energy/medium.ts';
import { factsOf, type Sample } from './hours.ts';

/**
 * What was used from one register to a later one of the same counter, in its medium's smallest unit; null: the
 * register fell, or rose by more than an apartment can use meanwhile, so it is another register.
 */
export function risen(from: Sample, to: Sample, medium: Medium): number | null {
	const rise = to.value - from.value;
	const { flow, backflow } = limitsOf(factsOf(medium));
	if (rise < 0) return rise >= -backflow ? 0 : null;
	return rise <= mostIn(to.at - from.at, flow) ? rise : null;
}
