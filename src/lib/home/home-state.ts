import { staleAfter, type Rhythm } from './freshness.ts';
import { keyOf, type Live, type LiveValue } from './live.ts';
import type { Recent } from './recent.ts';
import { setupOf, type Setups } from './setup.ts';
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
	const { device, quantity, at } = value;
	const { now, setups, rhythms, live } = state;
	const battery = ['battery', 'battery_voltage'].some((q) => live.values.has(`${device}\n\n${q}`));
	const expectedS = setupOf(value, setups)?.expectedS ?? null;
	const rhythm = rhythms.get(device);
	const staleAfterS = Math.round(staleAfter({ device, quantity, battery, expectedS, rhythm }, now));
	return { at, stale: at === null || now - at > staleAfterS, staleAfterS };
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
