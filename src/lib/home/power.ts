import { ambientOf } from './ambient.ts';
import { beside, freshnessOf, type Freshness, type HomeState } from './home-state.ts';
import { layoutOf, type Place } from './layout.ts';
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
	for (const { key, part, register } of candidatesOf(layoutOf(state), state)) {
		const value = state.live.values.get(key);
		if (!value || state.replaced.has(register)) continue;
		if (key === register || !found.has(part)) found.set(part, value);
	}
	return [...found.values()];
}

/** A value that may speak for a main meter, its part of a device, and the key of that part's register. */
interface Candidate {
	readonly key: string;
	readonly part: string;
	readonly register: string;
}

const candidates = new WeakMap<readonly Place[], readonly Candidate[]>();

/** Known by the layout: it is found out once, and looked through at every message. */
function candidatesOf(places: readonly Place[], state: HomeState): readonly Candidate[] {
	const known = candidates.get(places);
	if (known !== undefined) return known;
	const found = places
		.filter(
			(place) =>
				(place.quantity === 'electricity_import' && place.medium === 'electricity') ||
				(place.quantity.startsWith('power') && isMeterPower(place, state))
		)
		.map(({ key, device, channel }) => ({
			key,
			part: `${device}\n${channel}`,
			register: keyOf({ device, channel, quantity: 'electricity_import' })
		}));
	candidates.set(places, found);
	return found;
}

/** Power before the first register came, which a customer port sends once an hour. */
function isMeterPower({ device, channel }: Pick<Place, 'device' | 'channel'>, state: HomeState): boolean {
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
	let sum = 0;
	let count = 0;
	for (let i = strip.length - 1; i >= 0; i--) {
		const point = strip[i];
		if (point === undefined || point.at <= now - AMBIENT_S) break;
		if (point.at > now) continue;
		sum += point.watts;
		count += 1;
	}
	return count === 0 ? null : sum / count;
}
