import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayStart, HOME_ZONE, HOUR } from '../calendar.ts';
import { FLAG } from '../quality.ts';
import { costOf, type CostQuestion } from './cost.ts';
import { decimal, exactQuantity, kronorOf, oreOf, unitsOf } from './money.ts';
import { priceChanges, priceOf, type Price } from './price.ts';
import type { UsedCell } from './use.ts';

const START = dayStart('2026-11-01');
const END = dayStart('2026-12-01');

function price(from: number, to: number | null, perUnit = '2.5', feePerDay = '0', vat = '0.25'): Price {
	return priceOf({ from, to, perUnit, vat, feePerDay });
}

function cell(start: number, end: number, amount: number | null, flags = 0): UsedCell {
	return { start, end, quantity: amount === null ? null : exactQuantity(amount), flags };
}

function cost(cells: readonly UsedCell[], prices: readonly Price[], more: Partial<CostQuestion> = {}) {
	return costOf({
		medium: 'electricity',
		span: { start: START, end: END },
		cells,
		prices,
		now: END,
		zone: HOME_ZONE,
		...more
	});
}

describe('an amount', () => {
	test('is consumption × price and VAT, exact, and rounded once', () => {
		const { uses, net, vat, gross } = cost([cell(START, END, 0.123)], [price(0, null, '1.184')]);
		expect(uses).toHaveLength(1);
		expect(net).toBe(1_456_320_000_000_000n);
		expect(vat).toBe(364_080_000_000_000n);
		expect(oreOf(gross)).toBe(18);
	});

	test('of half an öre goes away from zero, on either side', () => {
		expect(oreOf(5n * 10n ** 13n)).toBe(1);
		expect(oreOf(-5n * 10n ** 13n)).toBe(-1);
		expect(kronorOf(123_449_999_999_999_999n)).toBe(12.34);
	});

	test('is not what one gets by rounding its parts', () => {
		const cells = Array.from({ length: 3 }, (_, i) => cell(START + i * HOUR, START + (i + 1) * HOUR, 0.001));
		expect(oreOf(cost(cells, [price(0, null, '3')]).gross)).toBe(1);
		expect(oreOf(cost(cells.slice(0, 1), [price(0, null, '3')]).gross)).toBe(0);
	});

	test('of what is delivered is a credit, and its fixed fee a cost', () => {
		const sold = cost([cell(START, END, 100)], [price(0, null, '0.6', '0.5', '0')], {
			medium: 'electricity_export'
		});
		expect(kronorOf(sold.uses[0]?.net ?? 0n)).toBe(-60);
		expect(kronorOf(sold.gross)).toBe(-45);
	});
});

describe('a price that changes', () => {
	const change = dayStart('2026-11-10') + 14 * HOUR;
	const prices = [price(0, change, '1'), price(change, null, '2')];

	test('at 14:00 leaves earlier hours alone', () => {
		const hours = [13, 14].map((hour) => cell(change + (hour - 14) * HOUR, change + (hour - 13) * HOUR, 10));
		const { uses } = cost(hours, prices);
		expect(uses.map(({ quantity, net }) => [unitsOf(quantity), kronorOf(net)])).toEqual([
			[10, 10],
			[10, 20]
		]);
	});

	test('within an hour holds from the next one on', () => {
		const late = [price(0, change - 600, '1'), price(change - 600, null, '2')];
		expect(priceChanges(late, START, END)).toEqual([change]);
		const { uses } = cost([cell(change - HOUR, change, 10)], late);
		expect(uses.map(({ net }) => kronorOf(net))).toEqual([10]);
	});

	test('within an interval whose parts are not known gives no amount but the least and the most it can be', () => {
		const { gross, unpriced } = cost([cell(START, END, 100)], prices);
		expect(gross).toBe(0n);
		expect(unpriced).toHaveLength(1);
		expect(unpriced[0]).toMatchObject({ reason: 'uncut', quantity: exactQuantity(100) });
		expect(unpriced[0]?.between?.map(kronorOf)).toEqual([125, 250]);
	});
});

describe('what is not known', () => {
	test('is missing and never zero', () => {
		const cells = [
			cell(START, START + HOUR, 1),
			cell(START + HOUR, START + 2 * HOUR, null, FLAG.MISSING | FLAG.ABSENT)
		];
		const { uses, unpriced } = cost(cells, [price(0, null)]);
		expect(uses.map(({ quantity }) => unitsOf(quantity))).toEqual([1]);
		expect(unpriced).toEqual([
			{ reason: 'missing', start: START + HOUR, end: START + 2 * HOUR, quantity: null, between: null }
		]);
	});

	test('in part is said beside the amount of the rest', () => {
		const { uses, unpriced } = cost([cell(START, END, 7, FLAG.MISSING)], [price(0, null)]);
		expect(uses).toHaveLength(1);
		expect(unpriced.map(({ reason }) => reason)).toEqual(['partly']);
	});

	test('to cost anything, because no price holds, is a quantity without an amount', () => {
		const { gross, priced, unpriced } = cost([cell(START, END, 7)], []);
		expect([gross, priced]).toEqual([0n, false]);
		expect(unpriced).toMatchObject([{ reason: 'no_price', quantity: exactQuantity(7) }]);
	});

	test('by the hour within a gap is counted, and how much of it is told', () => {
		const cells = [
			cell(START, START + HOUR, 3),
			cell(START + HOUR, START + 2 * HOUR, 4, FLAG.INTERPOLATED | FLAG.END_IN_GAP)
		];
		expect(cost(cells, [price(0, null)]).uses[0]).toMatchObject({
			quantity: exactQuantity(7),
			spread: exactQuantity(4)
		});
	});

	test('yet makes it provisional until the span is over', () => {
		expect(cost([], [price(0, null)], { now: END - 1 }).provisional).toBe(true);
		expect(cost([], [price(0, null)], { now: END }).provisional).toBe(false);
	});
});

describe('the fixed fee', () => {
	const fee = [price(0, null, '1', '1')];
	const days = (from: number, to: number, now = to, prices = fee) =>
		cost([], prices, { span: { start: from, end: to }, now }).fees.map((line) => line.days);

	test('is a day’s on the days of 23 and of 25 hours too', () => {
		expect(days(dayStart('2026-03-29'), dayStart('2026-03-30'))).toEqual([1]);
		expect(days(dayStart('2026-10-25'), dayStart('2026-10-26'))).toEqual([1]);
		expect(days(dayStart('2026-10-01'), dayStart('2026-11-01'))).toEqual([31]);
	});

	test('of a day on which the home changes hands is paid once, by whoever moves in', () => {
		const noon = dayStart('2026-11-15') + 12 * HOUR;
		expect(days(START, noon)).toEqual([14]);
		expect(days(noon, END)).toEqual([16]);
	});

	test('is not asked for days to come', () => {
		expect(days(START, END, dayStart('2026-11-03') + 7)).toEqual([3]);
		expect(days(START, END, START - 1)).toEqual([]);
	});

	test('of a day is the one that holds when the day begins, or else the first within it', () => {
		const change = dayStart('2026-11-10') + 14 * HOUR;
		const lines = (prices: readonly Price[]) =>
			cost([], prices).fees.map((line) => [line.firstDay, line.lastDay, line.days]);
		expect(lines([price(0, change, '1', '1'), price(change, null, '1', '2')])).toEqual([
			['2026-11-01', '2026-11-10', 10],
			['2026-11-11', '2026-11-30', 20]
		]);
		expect(lines([price(change, null, '1', '2')])).toEqual([['2026-11-10', '2026-11-30', 21]]);
	});
});

describe('the sum', () => {
	const zone = HOME_ZONE;
	const from = dayStart('2026-10-20', zone);
	const hours = 14 * 24;
	const wattHours = fc.array(fc.integer({ min: 0, max: 40_000 }), { minLength: hours, maxLength: hours });
	/** Hours since `from` at which the price changes, and what it then is. */
	const tariffs = fc.uniqueArray(
		fc.record({
			hour: fc.integer({ min: 1, max: hours - 1 }),
			micro: fc.integer({ min: 0, max: 9_000_000 })
		}),
		{ maxLength: 4, selector: ({ hour }) => hour }
	);
	const cuts = fc.uniqueArray(fc.integer({ min: 1, max: hours - 1 }), { maxLength: 12 });

	function pricesOf(changes: readonly { hour: number; micro: number }[]): Price[] {
		const sorted = [...changes].sort((a, b) => a.hour - b.hour);
		return [{ hour: -1000, micro: 1_184_000 }, ...sorted].map(({ hour, micro }, i, all) => ({
			from: from + hour * HOUR,
			to: i + 1 < all.length ? from + (all[i + 1]?.hour ?? 0) * HOUR : null,
			perUnit: BigInt(micro),
			vat: 2500n,
			feePerDay: BigInt(i)
		}));
	}

	function cellsCut(amounts: readonly number[], at: readonly number[]): UsedCell[] {
		const bounds = [...new Set([0, ...at, hours])].sort((a, b) => a - b);
		return bounds.slice(1).map((end, i) => {
			const start = bounds[i] ?? 0;
			const sum = amounts.slice(start, end).reduce((a, b) => a + b, 0);
			return cell(from + start * HOUR, from + end * HOUR, sum / 1000);
		});
	}

	const priced = (cells: readonly UsedCell[], prices: readonly Price[]) =>
		costOf({
			medium: 'electricity',
			span: { start: from, end: from + hours * HOUR },
			cells,
			prices,
			now: from + hours * HOUR,
			zone
		});

	test('is the same over any finer cutting, and every line is', () => {
		fc.assert(
			fc.property(wattHours, tariffs, cuts, (amounts, changes, finer) => {
				const prices = pricesOf(changes);
				const needed = changes.map(({ hour }) => hour);
				const coarse = priced(cellsCut(amounts, needed), prices);
				const fine = priced(cellsCut(amounts, [...needed, ...finer]), prices);
				expect(coarse.unpriced).toEqual([]);
				expect(fine).toEqual(coarse);
			}),
			{ numRuns: 60 }
		);
	});

	test('is the same when a price is renewed without a change, whenever that is', () => {
		fc.assert(
			fc.property(
				wattHours,
				tariffs,
				fc.integer({ min: 0, max: hours * HOUR }),
				(amounts, changes, second) => {
					const prices = pricesOf(changes);
					const at = from + second;
					const split = prices.flatMap((one) =>
						one.from < at && (one.to === null || one.to > at)
							? [
									{ ...one, to: at },
									{ ...one, from: at }
								]
							: [one]
					);
					const cells = cellsCut(
						amounts,
						changes.map(({ hour }) => hour)
					);
					const sums = ({ net, vat, unpriced, fees, uses }: ReturnType<typeof priced>) => ({
						net,
						vat,
						unpriced,
						fees: fees.map(({ days }) => days),
						uses: uses.map(({ quantity }) => quantity)
					});
					expect(sums(priced(cells, split))).toEqual(sums(priced(cells, prices)));
				}
			),
			{ numRuns: 60 }
		);
	});

	test('is the same when the meter was exchanged within, and when several meters share it', () => {
		fc.assert(
			fc.property(wattHours, fc.integer({ min: 1, max: hours - 1 }), (amounts, exchange) => {
				const prices = pricesOf([]);
				const old = cellsCut(amounts, [exchange]).slice(0, 1);
				const fresh = cellsCut(amounts, [exchange]).slice(1);
				const shared = amounts.map((amount) => Math.floor(amount / 3));
				const rest = amounts.map((amount, i) => amount - (shared[i] ?? 0));
				const whole = priced(cellsCut(amounts, []), prices);
				expect(priced([...fresh, ...old], prices)).toEqual(whole);
				expect(priced([...cellsCut(shared, []), ...cellsCut(rest, [])], prices)).toEqual(whole);
			}),
			{ numRuns: 30 }
		);
	});

	test('of a year is the sum of its months', () => {
		const prices = pricesOf([{ hour: 100, micro: 2_000_000 }]);
		const middle = dayStart('2026-10-27', zone);
		const end = from + hours * HOUR;
		const at = (middle - from) / HOUR;
		const cells = cellsCut(
			Array.from({ length: hours }, (_, i) => i),
			[100, at]
		);
		const part = (start: number, until: number) =>
			costOf({
				medium: 'electricity',
				span: { start, end: until },
				cells: cells.filter((each) => each.start >= start && each.end <= until),
				prices,
				now: end,
				zone
			});
		expect(part(from, middle).gross + part(middle, end).gross).toBe(part(from, end).gross);
		expect(part(from, end).gross).toBeGreaterThan(0n);
	});
});

describe('a number of a price list', () => {
	test('is read exactly, or refused', () => {
		expect(decimal('23.2', 6)).toBe(23_200_000n);
		expect(decimal('-0.5', 4)).toBe(-5000n);
		expect(decimal('1.150000', 4)).toBe(11_500n);
		expect(() => decimal('1.23456', 4)).toThrow(RangeError);
		expect(() => decimal('1e3', 4)).toThrow(RangeError);
	});
});
