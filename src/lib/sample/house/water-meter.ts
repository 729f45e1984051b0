import { isoUtc, type HouseMessage, type Speaker } from './message.ts';
import { chanceAt, nextBeat } from './rhythm.ts';
import type { Register } from './register.ts';

/** About every 24 s, as such meters do on their batteries' ration. */
const PERIOD_S = 24;
const JITTER_S = 8;

export interface WaterMeterTerms {
	/** The radio's own number: eight digits. */
	readonly id: string;
	readonly name: string;
	/** wmbusmeters' driver, and what the meter says of its medium: not every one tells cold from hot. */
	readonly driver: string;
	readonly media: string;
	/** Litres. */
	readonly register: Register;
}

/** A water meter with a radio, as wmbusmeters publishes its telegrams. */
export function waterMeter({ id, name, driver, media, register }: WaterMeterTerms): Speaker {
	const key = Number(id);
	return {
		next: (after) => nextBeat(key, PERIOD_S, JITTER_S, after),
		say: (at): HouseMessage => ({
			at,
			topic: `wmbusmeters/${id}`,
			payload: JSON.stringify({
				_: 'telegram',
				media,
				meter: driver,
				name,
				id,
				status: 'OK',
				total_m3: register.at(at) / 1000,
				timestamp: isoUtc(at),
				device: 'rtlwmbus[00000001]',
				rssi_dbm: -58 - Math.floor(chanceAt(key, at) * 14)
			}),
			retain: false
		})
	};
}
