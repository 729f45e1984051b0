import { addMonths, dayStart, firstOfMonth } from '../calendar.ts';
import { isMeasured, yearBefore, type Pair } from '../compare.ts';
import { costOf, type MediumCost } from '../cost/cost.ts';
import { feeLines } from '../cost/fees.ts';
import { kronorOf, type ExactSek } from '../cost/money.ts';
import { grossOf, steadyPrices, sumOf, type Price } from '../cost/price.ts';
import { priceUse, usedCells } from '../cost/use.ts';
import type { Forecast } from '../forecast.ts';
import type { Medium } from '../medium.ts';
import type { Point } from '../series.ts';
import { daysOf, type Known } from './known.ts';
import type { MediumOverview, MonthCost } from './overview.ts';
import { presentPairs } from './so-far.ts';

/** A smaller difference, as a share of last year's cost, is about the same. */
const SAME = 0.03;
/** What prices make of it is told from so many kronor on. */
const LEAST_TOLD = 5;
/** How much the media of a home go up and down together: guests shower, cook and wash. */
const TOGETHER = 0.5;

export type Prices = ReadonlyMap<Medium, readonly Price[]>;

interface Part {
	readonly known: Known;
	readonly overview: MediumOverview;
	readonly prices: readonly Price[];
	readonly cost: MediumCost;
}

/** What the month costs so far, beside last year and at its end. null when nothing of the home has a price. */
export function monthCost(
	media: readonly (readonly [Known, MediumOverview])[],
	prices: Prices
): MonthCost | null {
	const parts = media.flatMap(([known, overview]): Part[] => {
		const own = prices.get(known.medium) ?? [];
		const cost = costSoFar(known, own);
		return cost.priced && !known.frame.isLeft ? [{ known, overview, prices: own, cost }] : [];
	});
	if (parts.length === 0) return null;
	const exact = parts.reduce((sum, part) => sum + part.cost.gross + uncut(part.cost), 0n);
	const changes = parts.flatMap((part) => changeOf(part) ?? []);
	const sum = (of: keyof Change) => kronorOf(changes.reduce((total, each) => total + each[of], 0n));
	const isCompared = changes.length === parts.length;
	const [change, before, atOld] = [sum('change'), Math.abs(sum('before')), sum('atOldPrices')];
	const isWorthAWord = Math.abs(change - atOld) >= Math.max(LEAST_TOLD, SAME * before);
	return {
		total: kronorOf(exact),
		media: parts.map(({ known: { medium }, cost }) => ({
			medium,
			cost: kronorOf(cost.gross + uncut(cost))
		})),
		change: isCompared ? change : null,
		isSame: isCompared && Math.abs(change) <= SAME * before,
		changeAtOldPrices: isCompared && isWorthAWord ? atOld : null,
		forecast: costForecast(parts),
		isPart: parts.some(({ cost }) => cost.unpriced.some(({ between }) => between === null))
	};
}

function presentSpan({ frame, today }: Known): { readonly start: number; readonly end: number } {
	const month = firstOfMonth(today);
	const end = Math.min(dayStart(addMonths(month, 1), frame.zone), frame.end);
	return { start: Math.max(dayStart(month, frame.zone), frame.start), end };
}

/** The days that are known, hours where the open day's are; the stored month where no days are. */
function costSoFar(known: Known, prices: readonly Price[]): MediumCost {
	const { medium, frame, today, byDay, byMonth } = known;
	const days = daysOf(known, today.slice(0, 7)).flatMap((day) => hoursOrDay(known, day, prices));
	const stored = byMonth.get(today.slice(0, 7));
	const points = known.reads !== 'month' && byDay.size > 0 ? days : stored === undefined ? [] : [stored];
	return costOf({
		medium,
		span: presentSpan(known),
		cells: usedCells(points),
		prices,
		now: frame.at,
		zone: frame.zone
	});
}

/** A day within which a price changes is priced by its hours, where they are known. */
function hoursOrDay({ byDay, hours }: Known, day: string, prices: readonly Price[]): readonly Point[] {
	const point = byDay.get(day);
	if (point === undefined) return [];
	const isCut = steadyPrices(prices).some(({ from }) => from > point.start && from < point.end);
	const within = isCut ? hours.filter(({ start, end }) => start >= point.start && end <= point.end) : [];
	return within.length > 0 ? within : [point];
}

/** Of days that a price change cuts and whose hours are not known: the middle of what they can have cost. */
const uncut = ({ unpriced }: MediumCost): ExactSek =>
	unpriced.reduce((sum, { between }) => sum + (between === null ? 0n : (between[0] + between[1]) / 2n), 0n);

interface Change {
	readonly change: ExactSek;
	readonly before: ExactSek;
	/** The change had prices and fees stayed as they were. */
	readonly atOldPrices: ExactSek;
}

/** Like with like: what was used on the days compared, at each year's prices, and the fees of as many days. */
function changeOf({ known, overview, prices }: Part): Change | null {
	const twin = yearBefore(known.today);
	if (overview.month.comparison?.kind !== 'compared' || twin === null) return null;
	const both = presentPairs(known).filter(
		({ now, before, isOwn }: Pair) => isOwn && isMeasured(now) && isMeasured(before)
	);
	const used = (of: 'now' | 'before', at: 'now' | 'before') => {
		const points = both.flatMap((pair) => {
			const [use, time] = [pair[of], pair[at]];
			return use === undefined || time === undefined ? [] : [{ ...use, start: time.start, end: time.end }];
		});
		return priceUse(usedCells(points), prices, known.medium === 'electricity_export');
	};
	const all = [used('now', 'now'), used('before', 'before'), used('now', 'before')] as const;
	if (all.some(({ unpriced }) => unpriced.length > 0)) return null;
	const [now, before, atOld] = all.map(({ lines }) => grossOf(sumOf(lines))) as [bigint, bigint, bigint];
	const lastYear = before + feesUntil(twin, known, prices);
	return {
		change: now + feesUntil(known.today, known, prices) - lastYear,
		before: lastYear,
		atOldPrices: atOld - before
	};
}

/** The fixed fees of a month up to a civil day, that day included. */
function feesUntil(day: string, { frame: { zone, start } }: Known, prices: readonly Price[]): ExactSek {
	const first = firstOfMonth(day);
	const span = {
		start: Math.max(dayStart(first, zone), start),
		end: dayStart(addMonths(first, 1), zone)
	};
	return grossOf(sumOf(feeLines(prices, { span, now: dayStart(day, zone), zone })));
}

/** Each medium's forecast at the price of today, and the fees of the whole month. null unless all have one. */
function costForecast(parts: readonly Part[]): Forecast | null {
	let [expected, fees] = [0, 0n];
	const halves: { below: number; above: number }[] = [];
	for (const { known, overview, prices, cost } of parts) {
		const { forecast, month } = overview;
		const { at, zone } = known.frame;
		const price = steadyPrices(prices).findLast(({ from, to }) => from <= at && (to === null || to > at));
		if (forecast === null || price === undefined) return null;
		const [one] = priceUse(
			[{ start: at, end: at, quantity: 1_000_000n, flags: 0 }],
			[{ ...price, from: 0, to: null }],
			known.medium === 'electricity_export'
		).lines;
		const each = one === undefined ? 0 : Number(grossOf(one)) / 1e16;
		const more = (amount: number) => Math.max(0, amount - (month.amount ?? 0)) * each;
		const use = grossOf(sumOf(cost.uses)) + uncut(cost);
		expected += kronorOf(use) + more(forecast.expected);
		const ends = [more(forecast.low), more(forecast.high)].map((end) => end - more(forecast.expected));
		halves.push({ below: -Math.min(...ends), above: Math.max(...ends) });
		const span = presentSpan(known);
		fees += grossOf(sumOf(feeLines(prices, { span, now: span.end, zone })));
	}
	expected += kronorOf(fees);
	return {
		expected,
		low: expected - togetherOf(halves.map(({ below }) => below)),
		high: expected + togetherOf(halves.map(({ above }) => above))
	};
}

/** The half width of a sum, from those of its parts. */
function togetherOf(halves: readonly number[]): number {
	const sum = halves.reduce((total, half) => total + half, 0);
	const squares = halves.reduce((total, half) => total + half ** 2, 0);
	return Math.sqrt(TOGETHER * sum ** 2 + (1 - TOGETHER) * squares);
}
