import { DEFAULT_DISPLAY } from './display.ts';
import type { HomeState } from './home-state.ts';
import { NOTHING_LIVE, takeIn, keyOf } from './live.ts';
import type { Reading } from './reading.ts';
import { withSample, type Recent } from './recent.ts';
import { setupKey, type Setup } from './setup.ts';

/** For tests: noon, 22 November 2026. */
export const NOON = Date.parse('2026-11-22T12:00:00Z') / 1000;

/** For tests: a reading at noon, of a radio water meter. */
export function made(part: Partial<Reading>): Reading {
	return {
		device: 'wmbus:1234',
		channel: '',
		port: null,
		quantity: 'water',
		kind: 'counter',
		value: 10,
		unit: 'm3',
		sourceTime: NOON,
		receivedAt: NOON,
		retained: false,
		quality: 'good',
		...part
	};
}

/** For tests: a row of commissioning. */
export const setup = (part: Partial<Setup>): Setup => ({
	device: 'wmbus:1234',
	channel: '',
	quantity: 'water',
	name: '',
	medium: null,
	room: null,
	serial: null,
	expectedS: null,
	hidden: false,
	...part
});

/** For tests: the state after readings, each a message of its own. */
export function stateAfter(
	readings: readonly Reading[],
	setups: readonly Setup[] = [],
	part: Partial<HomeState> = {}
): HomeState {
	let live = NOTHING_LIVE;
	const recent = new Map<string, Recent>();
	for (const reading of readings) {
		live = takeIn(live, [reading]).live;
		const at = reading.sourceTime;
		if (reading.kind !== 'counter' || at === null || typeof reading.value !== 'number') continue;
		recent.set(keyOf(reading), withSample(recent.get(keyOf(reading)) ?? [], { at, value: reading.value }));
	}
	const none = { state: 'none', since: null } as const;
	return {
		now: NOON,
		home: { paired: false, name: '', timeZone: 'Europe/Stockholm' },
		links: { broker: none, radio: none, central: none },
		live,
		setups: new Map(setups.map((each) => [setupKey(each), each])),
		rhythms: new Map(),
		recent,
		replaced: new Set(),
		strip: [],
		today: {
			electricityKWh: null,
			usualKWh: null,
			exportKWh: null,
			coldL: null,
			usualColdL: null,
			hotL: null,
			usualHotL: null,
			since: null
		},
		month: { from: '2026-11-01', media: [] },
		normals: { wattHours: [], litres: [] },
		notices: [],
		display: { ...DEFAULT_DISPLAY, pinSet: false, granted: null },
		...part
	};
}
