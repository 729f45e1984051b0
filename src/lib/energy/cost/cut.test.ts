import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, civilDay, dayStart, HOUR } from '../calendar.ts';
import type { CounterCell } from '../cell.ts';
import { amountOf, foldCounter, foldDays } from '../fold.ts';
import { FLAG } from '../quality.ts';
import { cutMonth, cutsOf } from './cut.ts';
import { priceOf } from './price.ts';

const START = dayStart('2026-10-01');
const END = dayStart('2026-11-01');
const HOURS = (END - START) / HOUR;

/** Hours of October with its 25-hour day, from amounts; the register begins at 500 and passes its highest digit. */
function hoursOf(amounts: readonly number[]): CounterCell[] {
	let register = 99_500;
	return amounts.map((amount, i) => {
		const from = register % 100_000;
		register += amount;
		const to = register % 100_000;
		return {
			start: START + i * HOUR,
			end: START + (i + 1) * HOUR,
			from,
			to,
			step: amount - (to - from),
			flags: 0
		};
	});
}

const amounts = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: HOURS, maxLength: HOURS });
const cutsAt = fc.uniqueArray(fc.integer({ min: 1, max: HOURS - 1 }), { minLength: 1, maxLength: 4 });

const sum = (cells: readonly CounterCell[]) => cells.reduce((total, cell) => total + amountOf(cell), 0);

/** As the store keeps a month: days, of those in which it is cut their hours. */
function asKept(hours: readonly CounterCell[], cuts: readonly number[]): CounterCell[] {
	const days = new Set(cuts.map((cut) => civilDay(cut)));
	return [
		...foldDays(hours.filter((hour) => !days.has(civilDay(hour.start)))),
		...hours.filter((hour) => days.has(civilDay(hour.start)))
	].sort((a, b) => a.start - b.start);
}

describe('a month cut where a price changes', () => {
	test('has parts that add up to it, each as its hours do', () => {
		fc.assert(
			fc.property(amounts, cutsAt, (used, at) => {
				const hours = hoursOf(used);
				const cuts = [...at].sort((a, b) => a - b).map((hour) => START + hour * HOUR);
				const parts = cutMonth({ start: START, end: END, cuts, pieces: asKept(hours, cuts), stored: [] });
				expect(parts.map(({ start }) => start)).toEqual([START, ...cuts]);
				expect(sum(parts)).toBe(sum(hours));
				for (const part of parts) {
					const own = hours.filter((hour) => hour.start >= part.start && hour.end <= part.end);
					expect(part).toEqual(foldCounter(own));
				}
			}),
			{ numRuns: 40 }
		);
	});

	test('keeps them after its hours and days are gone, and takes late readings of what is kept in', () => {
		fc.assert(
			fc.property(amounts, cutsAt, fc.integer({ min: 2, max: 30 }), (used, at, day) => {
				const cuts = [...at].sort((a, b) => a - b).map((hour) => START + hour * HOUR);
				const month = { start: START, end: END, cuts };
				const before = hoursOf(used);
				const stored = cutMonth({ ...month, pieces: asKept(before, cuts), stored: [] });
				const kept = dayStart(addDays('2026-10-01', day - 1));
				// after what is gone one hour turns out to have been 7 more
				const changed = used.map((amount, i) =>
					START + i * HOUR >= kept && i === HOURS - 1 ? amount + 7 : amount
				);
				const hours = hoursOf(changed);
				const gone = foldCounter(hours.filter((hour) => hour.start < kept));
				const pieces = [
					gone,
					...asKept(
						hours.filter((hour) => hour.start >= kept),
						cuts
					)
				];
				const parts = cutMonth({ ...month, pieces, stored });
				const whole = cutMonth({ ...month, pieces: asKept(hours, cuts), stored: [] });
				expect(parts.map(amountOf)).toEqual(whole.map(amountOf));
				expect(parts.map(({ from, to }) => [from, to])).toEqual(whole.map(({ from, to }) => [from, to]));
			}),
			{ numRuns: 40 }
		);
	});

	test('is not cut where nothing tells how', () => {
		const whole = foldCounter(hoursOf(Array.from({ length: HOURS }, () => 1)));
		const cuts = [START + 14 * HOUR];
		expect(cutMonth({ start: START, end: END, cuts, pieces: [whole], stored: [] })).toEqual([]);
	});

	test('has no part of time to come', () => {
		const hours = hoursOf(Array.from({ length: HOURS }, () => 1)).slice(0, 30);
		const cuts = [START + 20 * 24 * HOUR];
		const parts = cutMonth({ start: START, end: END, cuts, pieces: hours, stored: [] });
		expect(parts.map(({ start, end, flags }) => [start, end, flags])).toEqual([[START, cuts[0], 0]]);
	});

	test('says which part something is missing of', () => {
		const hours = hoursOf(Array.from({ length: HOURS }, () => 1)).filter((_, i) => i < 200 || i > 260);
		const cuts = [START + 230 * HOUR];
		const parts = cutMonth({ start: START, end: END, cuts, pieces: hours, stored: [] });
		expect(parts.map(({ flags }) => flags & FLAG.MISSING)).toEqual([FLAG.MISSING, FLAG.MISSING]);
	});
});

describe('prices', () => {
	const day = (n: number) => START + n * 24 * HOUR;
	const at = (from: number, to: number | null, perUnit: string) =>
		priceOf({ from, to, perUnit, vat: '0.25', feePerDay: '0' });

	test('that change by the hour or by the day cut no month: the parts would tell hours and days', () => {
		const daily = [at(0, day(3), '1'), at(day(3), day(4), '2'), at(day(4), null, '3')];
		expect(cutsOf(daily, START, END)).toEqual([]);
	});

	test('that change a few times cut it where they do, and nowhere when they only begin anew', () => {
		const weekly = [
			at(0, day(3), '1'),
			at(day(3), day(12), '2'),
			at(day(12), day(20), '2'),
			at(day(20), null, '3')
		];
		expect(cutsOf(weekly, START, END)).toEqual([day(3), day(20)]);
	});
});
