import { HOUR } from '#lib/energy/calendar.ts';
import { ambientOf } from './ambient.ts';
import { freshnessAt, type HomeState } from './home-state.ts';
import { layoutOf } from './layout.ts';
import { rateOf, usedWithin, type Recent } from './recent.ts';
import { mostPerSecond } from './rise.ts';
import type { Water } from './snapshot.ts';

const LITRES = 1000;
/** A glass more or less in an hour is no other use of water. */
const LEAST_L = 10;

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
	// what is told of cold and hot together is as old as the older, and not known where one is not
	const oldest = flows.reduce<number | null>(
		(at, flow) => (at === null || flow.at === null ? null : Math.min(at, flow.at)),
		flows[0]?.at ?? null
	);
	const rates = (of: readonly Flow[]) =>
		total(of.map(({ stale, litresPerMinute }) => (stale ? null : litresPerMinute)));
	const lastHour = total(flows.map(({ stale, litresLastHour }) => (stale ? null : litresLastHour)));
	return {
		litresPerMinute: rates(flows),
		coldLitresPerMinute: rates(flows.filter(({ medium }) => medium === 'cold_water')),
		hotLitresPerMinute: rates(flows.filter(({ medium }) => medium === 'hot_water')),
		at: oldest,
		stale: flows.length === 0 || flows.some(({ stale }) => stale),
		staleAfterS: Math.min(26 * HOUR, ...flows.map(({ staleAfterS }) => staleAfterS)),
		ambient: ambientOf(lastHour, state.normals.litres, LEAST_L)
	};
}

function flowsOf(state: HomeState): Flow[] {
	const flows: Flow[] = [];
	for (const place of layoutOf(state)) {
		const { key, medium } = place;
		if ((medium !== 'cold_water' && medium !== 'hot_water') || state.replaced.has(key)) continue;
		const value = state.live.values.get(key);
		if (value?.kind !== 'counter') continue;
		const recent: Recent = state.recent.get(key) ?? [];
		const perSecond = rateOf(recent, state.now, mostPerSecond(medium));
		const used = usedWithin(recent, HOUR, mostPerSecond(medium));
		flows.push({
			medium,
			litresPerMinute: perSecond === null ? null : tenths(perSecond * 60 * LITRES),
			litresLastHour: used === null ? null : used * LITRES,
			...freshnessAt(place, value, state)
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
