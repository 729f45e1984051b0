import { ambientOf } from './ambient.ts';
import { beside, freshnessOf, type Freshness, type HomeState } from './home-state.ts';
import { layoutOf } from './layout.ts';
import { keyOf, type LiveValue } from './live.ts';
import { rateOf } from './recent.ts';
import { mostPerSecond } from './rise.ts';
import { mediumOf, setupOf } from './setup.ts';
import type { Power } from './snapshot.ts';

const WATTS_PER_KWH_S = 3_600_000;
/** The sign of use now looks back this far: a kettle is no day. */
const AMBIENT_S = 900;
/** A lamp more or less is no other use of electricity. */
const LEAST_W = 50;
/** Import and export that were told within this time belong together. */
const TOGETHER_S = 15;

interface MeterPower extends Freshness {
	readonly watts: number;
}

const NONE = { watts: null, at: null, stale: true, staleAfterS: 60 };

/**
 * The home's power: net of its commissioned electricity meters together, or of the customer port that was read
 * last where none is. A meter that tells no power tells it by its register. One that is stale makes the sum stale.
 */
export function powerNow(state: HomeState): Power {
	const meters = mainMeters(state);
	const parts = meters.flatMap((meter) => powerOf(meter, state) ?? []);
	const isTold = meters.some((meter) => setupOf(meter, state.setups)?.medium === 'electricity');
	const newest = parts.toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0)).slice(0, 1);
	const counted = isTold ? parts : newest;
	// one of several meters that tells nothing leaves nothing to add up
	const isMissing = counted.length === 0 || (isTold && parts.length < meters.length);
	const now = isMissing ? NONE : summed(counted);
	return {
		...now,
		ambient: ambientOf(now.stale ? null : recentWatts(state), state.normals.wattHours, LEAST_W)
	};
}

/** One value of each part that is an electricity meter of the whole home: its register, or its power. */
function mainMeters(state: HomeState): LiveValue[] {
	const found = new Map<string, LiveValue>();
	for (const { key, device, channel, quantity, medium } of layoutOf(state)) {
		const isRegister = quantity === 'electricity_import' && medium === 'electricity';
		if (!isRegister && !quantity.startsWith('power')) continue;
		const value = state.live.values.get(key);
		const place = `${device}\n${channel}`;
		if (!value || state.replaced.has(keyOf({ device, channel, quantity: 'electricity_import' }))) continue;
		if (isRegister) found.set(place, value);
		else if (!found.has(place) && isMeterPower(value, state)) found.set(place, value);
	}
	return [...found.values()];
}

/** Power before the first register came, which a customer port sends once an hour. */
function isMeterPower({ device, channel }: LiveValue, state: HomeState): boolean {
	const place = { device, channel, quantity: 'electricity_import' as const };
	return mediumOf(place, state.setups) === 'electricity';
}

function powerOf(meter: LiveValue, state: HomeState): MeterPower | null {
	const net = beside(meter, 'power', state);
	if (net && typeof net.value === 'number') return { watts: net.value, ...freshnessOf(net, state) };
	const parts = [beside(meter, 'power_import', state), beside(meter, 'power_export', state)];
	const known = parts.flatMap((part) =>
		part && typeof part.value === 'number' ? [{ part, value: part.value }] : []
	);
	const newest = known.toSorted((a, b) => (b.part.at ?? 0) - (a.part.at ?? 0))[0];
	if (newest) {
		const together = (newest.part.at ?? 0) - TOGETHER_S;
		// lists of a customer port hold one or both: what another list said a while ago is not of now
		const watts = known
			.filter(({ part }) => (part.at ?? 0) >= together)
			.reduce((sum, { part, value }) => sum + (part.quantity === 'power_export' ? -value : value), 0);
		return { watts, ...freshnessOf(newest.part, state) };
	}
	const recent = state.recent.get(keyOf(meter));
	const rate = recent ? rateOf(recent, state.now, mostPerSecond('electricity')) : null;
	return rate === null ? null : { watts: rate * WATTS_PER_KWH_S, ...freshnessOf(meter, state) };
}

function summed(parts: readonly MeterPower[]): MeterPower {
	return {
		watts: Math.round(parts.reduce((sum, { watts }) => sum + watts, 0)),
		at: parts.some(({ at }) => at === null) ? null : Math.min(...parts.map(({ at }) => at ?? 0)),
		stale: parts.some(({ stale }) => stale),
		staleAfterS: Math.min(...parts.map(({ staleAfterS }) => staleAfterS))
	};
}

/** Mean of the strip's last quarter of an hour; null: nothing in it. */
function recentWatts({ strip, now }: HomeState): number | null {
	const points = strip.filter(({ at }) => at > now - AMBIENT_S && at <= now);
	if (points.length === 0) return null;
	return points.reduce((sum, { watts }) => sum + watts, 0) / points.length;
}
