import { DEFAULT_DISPLAY } from '#lib/home/display.ts';
import type { HourValue } from '#lib/home/hours.ts';
import { keyOf } from '#lib/home/live.ts';
import { QUANTITIES, type Measure } from '#lib/home/quantity.ts';
import type { Setup } from '#lib/home/setup.ts';
import { Store } from '#lib/server/node/store.ts';

const HOUR = 3600;
const DAYS = 15;

/** A message as a device says it. */
export interface Said {
	readonly topic: string;
	readonly payload: string;
}

type Row = readonly [
	device: string,
	quantity: Setup['quantity'],
	medium: Setup['medium'],
	name: string,
	room: string | null
];

const ROOMS = ['Vardagsrum', 'Sovrum', 'Kök', 'Badrum', 'Hall'];
const PLUGS = ['Kaffebryggare', 'Tvättmaskin', 'TV', 'Dator'];
const ROWS: readonly Row[] = [
	['han:amsreader', 'electricity_import', 'electricity', 'Elmätare', null],
	['wmbus:10203040', 'cold_water', 'cold_water', 'Kallvatten', 'Badrum'],
	['wmbus:10203041', 'hot_water', 'hot_water', 'Varmvatten', 'Badrum'],
	...ROOMS.map((room, i): Row => [`zigbee:zigbee2mqtt/room-${i}`, '', null, room, room]),
	...PLUGS.map((name, i): Row => [`zigbee:zigbee2mqtt/plug-${i}`, '', null, name, 'Kök']),
	['zigbee:zigbee2mqtt/door', '', null, 'Ytterdörr', 'Hall'],
	['zigbee:zigbee2mqtt/leak', '', null, 'Diskmaskin', 'Kök'],
	['zigbee:zigbee2mqtt/smoke', '', null, 'Brandvarnare', 'Hall']
];

/** The store of a home that has been lived in: commissioned, 15 days of hours, the last hour's strip, all shown. */
export function fillStore(dir: string, now: number): void {
	const store = new Store({ dir, diskMb: 400 });
	store.settings.set('display', { ...DEFAULT_DISPLAY, visible: 'details', nightDim: false });
	store.settings.set('home_name', 'Granvägen 4');
	store.setups.put(
		ROWS.map(([device, quantity, medium, name, room]) => ({
			...{ device, channel: '', quantity, medium, name, room, expectedS: null, hidden: false },
			serial: medium === null ? null : device
		}))
	);
	const start = Math.floor(now / 30) * 30;
	const strip = Array.from({ length: 119 }, (_, i) => ({
		at: start - (119 - i) * 30,
		watts: Math.round(3000 + 2500 * Math.sin(i / 7))
	}));
	store.settings.set('strip', strip);
	// smallest units an hour: Wh, litres
	for (const [device, quantity, perHour] of [
		['han:amsreader', 'electricity_import', 410],
		['wmbus:10203040', 'cold_water', 6],
		['wmbus:10203041', 'hot_water', 3]
	] as const)
		fillHours(store, { device, channel: '', quantity }, perHour, now);
	store.close();
}

function fillHours(
	store: Store,
	place: { readonly device: string; readonly channel: string; readonly quantity: Measure },
	perHour: number,
	now: number
): void {
	const last = Math.floor(now / HOUR) * HOUR;
	const first = last - DAYS * 24 * HOUR;
	const register = (at: number) => 1_000_000 + Math.round(((at - first) / HOUR) * perHour);
	const { kind, unit } = QUANTITIES[place.quantity];
	const value = register(now) / 1000;
	const sourceTime = Math.floor(now) - 60;
	store.readings.add({
		...{ ...place, port: null, kind, unit, value, sourceTime, receivedAt: sourceTime },
		...{ retained: false, quality: 'good' }
	});
	store.readings.flush();
	const hours: HourValue[] = [];
	for (let at = first; at <= last; at += HOUR) hours.push({ at, value: register(at), quality: 'measured' });
	store.hours.put(store.readings.idOf(keyOf(place)) ?? 0, hours);
}

/** The power that the n-th message of power tells, W: another one each time, 8,000 of them in turn. */
export const wattsOf = (n: number): number => 1000 + ((n * 2741) % 8000);

/** The customer port's list of every few seconds. */
export function power(watts: number, now: number): Said {
	const data = { P: watts, U1: 230.1, I1: Math.round(watts / 23) / 10 };
	const payload = { id: 'ams-0000', name: 'AMS', up: 100, t: Math.floor(now), rssi: -60, data };
	return { topic: 'amsreader', payload: JSON.stringify(payload) };
}

/** What else is heard in the home, one thing after the other: rooms, water, plugs. */
export function other(n: number, now: number): Said {
	const turn = Math.floor(n / 4);
	switch (n % 4) {
		case 0:
			return room(turn % ROOMS.length, n);
		case 1:
			return water('10203040', 'cold water', turn * 0.0001, now);
		case 2:
			return plug(turn % PLUGS.length, n);
		default:
			return turn % 2 === 0
				? water('10203041', 'warm water', turn * 0.0001, now)
				: room((turn + 2) % ROOMS.length, n);
	}
}

function room(i: number, n: number): Said {
	const payload = {
		temperature: 20 + (n % 300) / 100,
		humidity: 40 + (n % 100) / 10,
		battery: 90,
		linkquality: 100 + (n % 50)
	};
	return { topic: `zigbee2mqtt/room-${i}`, payload: JSON.stringify(payload) };
}

function plug(i: number, n: number): Said {
	const payload = {
		state: n % 16 < 8 ? 'ON' : 'OFF',
		power: n % 97,
		energy: 10 + n / 1000,
		voltage: 231,
		linkquality: 120
	};
	return { topic: `zigbee2mqtt/plug-${i}`, payload: JSON.stringify(payload) };
}

function water(id: string, media: string, more: number, now: number): Said {
	const timestamp = new Date(Math.floor(now) * 1000).toISOString().replace('.000Z', 'Z');
	const base = { _: 'telegram', media, meter: 'iperl', name: 'Vatten', id, timestamp, status: 'OK' };
	return {
		topic: `wmbusmeters/${id}`,
		payload: JSON.stringify({ ...base, total_m3: 2100 + Math.round(more * 1e4) / 1e4 })
	};
}
