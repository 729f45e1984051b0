import type { LiveValue } from '#lib/home/live.ts';
import { valueKey } from '#lib/ui/setup/devices.ts';
import type { FirstLook } from '#lib/ui/setup/movement.ts';

/** Who has not looked for this long begins anew. */
const FORGET_S = 600;

let looked = -Infinity;
let since = 0;
const seen = new Map<string, number>();

/**
 * What every register showed when somebody began to look, so that its movement since is told: also from page to page,
 * and without scripts. @param now UTC seconds
 */
export function firstLook(values: readonly LiveValue[], now: number): FirstLook {
	if (now - looked > FORGET_S || now < looked) {
		seen.clear();
		since = now;
	}
	looked = now;
	for (const value of values) {
		const key = valueKey(value);
		if (value.kind === 'counter' && typeof value.value === 'number' && !seen.has(key))
			seen.set(key, value.value);
	}
	return { since, values: seen };
}
