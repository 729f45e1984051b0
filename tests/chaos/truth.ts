import type { Medium } from '../../src/lib/energy/medium.ts';
import type { Chance } from './chance.ts';

const HOUR = 3600;

/** A meter of the home, as it is put up, commissioned and heard. */
export interface TruthMeter {
	readonly serial: string;
	readonly medium: Medium;
	/** Its number in the telegrams of wmbusmeters. */
	readonly id: string;
	readonly quantity: string;
	readonly media: string;
	readonly field: string;
	/** Decimals of the value. */
	readonly decimals: number;
	/** Seconds after each step at which it speaks: 0 speaks at the hour's boundary itself. */
	readonly offset: number;
}

export const METERS: readonly TruthMeter[] = [
	{
		...{ serial: 'K-1', medium: 'cold_water', id: '10000001', quantity: 'water', media: 'water' },
		...{ field: 'total_m3', decimals: 3, offset: 0 }
	},
	{
		...{ serial: 'V-1', medium: 'hot_water', id: '10000002', quantity: 'water', media: 'water' },
		...{ field: 'total_m3', decimals: 3, offset: 7 }
	},
	{
		...{ serial: 'E-1', medium: 'electricity', id: '10000003', quantity: 'electricity_import' },
		...{ media: 'electricity', field: 'total_energy_consumption_kwh', decimals: 3, offset: 13 }
	},
	{
		...{ serial: 'T-1', medium: 'temperature', id: '10000004', quantity: 'temperature' },
		...{ media: 'room sensor', field: 'temperature_c', decimals: 2, offset: 20 }
	}
];

/** One telegram: what the meter said, and when. `register`: integer in the smallest unit. */
export interface Telegram {
	readonly meter: TruthMeter;
	readonly at: number;
	readonly register: number;
}

/** A value that the centre should hold: of a counter the register at the hour's boundary, of a gauge the hour's mean. */
export interface Due {
	readonly serial: string;
	/** UTC seconds: the boundary, or the hour's middle. */
	readonly at: number;
	readonly register: number;
}

/** What the meters say from `from` to `to` (UTC seconds), one telegram each a step, in the order of time. */
export function telegramsOf(chance: Chance, span: { from: number; to: number; stepS: number }): Telegram[] {
	const telegrams: Telegram[] = [];
	for (const meter of METERS) {
		const isGauge = meter.medium === 'temperature';
		let register = isGauge ? 2100 : chance.whole(1, 900_000);
		for (let at = span.from + meter.offset; at <= span.to; at += span.stepS) {
			register = isGauge ? chance.whole(1900, 2300) : register + chance.whole(0, 12);
			telegrams.push({ meter, at, register });
		}
	}
	return telegrams.sort((a, b) => a.at - b.at);
}

/** The MQTT message of a telegram, as wmbusmeters publishes it. */
export function messageOf({ meter, at, register }: Telegram): { topic: string; payload: string } {
	const { id, media, field, decimals } = meter;
	const telegram = {
		...{ _: 'telegram', media, meter: 'auto', name: meter.serial, id, status: 'OK' },
		[field]: Number((register / 10 ** decimals).toFixed(decimals)),
		timestamp: new Date(at * 1000).toISOString()
	};
	return { topic: `wmbusmeters/${id}`, payload: JSON.stringify(telegram) };
}

/** What the centre should hold of the telegrams, worked out here on its own: never with the code that is tried. */
export function dueOf(telegrams: readonly Telegram[]): Due[] {
	return METERS.flatMap((meter) => {
		const own = telegrams.filter((telegram) => telegram.meter === meter);
		return meter.medium === 'temperature' ? meansOf(meter, own) : boundariesOf(meter, own);
	});
}

function boundariesOf({ serial }: TruthMeter, telegrams: readonly Telegram[]): Due[] {
	const due: Due[] = [];
	for (const [i, after] of telegrams.entries()) {
		if (after.at % HOUR === 0) due.push({ serial, at: after.at, register: after.register });
		const before = telegrams[i - 1];
		const at = Math.floor(after.at / HOUR) * HOUR;
		if (before === undefined || at <= before.at || at === after.at) continue;
		const share = (at - before.at) / (after.at - before.at);
		due.push({
			serial,
			at,
			register: before.register + Math.round((after.register - before.register) * share)
		});
	}
	return due;
}

function meansOf({ serial }: TruthMeter, telegrams: readonly Telegram[]): Due[] {
	const hours = Map.groupBy(telegrams, ({ at }) => Math.floor(at / HOUR) * HOUR);
	return [...hours].map(([hour, samples]) => ({
		serial,
		at: hour + HOUR / 2,
		register: Math.round(samples.reduce((sum, { register }) => sum + register, 0) / samples.length)
	}));
}

/** The file of commissioning for the meters. */
export function setupFile(): object {
	return {
		format: 'hemvy-node-setup',
		version: 1,
		name: 'Chaos',
		devices: METERS.map(({ id, quantity, medium, serial }) => ({
			device: `wmbus:${id}`,
			quantity,
			medium,
			serial
		}))
	};
}
