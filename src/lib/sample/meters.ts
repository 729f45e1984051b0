import { civilDay } from '#lib/energy/calendar.ts';
import { CHANNEL_MEDIUM } from './home.ts';
import { mix } from './random.ts';
import type { Channel, SampleMeter } from './home.ts';

const PREFIX: Readonly<Record<Channel, string>> = {
	cold: '41',
	cold_kitchen: '41',
	cold_bath: '41',
	hot: '42',
	hot_kitchen: '42',
	hot_bath: '42',
	electricity: '63',
	export: '63',
	room: '88',
	bedroom: '88'
};

const POSITIONS: Partial<Record<Channel, string>> = {
	cold_kitchen: 'schakt kök',
	hot_kitchen: 'schakt kök',
	cold_bath: 'schakt bad',
	hot_bath: 'schakt bad',
	room: 'vardagsrum',
	bedroom: 'sovrum'
};

/** Most that passes in an hour: Q4 of a Q3 2.5 water meter, 16 A on three phases. */
const MOST_WATER = 3125;
const MOST_ELECTRICITY = 11_040;

/** A meter put in at `installed` with the register at `initial`; `number` tells meters of the company apart. */
export function meterOf(number: number, channel: Channel, installed: number, initial: number): SampleMeter {
	const medium = CHANNEL_MEDIUM[channel];
	const gauge = medium === 'temperature';
	const water = medium === 'cold_water' || medium === 'hot_water';
	// Distinct for numbers below 4,000: the number itself stands in the last digits, spread out.
	const serial = `${PREFIX[channel]}${String(100 + (mix(number, 950) % 900))}${String(number).padStart(4, '0')}`;
	const year = Number(civilDay(installed).slice(0, 4)) + 6 + (number % 4);
	return {
		serial: channel === 'export' ? `${serial}-export` : serial,
		channel,
		digits: gauge ? null : 5,
		position: POSITIONS[channel] ?? null,
		installed,
		removed: null,
		initialRegister: gauge ? null : initial,
		finalKnown: true,
		mostPerHour: gauge ? null : water ? MOST_WATER : MOST_ELECTRICITY,
		nextCalibration: water ? `${String(year)}-12-31` : null
	};
}
