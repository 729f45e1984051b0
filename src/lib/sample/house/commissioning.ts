import type { SampleHome } from '../home.ts';
import { ZIGBEE_BASE } from './zigbee-devices.ts';
import { liveMeters, PLUG_NAMES, radioId, roomOf } from './simulated-house.ts';

/** What an installer has said of one thing that the house's devices tell. */
export interface HouseSetup {
	readonly device: string;
	readonly channel: '';
	readonly quantity:
		'water' | 'hot_water' | 'electricity_import' | 'electricity_export' | 'power_export' | 'temperature' | '';
	readonly name: string;
	readonly medium: 'cold_water' | 'hot_water' | 'electricity' | 'temperature' | null;
	readonly room: string | null;
	readonly serial: string | null;
	/** Seconds between its telegrams, as the installer expects them; null: learned. */
	readonly expectedS: number | null;
	readonly hidden: boolean;
}

const SAID_NOTHING = {
	channel: '',
	medium: null,
	room: null,
	serial: null,
	expectedS: null,
	hidden: false
} as const;

/** The house as its installer has set it up: names, rooms, what is cold and what is hot, the meters' serials. */
export function houseSetups(home: SampleHome): HouseSetup[] {
	const setups: HouseSetup[] = [];
	const say = (setup: Partial<HouseSetup> & Pick<HouseSetup, 'device' | 'quantity' | 'name'>) =>
		setups.push({ ...SAID_NOTHING, ...setup });
	for (const { channel, serial } of liveMeters(home).values()) {
		if (channel === 'cold' || channel === 'hot') {
			const medium = channel === 'cold' ? 'cold_water' : 'hot_water';
			const quantity = channel === 'cold' ? 'water' : 'hot_water';
			const name = channel === 'cold' ? 'Kallvatten' : 'Varmvatten';
			const device = `wmbus:${radioId(serial)}`;
			say({ device, quantity, name, medium, serial, room: 'Badrum', expectedS: 60 });
		} else if (channel === 'electricity') {
			const device = 'han:amsreader';
			const name = 'Elmätare';
			say({ device, quantity: '', name, room: 'Hall' });
			say({ device, quantity: 'electricity_import', name, medium: 'electricity', serial, room: 'Hall' });
			// the meter counts it, but the home has no panels
			for (const quantity of ['electricity_export', 'power_export'] as const)
				say({ device, quantity, name, hidden: true });
		} else if (channel === 'room' || channel === 'bedroom') {
			const { name, room } = roomOf(channel);
			const device = `zigbee:${name}`;
			say({ device, quantity: '', name, room });
			say({ device, quantity: 'temperature', name, medium: 'temperature', serial, room });
		}
	}
	for (const name of PLUG_NAMES) say({ device: `zigbee:${name}`, quantity: '', name, room: 'Kök' });
	say({ device: 'zigbee:Ytterdörr', quantity: '', name: 'Ytterdörr', room: 'Hall' });
	say({ device: 'zigbee:Brandvarnare', quantity: '', name: 'Brandvarnare', room: 'Hall' });
	return setups;
}

/** Topics that the house listens to, to do what is asked of its plugs. */
export const ASKED_TOPICS = [`${ZIGBEE_BASE}/+/set`, `${ZIGBEE_BASE}/+/get`] as const;
