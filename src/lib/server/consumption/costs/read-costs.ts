import { addMonths, civilDay, dayStart, firstOfMonth, firstOfYear } from '#lib/energy/calendar.ts';
import type { Bill, BillComparison, MonthBill, YearBill, YearMonth } from '#lib/energy/cost/bill.ts';
import { causesOf, isComparable } from '#lib/energy/cost/compare.ts';
import type { MediumCost } from '#lib/energy/cost/cost.ts';
import { oreOf, unitsOf } from '#lib/energy/cost/money.ts';
import { grossOf, sumOf } from '#lib/energy/cost/price.ts';
import { MEDIA, MEDIUM_FACTS, type Medium } from '#lib/energy/medium.ts';
import { readOffMedia } from '../off-media.ts';
import { periodOfHome, periodSpan } from '../periods.ts';
import type { Reader } from '../reader.ts';
import { mediumBill, oreSum } from './medium-bill.ts';
import { monthCost, ownSpan } from './month-cost.ts';
import { readCostCells, type CostCells } from './read-cells.ts';

/** `no_page`: the home is one's own, but there is no such period. */
export type CostsAnswer =
	| { readonly kind: 'no_home' }
	| { readonly kind: 'no_page' }
	| { readonly kind: 'costs'; readonly bill: Bill };

/** The bill of a month ('2026-11') or year ('2026') of a home, as whoever asks may see it. */
export async function readCosts(reader: Reader, homeId: string, period: string): Promise<CostsAnswer> {
	const isMonth = period.length > 4;
	const resolution = isMonth ? 'day' : 'month';
	const span = periodSpan(resolution, period, reader.now);
	const year = firstOfYear(span?.from ?? civilDay(reader.now, 'UTC'));
	const years = { from: addMonths(year, -12), to: addMonths(year, 12) };
	const cells = await readCostCells(reader, homeId, years, isMonth ? span : null);
	if (cells === null) return { kind: 'no_home' };
	const { timeZone, from, to } = cells.home;
	const steps = span && periodOfHome(resolution, span, [timeZone, from, to], reader.now);
	if (steps === null) return { kind: 'no_page' };
	const frame = { home: cells.home, period, ...steps, now: reader.now };
	const bill = isMonth ? await monthBill(reader, cells, frame) : yearBill(cells, frame);
	return { kind: 'costs', bill };
}

type Frame = Pick<MonthBill, 'home' | 'period' | 'firstDay' | 'lastDay' | 'previous' | 'next' | 'now'>;

/** The media of the home that may cost or earn something, in the order of the product. */
const mediaOf = ({ home, prices }: CostCells): Medium[] =>
	MEDIA.filter(
		(medium) =>
			home.media.includes(medium) &&
			MEDIUM_FACTS[medium].kind === 'counter' &&
			(medium !== 'electricity_export' || prices.has(medium))
	);

const costsOf = (cells: CostCells, month: string, now: number) =>
	mediaOf(cells).flatMap((medium) => monthCost(cells, medium, month, now) ?? []);

async function monthBill(reader: Reader, cells: CostCells, frame: Frame): Promise<MonthBill> {
	const month = `${frame.period}-01`;
	const found = costsOf(cells, month, frame.now);
	const noDays = found.flatMap(({ cost }) => {
		const meters = cells.meters.filter(({ medium }) => medium === cost.medium);
		return meters.some(({ days }) => days.length > 0) ? [] : [cost.medium];
	});
	const off = await readOffMedia(reader, frame.home.id, 'day', noDays);
	const costs = found.map(({ cost }) => cost);
	return {
		...{ kind: 'month', ...frame, ...oreSum(costs) },
		media: found.map((one) =>
			mediumBill(
				cells,
				one,
				{ month, now: frame.now },
				off.find(({ medium }) => medium === one.cost.medium)?.reason ?? null
			)
		),
		provisional: costs.some(({ provisional }) => provisional),
		priced: costs.some(({ priced }) => priced),
		comparison: compared(cells, frame, [month])
	};
}

function yearBill(cells: CostCells, frame: Frame): YearBill {
	const months = monthsOf(frame);
	const byMonth = months.map((month) => costsOf(cells, month, frame.now).map(({ cost }) => cost));
	const all = byMonth.flat();
	return {
		...{ kind: 'year', ...frame, ...oreSum(all) },
		months: byMonth.flatMap((costs, i): YearMonth[] => {
			if (costs.length === 0) return [];
			return [
				{
					month: (months[i] ?? '').slice(0, 7),
					media: costs.map(({ medium, gross }) => ({ medium, gross: oreOf(gross) })),
					gross: oreSum(costs).gross,
					provisional: costs.some(({ provisional }) => provisional),
					incomplete: costs.some(isIncomplete)
				}
			];
		}),
		media: mediaOf(cells).flatMap((medium) => {
			const own = all.filter((cost) => cost.medium === medium);
			if (own.length === 0) return [];
			const used = own.flatMap(({ uses, unpriced }) => [...uses, ...unpriced]);
			const quantity = used.reduce((sum, one) => sum + (one.quantity ?? 0n), 0n);
			return [{ medium, unit: MEDIUM_FACTS[medium].unit, quantity: unitsOf(quantity), ...oreSum(own) }];
		}),
		provisional: all.some(({ provisional }) => provisional),
		priced: all.some(({ priced }) => priced),
		comparison: compared(cells, frame, months)
	};
}

/** Something is in no amount; of a month that goes on, more than the hour that is running. */
const isIncomplete = ({ unpriced, priced, provisional }: MediumCost): boolean =>
	priced && unpriced.some(({ reason }) => !provisional || reason !== 'partly');

/** The civil months of a year's period, by their first days. */
function monthsOf({ firstDay, lastDay }: Frame): string[] {
	const months: string[] = [];
	for (let month = firstOfMonth(firstDay); month <= lastDay; month = addMonths(month, 1)) months.push(month);
	return months;
}

/**
 * The same months a year before: only where both are whole months of the own time, over, and measured throughout, and
 * the same media are priced. Else there is no honest comparison.
 */
function compared(cells: CostCells, frame: Frame, months: readonly string[]): BillComparison | null {
	const before = months.map((month) => addMonths(month, -12));
	if (![...months, ...before].every((month) => isWholeMonth(cells, month))) return null;
	if (frame.period.length === 4 && months.length < 12) return null;
	const costs = (list: readonly string[]) =>
		list.flatMap((month) => costsOf(cells, month, frame.now).map(({ cost }) => cost));
	const [now, then] = [costs(months), costs(before)];
	if (!isComparable(now) || !isComparable(then) || pricedMedia(now) !== pricedMedia(then)) return null;
	const [is, was] = [grossOf(sumOf(now)), grossOf(sumOf(then))];
	return {
		period: frame.period.length === 4 ? String(Number(frame.period) - 1) : (before[0] ?? '').slice(0, 7),
		gross: oreOf(was),
		difference: oreOf(is - was),
		causes: months.length === 1 ? causesOf(now, then) : []
	};
}

const pricedMedia = (costs: readonly MediumCost[]): string =>
	[...new Set(costs.filter(({ priced }) => priced).map(({ medium }) => medium))].join();

function isWholeMonth(cells: CostCells, month: string): boolean {
	const { timeZone } = cells.home;
	const span = ownSpan(cells, month);
	return (
		span !== null &&
		span.start === dayStart(month, timeZone) &&
		span.end === dayStart(addMonths(month, 1), timeZone)
	);
}

/** The month that costs begin with: the present one, or the last of a home that is no longer one's own. */
export function latestMonth(
	home: { readonly to: number | null; readonly timeZone: string },
	now: number
): string {
	return civilDay(Math.min(now, (home.to ?? Infinity) - 1), home.timeZone).slice(0, 7);
}
