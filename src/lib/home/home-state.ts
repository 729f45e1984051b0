import { staleAfter, type Rhythm } from './freshness.ts';
import { keyOf, type Live, type LiveValue } from './live.ts';
import type { Recent } from './recent.ts';
import { setupOf, type Setup, type Setups } from './setup.ts';
import type { Display, MonthUse } from './display.ts';
import type { Notice, Snapshot, StripPoint, Today } from './snapshot.ts';

/** Everything from which the display is drawn. Times in UTC seconds. */
export interface HomeState {
	readonly now: number;
	readonly home: Snapshot['home'];
	readonly links: Snapshot['links'];
	readonly live: Live;
	readonly setups: Setups;
	/** By device. */
	readonly rhythms: ReadonlyMap<string, Rhythm>;
	/** Of counters of a medium, in m³ and kWh, by `keyOf`. */
	readonly recent: ReadonlyMap<string, Recent>;
	/** Keys of counters that have been silent since another of their medium began: it took their place. */
	readonly replaced: ReadonlySet<string>;
	readonly strip: readonly StripPoint[];
	readonly today: Today;
	readonly month: MonthUse;
	/** Use in hours at this time of day, of days before. */
	readonly normals: { readonly wattHours: readonly number[]; readonly litres: readonly number[] };
	readonly notices: readonly Notice[];
	readonly display: Display;
}

/** Age and staleness of one value. */
export interface Freshness {
	readonly at: number | null;
	readonly stale: boolean;
	readonly staleAfterS: number;
}

/** How fresh a value is. One whose age nobody knows is stale. */
export function freshnessOf(
	value: LiveValue,
	state: Pick<HomeState, 'now' | 'setups' | 'rhythms' | 'live'>
): Freshness {
	const setup = setupOf(value, state.setups);
	return freshnessAt({ setup, battery: runsOnBattery(value.device, state.live.values) }, value, state);
}

/** The same, where what is known of the value's place is at hand. */
export function freshnessAt(
	{ setup, battery }: { readonly setup: Setup | undefined; readonly battery: boolean },
	{ device, quantity, at }: LiveValue,
	{ now, rhythms }: Pick<HomeState, 'now' | 'rhythms'>
): Freshness {
	const facts = {
		device,
		quantity,
		battery,
		expectedS: setup?.expectedS ?? null,
		rhythm: rhythms.get(device)
	};
	const staleAfterS = Math.round(staleAfter(facts, now));
	return { at, stale: at === null || now - at > staleAfterS, staleAfterS };
}

/** Whether a device tells of a battery. */
export function runsOnBattery(device: string, values: Live['values']): boolean {
	return values.has(`${device}\n\nbattery`) || values.has(`${device}\n\nbattery_voltage`);
}

/** The value of a quantity of the same part of a device. */
export function beside(
	{ device, channel }: Pick<LiveValue, 'device' | 'channel'>,
	quantity: LiveValue['quantity'],
	{ live }: HomeState
): LiveValue | undefined {
	return live.values.get(keyOf({ device, channel, quantity }));
}

/** What a device is called where nobody has named it: the last part of its name in its topics. */
export function plainName(device: string): string {
	const topic = device.slice(device.indexOf(':') + 1);
	return topic.split('/').findLast((part) => part !== '') ?? topic;
}
