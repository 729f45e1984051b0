import type { HouseMessage, Speaker } from './message.ts';
import { chanceAt } from './rhythm.ts';
import type { Register } from './register.ts';

/** Swedish meters send everything they know every ten seconds on their customer port (the H1 port). */
export const EVERY_S = 10;
const TOPIC = 'amsreader';
/** How the home's load is shared by the three phases. */
const PHASES = [0.46, 0.33, 0.21] as const;

/**
 * Mean power of the ten seconds before, W. What is shown adds up to the register, to its last digit, however long it is
 * added up.
 * @param register Wh
 */
export function wattsAt(register: Register, at: number): number {
	const perTen = (when: number) => Math.round(register.exactAt(when) * (3600 / EVERY_S));
	return Math.max(0, perTen(at) - perTen(at - EVERY_S));
}

/** The reader of an electricity meter's customer port, in amsreader's JSON. @param register Wh */
export function electricityReader(register: Register, key: number): Speaker {
	return {
		next: (after) => (Math.floor(after / EVERY_S) + 1) * EVERY_S,
		say: (at): HouseMessage => {
			const watts = wattsAt(register, at);
			const volts = PHASES.map((_, phase) => round(229 + chanceAt(key + phase, at) * 5, 1));
			const amperes = PHASES.map((share, phase) => round((watts * share) / (volts[phase] ?? 230), 2));
			const data = {
				...{ P: watts, PO: 0, Q: 0, QO: Math.round(watts * 0.08) },
				...{ U1: volts[0], U2: volts[1], U3: volts[2] },
				...{ I1: amperes[0], I2: amperes[1], I3: amperes[2] },
				...{ tPI: register.at(at) / 1000, tPO: 0 }
			};
			const reader = { id: TOPIC, name: 'Elmätare', up: at % 8_640_000, t: at, rssi: -61 };
			return { at, topic: TOPIC, payload: JSON.stringify({ ...reader, data }), retain: false };
		}
	};
}

const round = (value: number, decimals: number) => Number(value.toFixed(decimals));
