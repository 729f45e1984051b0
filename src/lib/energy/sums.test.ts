import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anchorAfter, anchorBefore } from './anchor.ts';
import { civilDay, dayStart, firstOfMonth, firstOfYear, HOME_ZONE, HOUR } from './calendar.ts';
import type { CounterCell, Reading } from './cell.ts';
import { combineMeters } from './combine.ts';
import { amountOf, foldDays, foldMonths, foldYears } from './fold.ts';
import { counterHours } from './hours.ts';
import { utc, waterMeter } from './made-readings.ts';
import type { MeterFacts } from './meter.ts';
import { packDays, packHours, packMonths, unpackDays, unpackHours, unpackMonths } from './pack.ts';
import { FLAG } from './quality.ts';
import { screen } from './screen.ts';

/** What a register may do next, as seen from outside, and how long it takes. */
const happening = fc.record({
	kind: fc.constantFrom('use', 'use', 'use', 'still', 'backflow', 'restart', 'zero', 'foreign', 'jump'),
	seconds: fc.oneof(
		fc.integer({ min: 60, max: 4 * HOUR }),
		fc.integer({ min: 1, max: 12 }).map((n) => n * 86_400)
	),
	amount: fc.integer({ min: 0, max: 400 }),
	flags: fc.constantFrom(0, 0, 0, FLAG.LATE, FLAG.CORRECTED)
});
type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never;

// Readings around both clock changes, 20 m³ below an overflow at 100 m³.
const START = utc('2016-10-29T20:17:31Z');
const RANGE = 100_000;

function readingsOf(happenings: readonly Happening[], start = START): Reading[] {
	let at = start;
	let register = 80_000;
	return happenings.map(({ kind, seconds, amount, flags }) => {
		at += seconds;
		let shown = register;
		if (kind === 'use') shown = register = (register + amount) % RANGE;
		if (kind === 'backflow') shown = Math.max(0, register - (amount % 4));
		if (kind === 'restart') shown = register = amount;
		if (kind === 'jump') shown = register = Math.min(RANGE - 1, register + amount * 200);
		if (kind === 'zero') shown = 0;
		if (kind === 'foreign') shown = Math.min(RANGE - 1, amount * 240);
		return { at, register: shown, flags, source: 1 };
	});
}

const happenings = fc.array(happening, { maxLength: 40 });
const METER = waterMeter({ digits: 2 });
const total = (cells: readonly CounterCell[]) => cells.reduce((sum, cell) => sum + amountOf(cell), 0);

/** What screening says was used from the first accepted reading to the last, computed the other way round. */
function usedBy(readings: readonly Reading[], meter: MeterFacts): number {
	const accepted = screen(readings, meter).filter((verdict) => verdict.kind === 'accepted');
	const steps = accepted.slice(1).reduce((sum, { step }) => sum + step, 0);
	return (accepted.at(-1)?.value ?? 0) - (accepted[0]?.value ?? 0) + steps;
}

function grouped<C extends { start: number }>(
	cells: readonly C[],
	key: (day: string) => string
): [string, C[]][] {
	return [...Map.groupBy(cells, (cell) => key(civilDay(cell.start)))];
}

describe('whatever a register does', () => {
	test('nothing is negative, hours touch, and Σ hours = Σ days = Σ months = Σ years = what was used', () => {
		fc.assert(
			fc.property(happenings, (story) => {
				const readings = readingsOf(story);
				const hours = counterHours(readings, METER);
				const days = foldDays(hours);
				const months = foldMonths(days);
				for (const cells of [hours, days, months]) {
					expect(cells.every((cell) => amountOf(cell) >= 0)).toBe(true);
					expect(cells.slice(1).every((cell, i) => cell.from === cells[i]?.to)).toBe(true);
				}
				expect(hours.slice(1).every((hour, i) => hour.start === hours[i]?.end)).toBe(true);
				expect(hours.every((hour) => !(hour.flags & FLAG.ABSENT) || amountOf(hour) === 0)).toBe(true);
				expect(hours.every((hour) => hour.step === 0 || hour.flags & FLAG.METER_CHANGED)).toBe(true);
				const used = usedBy(readings, METER);
				for (const cells of [hours, days, months, foldYears(months)]) expect(total(cells)).toBe(used);
			}),
			{ numRuns: 100 }
		);
	});

	test('an hour whose boundaries are readings says exactly what they say', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 0, max: 9000 }), { minLength: 2, maxLength: 50 }), (uses) => {
				let register = 0;
				const start = utc('2016-10-29T20:00:00Z');
				const readings = uses.map((amount, i) => {
					register += amount;
					return { at: start + i * HOUR, register, flags: 0, source: 1 };
				});
				const cells = counterHours(readings, waterMeter());
				expect(cells.map(amountOf)).toEqual(uses.slice(1));
				expect(cells.every((cell) => cell.flags === 0)).toBe(true);
			}),
			{ numRuns: 50 }
		);
	});

	test('an exchange at any time: the sum of both meters is (final − last) + (now − initial) and the rest', () => {
		fc.assert(
			fc.property(happenings, happenings, fc.integer({ min: 1, max: 3 * HOUR }), (before, after, pause) => {
				const use = (story: readonly Happening[]) => story.map((one) => ({ ...one, kind: 'use' as const }));
				const old = readingsOf(use(before).map((one) => ({ ...one, amount: one.amount % 200 })));
				const removed = (old.at(-1)?.at ?? START) + pause;
				const final = (old.at(-1)?.register ?? 80_000) + 7;
				const replaced = waterMeter({ removed, finalRegister: final });
				const next = waterMeter({ installed: removed, initialRegister: 79_000, replaces: true });
				const neu = readingsOf(
					use(after).map((one) => ({ ...one, amount: one.amount % 200 })),
					removed
				);
				const meters = [
					{ cells: counterHours(old, replaced), active: { start: 0, end: removed }, scale: -3 },
					{ cells: counterHours(neu, next), active: { start: removed, end: null }, scale: -3 }
				];
				const sum = meters.reduce((all, { cells }) => all + total(cells), 0);
				const used = final - (old[0]?.register ?? final) + ((neu.at(-1)?.register ?? 79_000) - 79_000);
				expect(sum).toBe(used);
				const points = combineMeters(meters);
				const shown = points.reduce((all, point) => all + Math.round((point.amount ?? 0) * 1000), 0);
				expect(shown).toBe(used);
			}),
			{ numRuns: 100 }
		);
	});
});

describe('packs', () => {
	test('round trip: hours, days and months come back with their amounts and flags', () => {
		fc.assert(
			fc.property(happenings, (story) => {
				const hours = counterHours(readingsOf(story), METER);
				const days = foldDays(hours);
				const months = foldMonths(days);
				for (const [day, own] of grouped(hours, (one) => one)) {
					expect(unpackHours(packHours(own, day), day, HOME_ZONE, 'counter')).toEqual(own);
				}
				for (const [month, own] of grouped(days, firstOfMonth)) {
					expect(unpackDays(packDays(own, month), month, HOME_ZONE, 'counter')).toEqual(own);
				}
				for (const [year, own] of grouped(months, firstOfYear)) {
					expect(unpackMonths(packMonths(own, year), year, HOME_ZONE, 'counter')).toEqual(own);
				}
			}),
			{ numRuns: 60 }
		);
	});
});

describe('late readings', () => {
	test('hours recomputed from the anchor before a late reading are the hours of the whole', () => {
		let anchored = 0;
		const steady = fc.array(happening, { minLength: 30, maxLength: 60 }).map((story) =>
			story.map((one, i) => ({
				...one,
				...(i % 9 === 0 ? {} : { kind: 'use' as const, amount: 40 + one.amount })
			}))
		);
		fc.assert(
			fc.property(steady, fc.nat(), (story, pick) => {
				const readings = readingsOf(story);
				const late = readings[pick % readings.length];
				if (late === undefined) return;
				const before = anchorBefore(readings, late.at, METER);
				const after = anchorAfter(readings, late.at, METER);
				if (before === null || after === null) return;
				anchored += 1;
				const start = (Math.floor((readings[before]?.at ?? 0) / HOUR) + 1) * HOUR;
				const stop = Math.floor((readings[after]?.at ?? 0) / HOUR) * HOUR;
				const within = (cells: readonly CounterCell[]) =>
					cells.filter((cell) => cell.start >= start && cell.end <= stop);
				const excerpt = readings.slice(before, after + 8);
				const span = { begins: false, ends: false };
				expect(within(counterHours(excerpt, METER, span))).toEqual(within(counterHours(readings, METER)));
				const without = readings.filter((reading) => reading !== late);
				const outside = (cells: readonly CounterCell[]) =>
					cells.filter((cell) => cell.end <= start || cell.start >= stop + HOUR).map(amountOf);
				if (pick % readings.length > 0 && late !== readings.at(-1)) {
					expect(outside(counterHours(without, METER))).toEqual(outside(counterHours(readings, METER)));
				}
			}),
			{ numRuns: 100 }
		);
		expect(anchored).toBeGreaterThan(20);
	});
});

test('days around both clock changes are whole', () => {
	expect(dayStart('2017-03-27') - dayStart('2017-03-26')).toBe(23 * HOUR);
	expect(dayStart('2016-10-31') - dayStart('2016-10-30')).toBe(25 * HOUR);
});
