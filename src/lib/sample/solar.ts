import { sunHeight } from './climate.ts';
import { mix } from './random.ts';
import type { Weather } from './climate.ts';
import type { DayUse } from './day-use.ts';
import type { Household } from './household.ts';

/**
 * Lets the home's panels feed it: what the home can use at the moment lowers the import, the rest is exported.
 * Within an hour both happen, as clouds and kettles come and go.
 */
export function feedSolar(use: DayUse, household: Household, weather: Weather): void {
	if (household.solarKw === 0) return;
	const frame = use.frame;
	for (let k = 0; k < frame.hours; k++) {
		const height = sunHeight(use.middleOf(k));
		if (height <= 0.02) continue;
		const sky = Math.min(
			1,
			Math.max(0, weather.cloud + 0.35 * (mix(household.seed, frame.number, k, 601) / 2147483648 - 1))
		);
		const made = household.solarKw * 1000 * 0.82 * Math.pow(height, 1.12) * (1 - 0.82 * sky * sky);
		const load = use.electricity[k] ?? 0;
		const own = Math.min(made, load) * (made > load ? 0.93 : 0.86);
		use.electricity[k] = load - own;
		use.export[k] = made - own;
	}
}
