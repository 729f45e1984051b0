import type { Medium } from '#lib/energy/medium.ts';
import type { Fault } from './faults.ts';
import type { Household } from './household.ts';

/** What a meter of the sample company measures; one shaft's water meters see the kitchen or the bathroom only. */
export type Channel =
	| 'cold'
	| 'cold_kitchen'
	| 'cold_bath'
	| 'hot'
	| 'hot_kitchen'
	| 'hot_bath'
	| 'electricity'
	| 'export'
	| 'room'
	| 'bedroom';

export const CHANNEL_MEDIUM: Readonly<Record<Channel, Medium>> = {
	cold: 'cold_water',
	cold_kitchen: 'cold_water',
	cold_bath: 'cold_water',
	hot: 'hot_water',
	hot_kitchen: 'hot_water',
	hot_bath: 'hot_water',
	electricity: 'electricity',
	export: 'electricity_export',
	room: 'temperature',
	bedroom: 'temperature'
};

/** A meter of the sample company. Times: UTC seconds. Registers: integers in the medium's smallest unit. */
export interface SampleMeter {
	readonly serial: string;
	readonly channel: Channel;
	/** Digits before the decimal point: the register starts again at 10^digits m³ or kWh. null for gauges. */
	readonly digits: number | null;
	readonly position: string | null;
	readonly installed: number;
	readonly removed: number | null;
	/** Register when it was put in; null for gauges. */
	readonly initialRegister: number | null;
	/** false: nobody wrote down the register when it was taken out. */
	readonly finalKnown: boolean;
	/** Smallest units an hour that can pass at most (Q4, or the main fuse); null for gauges. */
	readonly mostPerHour: number | null;
	/** 'YYYY-MM-DD'. */
	readonly nextCalibration: string | null;
}

/** One tenancy or vacancy of a home, [from, to) UTC seconds; to null: still going on. */
export interface SampleOccupancy {
	readonly from: number;
	readonly to: number | null;
	/** Keys of the persons on the contract; empty = vacant. */
	readonly holders: readonly string[];
	readonly household: Household;
}

export interface SampleHome {
	/** Stable within the company: 'K12-1001'. */
	readonly key: string;
	readonly building: string;
	/** Lantmäteriet's four digits: floor (10 = entrance) and door. */
	readonly number: string;
	readonly rooms: number;
	readonly seed: number;
	/** Whole minutes after the hour at which the home's meters send. */
	readonly telegramMinute: number;
	/** In order of time, touching one another. */
	readonly occupancies: readonly SampleOccupancy[];
	readonly meters: readonly SampleMeter[];
	/** A toilet that runs, from an instant on. */
	readonly leak: { readonly from: number; readonly litresPerHour: number } | null;
	readonly faults: readonly Fault[];
}
