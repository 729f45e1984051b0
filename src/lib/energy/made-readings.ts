import type { Reading } from './cell.ts';
import type { MeterFacts } from './meter.ts';

/** For tests: UTC seconds of an ISO instant. */
export const utc = (iso: string): number => Date.parse(iso) / 1000;

/** For tests: a cold-water meter in litres that was always there, with what is told otherwise. */
export function waterMeter(told: Partial<MeterFacts> = {}): MeterFacts {
	return {
		medium: 'cold_water',
		kind: 'counter',
		digits: null,
		scale: -3,
		maxFlowPerHour: null,
		installed: 0,
		removed: null,
		initialRegister: null,
		finalRegister: null,
		...told
	};
}

/** For tests: readings `every` seconds from `start`. */
export function everyHour(start: number, registers: readonly number[], every = 3600): Reading[] {
	return registers.map((register, i) => ({ at: start + i * every, register, flags: 0, source: 1 }));
}
