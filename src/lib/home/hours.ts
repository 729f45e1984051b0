import { HOUR } from '#lib/energy/calendar.ts';
import type { Reading } from '#lib/energy/cell.ts';
import { gaugeHours } from '#lib/energy/gauge-hours.ts';
import { GAP_LIMIT_S } from '#lib/energy/hours.ts';
import { MEDIUM_FACTS, type Medium } from '#lib/energy/medium.ts';
import type { MeterFacts } from '#lib/energy/meter.ts';
import { FLAG } from '#lib/energy/quality.ts';
import { trackOf, type TrackPoint } from '#lib/energy/track.ts';

/** How an hourly value was come to. `interpolated`: within a silence that is longer than usual delivery. */
export const HOUR_QUALITIES = ['measured', 'interpolated', 'suspect'] as const;
export type HourQuality = (typeof HOUR_QUALITIES)[number];

/**
 * A counter's register at the UTC hour boundary `at`, or a gauge's mean of the hour that begins there.
 * `value`: integer in the medium's smallest unit (litres, Wh, 1/100 °C).
 */
export interface HourValue {
	readonly at: number;
	readonly value: number;
	readonly quality: HourQuality;
}

/** A value in its medium's unit (m³, kWh, °C) at a UTC second. */
export interface Sample {
	readonly at: number;
	readonly value: number;
}

/** A register that went on at another value, without use: an exchange, or a counter that began anew. */
export interface Break {
	readonly at: number;
	readonly from: number;
	readonly to: number;
}

export interface CounterHours {
	readonly hours: readonly HourValue[];
	/** In smallest units. */
	readonly breaks: readonly Break[];
	/** UTC seconds of the last sample that counts; what follows waits for more samples. null: none counts. */
	readonly settled: number | null;
}

/** What screening knows of a meter that only the node has met: its medium. */
export function factsOf(medium: Medium): MeterFacts {
	const { kind, scale } = MEDIUM_FACTS[medium];
	return {
		medium,
		kind,
		scale,
		digits: null,
		maxFlowPerHour: null,
		installed: 0,
		removed: null,
		initialRegister: null,
		finalRegister: null
	};
}

function readingsOf(samples: readonly Sample[], medium: Medium): Reading[] {
	const perUnit = 10 ** -MEDIUM_FACTS[medium].scale;
	const readings: Reading[] = [];
	for (const { at, value } of samples) {
		const reading = { at, register: Math.round(value * perUnit), flags: 0, source: 0 };
		// what came last for an instant counts
		if (readings.at(-1)?.at === at) readings.pop();
		readings.push(reading);
	}
	return readings;
}

/**
 * A counter's registers at the UTC hour boundaries from its first sample to its last that counts, by the energy
 * core's own screening: a momentary zero counts for nothing, and a register that stays lower is another register,
 * told as it is: before the break the old one stands, after it the new one.
 * @param samples of one meter, time ascending
 */
export function counterBoundaries(samples: readonly Sample[], medium: Medium): CounterHours {
	const track = trackOf(readingsOf(samples, medium), factsOf(medium), { begins: false, ends: false });
	if (track === null) return { hours: [], breaks: [], settled: null };
	const hours: HourValue[] = [];
	const breaks: Break[] = [];
	const { points } = track;
	const [first] = points;
	if (first && first.at % HOUR === 0)
		hours.push({ at: first.at, value: registerOf(first), quality: 'measured' });
	for (let i = 1; i < points.length; i++) {
		const before = points[i - 1];
		const after = points[i];
		if (before === undefined || after === undefined) continue;
		if (after.passage === 'break')
			breaks.push({ at: after.at, from: registerOf(before), to: registerOf(after) });
		for (let at = (Math.floor(before.at / HOUR) + 1) * HOUR; at <= after.at; at += HOUR)
			hours.push(boundary(at, before, after));
	}
	return { hours, breaks, settled: points.at(-1)?.at ?? null };
}

const registerOf = ({ total, offset }: TrackPoint) => total - offset;

/** The register at `at`, in (before, after]. */
function boundary(at: number, before: TrackPoint, after: TrackPoint): HourValue {
	const suspect = (after.flags & FLAG.SUSPECT) !== 0;
	if (at === after.at) return { at, value: registerOf(after), quality: suspect ? 'suspect' : 'measured' };
	if (after.passage === 'break') return { at, value: registerOf(before), quality: 'interpolated' };
	const share = (at - before.at) / (after.at - before.at);
	const value = registerOf(before) + Math.round((after.total - before.total) * share);
	const isLong = after.at - before.at > GAP_LIMIT_S;
	return { at, value, quality: suspect ? 'suspect' : isLong ? 'interpolated' : 'measured' };
}

/** A gauge's means of the UTC hours that have samples. @param samples time ascending */
export function gaugeMeans(samples: readonly Sample[], medium: Medium): HourValue[] {
	return gaugeHours(readingsOf(samples, medium), factsOf(medium)).map(({ start, mean }) => ({
		at: start,
		value: mean,
		quality: 'measured'
	}));
}
