import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell, Reading } from '#lib/energy/cell.ts';
import { FLAG } from '#lib/energy/quality.ts';
import { faultyReadings, type PlainReading } from '../../../../tests/fixtures/faulty-readings.ts';
import type { CollectedMeter } from './meters.ts';
import { recompute } from './recompute.ts';

const METER: CollectedMeter = {
	id: 1,
	apartmentId: 1,
	serial: 'm1',
	medium: 'cold_water',
	kind: 'counter',
	unit: 'm3',
	scale: -3,
	digits: 5,
	maxFlowPerHour: null,
	initialRegister: null,
	finalRegister: null,
	installed: 0,
	removed: null,
	replaces: false,
	stays: [{ seriesId: 1, start: 0, end: Infinity }]
};

/** What the store holds after these deliveries, one after the other: hours by start, and each reading's flags. */
function deliver(pieces: readonly (readonly PlainReading[])[]) {
	const cells = new Map<number, Cell>();
	const stored = new Map<number, Reading>();
	for (const piece of pieces) {
		for (const [at, register] of piece) stored.set(at, { at, register, flags: 0, source: 1 });
		const { cells: fresh, readings } = recompute({
			meter: METER,
			readings: [...stored.values()].sort((a, b) => a.at - b.at),
			changed: new Set(piece.map(([at]) => at)),
			replacements: [],
			begins: true,
			ends: true
		});
		for (const reading of readings) stored.set(reading.at, reading);
		for (const cell of fresh) cells.set(cell.start, cell);
	}
	return {
		cells: [...cells.values()].sort((a, b) => a.start - b.start),
		flags: [...stored.values()].sort((a, b) => a.at - b.at).map(({ flags }) => flags & ~FLAG.LATE)
	};
}

describe('recomputing around a change', () => {
	it('any order, cut anywhere, gives the same hours and the same judgements', () => {
		const deliveries = fc.record({
			readings: faultyReadings,
			dice: fc.array(fc.nat(1000), { minLength: 90, maxLength: 90 }),
			size: fc.integer({ min: 1, max: 40 })
		});
		fc.assert(
			fc.property(deliveries, ({ readings, dice, size }) => {
				const shuffled = readings
					.map((reading, i) => ({ reading, key: dice[i] ?? 0 }))
					.sort((a, b) => a.key - b.key)
					.map(({ reading }) => reading);
				const pieces = Array.from({ length: Math.ceil(shuffled.length / size) }, (_, i) =>
					shuffled.slice(i * size, (i + 1) * size)
				);
				expect(deliver(pieces)).toEqual(deliver([readings]));
			}),
			{ numRuns: 2000 }
		);
	});
});
