import { HOUR } from './calendar.ts';
import type { Reading } from './cell.ts';
import { limitsOf, mostIn, type Limits, type MeterFacts } from './meter.ts';
import { LOOKAHEAD } from './screen.ts';

/**
 * An anchor is a reading that is accepted with its own register whatever went before: it lies higher, by more
 * than backflow could explain, than LOOKAHEAD readings before, amid readings that all rise plausibly. Screening may start at it, and
 * two screenings that differ before it agree after it.
 */
function isAnchor(readings: readonly Reading[], index: number, limits: Limits): boolean {
	if (index < LOOKAHEAD || index + LOOKAHEAD >= readings.length) return false;
	for (let i = index - LOOKAHEAD + 1; i <= index + LOOKAHEAD; i++) {
		const before = readings[i - 1];
		const reading = readings[i];
		if (before === undefined || reading === undefined) return false;
		const rise = reading.register - before.register;
		if (rise < 0 || rise > mostIn(reading.at - before.at, limits.flow)) return false;
	}
	const rise = (readings[index]?.register ?? 0) - (readings[index - LOOKAHEAD]?.register ?? 0);
	return rise > limits.slip;
}

/**
 * Index of the latest reading that later ones from `at` (UTC seconds) on cannot touch: start screening there, and
 * take hours from the first whole hour after it. null: give more readings, or all from the first.
 * `readings`: one meter's, time ascending, none outside its life or flagged SUSPECT.
 */
export function anchorBefore(readings: readonly Reading[], at: number, meter: MeterFacts): number | null {
	const limits = limitsOf(meter);
	let index = readings.length - 1;
	while (index >= 0 && (readings[index]?.at ?? 0) >= at) index -= 1;
	for (index -= LOOKAHEAD; index >= LOOKAHEAD; index--) {
		// the first boundary after it has to lie among those readings: else the hour before it would change too
		const boundary = (Math.floor((readings[index]?.at ?? 0) / HOUR) + 1) * HOUR;
		if (boundary > (readings[index + LOOKAHEAD]?.at ?? 0)) continue;
		if (isAnchor(readings, index, limits)) return index;
	}
	return null;
}

/** Index of the first reading after which a change at or before `at` is no longer felt; null: felt to the end. */
export function anchorAfter(readings: readonly Reading[], at: number, meter: MeterFacts): number | null {
	const limits = limitsOf(meter);
	let index = readings.findIndex((reading) => reading.at > at);
	if (index < 0) return null;
	for (index += LOOKAHEAD; index + LOOKAHEAD < readings.length; index++) {
		if (isAnchor(readings, index, limits)) return index;
	}
	return null;
}
