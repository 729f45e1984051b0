import { HOUR } from '#lib/energy/calendar.ts';
import { ambientOf } from './ambient.ts';
import { freshnessOf, type HomeState } from './home-state.ts';
import { keyOf } from './live.ts';
import { rateOf, usedWithin, type Recent } from './recent.ts';
import { mediumOf } from './setup.ts';
import type { Water } from './snapshot.ts';

const LITRES = 1000;

interface Flow {
	readonly medium: 'cold_water' | 'hot_water';
	/** null: not known now. */
	readonly litresPerMinute: number | null;
	readonly litresLastHour: number | null;
	readonly at: number | null;
	readonly stale: boolean;
	readonly staleAfterS: number;
}

/** The home's water now, from the differences of its counters: a flow is known only while its meter is heard. */
export function waterNow(state: HomeState): Water {
	const flows = flowsOf(state);
	const fresh = flows.filter(({ stale }) => !stale);
	const oldest = flows.reduce<number | null>((at, f) => (f.at === null ? at : Math.max(at ?? 0, f.at)), null);
	const lastHour = total(fresh.map(({ litresLastHour }) => litresLastHour));
	const of = (medium: Flow['medium']) =>
		total(fresh.filter((f) => f.medium === medium).map(({ litresPerMinute }) => litresPerMinute));
	return {
		litresPerMinute: total(fresh.map(({ litresPerMinute }) => litresPerMinute)),
		coldLitresPerMinute: of('cold_water'),
		hotLitresPerMinute: of('hot_water'),
		at: oldest,
		stale: fresh.length < flows.length || flows.length === 0,
		staleAfterS: Math.min(26 * HOUR, ...flows.map(({ staleAfterS }) => staleAfterS)),
		ambient: ambientOf(lastHour, state.normals.litres)
	};
}

function flowsOf(state: HomeState): Flow[] {
	const flows: Flow[] = [];
	for (const value of state.live.values.values()) {
		if (value.kind !== 'counter') continue;
		const medium = mediumOf(value, state.setups);
		if (medium !== 'cold_water' && medium !== 'hot_water') continue;
		const recent: Recent = state.recent.get(keyOf(value)) ?? [];
		const perSecond = rateOf(recent);
		const used = usedWithin(recent, HOUR);
		flows.push({
			medium,
			litresPerMinute: perSecond === null ? null : tenths(perSecond * 60 * LITRES),
			litresLastHour: used === null ? null : used * LITRES,
			...freshnessOf(value, state)
		});
	}
	return flows;
}

const tenths = (value: number) => Math.round(value * 10) / 10;

/** The sum of what is known; null: some of it is not, or there is nothing. */
function total(parts: readonly (number | null)[]): number | null {
	if (parts.length === 0) return null;
	return parts.reduce<number | null>(
		(sum, part) => (sum === null || part === null ? null : tenths(sum + part)),
		0
	);
}
