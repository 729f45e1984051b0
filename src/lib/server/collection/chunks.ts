import { extentOf } from './extent.ts';
import type { IncomingReading } from './store-readings.ts';

/** The readings of a few meters, by meter, each with its place in what was given. */
export type Chunk = Map<number, { index: number; reading: IncomingReading }[]>;

/** Meter-days that one transaction may have to hold in memory: about half a million readings. */
const MOST_METER_DAYS = 20_000;
const DAY_S = 86_400;

/** Parts the readings by meter into chunks of bounded memory, whatever the order and the spread of the readings. */
export function* chunksOf(readings: readonly IncomingReading[]): Generator<Chunk> {
	const byMeter: Chunk = new Map();
	readings.forEach((reading, index) => {
		const list = byMeter.get(reading.meterId);
		if (list) list.push({ index, reading });
		else byMeter.set(reading.meterId, [{ index, reading }]);
	});
	let chunk: Chunk = new Map();
	let weight = 0;
	for (const [meterId, list] of byMeter) {
		const { first, last } = extentOf(list.map(({ reading }) => reading.at));
		const days = 3 + (last - first) / DAY_S;
		if (chunk.size > 0 && weight + days > MOST_METER_DAYS) {
			yield chunk;
			chunk = new Map();
			weight = 0;
		}
		chunk.set(meterId, list);
		weight += days;
	}
	if (chunk.size > 0) yield chunk;
}
