import { HOUR } from './calendar.ts';
import type { GaugeCell, Reading } from './cell.ts';
import type { MeterFacts } from './meter.ts';
import { FLAG } from './quality.ts';
import { screen } from './screen.ts';

/** What of a sample's flags its hour has too. */
const KEPT = FLAG.LATE | FLAG.CORRECTED | FLAG.INTERPOLATED;

/**
 * The hours of a gauge: plain mean of the samples in [start, end), lowest and highest. An hour without a sample has
 * no cell. The mean is not weighted by time: so it depends on the hour's own samples alone, and a late sample
 * touches no other hour. Integers in the smallest unit.
 */
export function gaugeHours(
	readings: readonly Reading[],
	meter: MeterFacts,
	span: { readonly from?: number; readonly to?: number } = {}
): GaugeCell[] {
	const from = span.from === undefined ? -Infinity : Math.floor(span.from / HOUR) * HOUR;
	const to = span.to === undefined ? Infinity : Math.ceil(span.to / HOUR) * HOUR;
	const hours = new Map<number, Reading[]>();
	for (const { kind, reading } of screen(readings, meter)) {
		if (kind !== 'accepted' || reading.at < from || reading.at >= to) continue;
		const start = Math.floor(reading.at / HOUR) * HOUR;
		const samples = hours.get(start);
		if (samples === undefined) hours.set(start, [reading]);
		else samples.push(reading);
	}
	return [...hours].map(([start, samples]) => gaugeCell(start, samples));
}

function gaugeCell(start: number, samples: readonly Reading[]): GaugeCell {
	const registers = samples.map((sample) => sample.register);
	const sum = registers.reduce((a, b) => a + b, 0);
	return {
		start,
		end: start + HOUR,
		mean: Math.round(sum / registers.length),
		low: Math.min(...registers),
		high: Math.max(...registers),
		flags: samples.reduce((flags, sample) => flags | (sample.flags & KEPT), 0)
	};
}
