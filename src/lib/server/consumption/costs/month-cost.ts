import { dayStart } from '#lib/energy/calendar.ts';
import type { CounterCell } from '#lib/energy/cell.ts';
import { costOf, type MediumCost } from '#lib/energy/cost/cost.ts';
import { cutsOf } from '#lib/energy/cost/cut.ts';
import { exactQuantity } from '#lib/energy/cost/money.ts';
import type { UsedCell } from '#lib/energy/cost/use.ts';
import { amountOf } from '#lib/energy/fold.ts';
import { inUnits } from '#lib/energy/combine.ts';
import type { Medium } from '#lib/energy/medium.ts';
import { FLAG } from '#lib/energy/quality.ts';
import { nextMonth, type CostCells, type CostMeter } from './read-cells.ts';

/** One meter's interval of a month, as it is priced. */
export interface MeterCell {
	readonly meter: CostMeter;
	readonly cell: CounterCell;
	readonly used: UsedCell;
}

/** A month's cost of a medium, and the intervals that it was worked out from. */
export interface MonthCost {
	readonly cost: MediumCost;
	readonly cells: readonly MeterCell[];
}

/** The home's own time within a civil month (its first day), UTC seconds; null when there is none. */
export function ownSpan(
	{ home }: CostCells,
	month: string
): { readonly start: number; readonly end: number } | null {
	const start = Math.max(dayStart(month, home.timeZone), home.from);
	const end = Math.min(dayStart(nextMonth(month), home.timeZone), home.to ?? Infinity);
	return start < end ? { start, end } : null;
}

/**
 * What a medium costs in a civil month: from months and, where its price changes within, their parts, and from nothing
 * finer. So it is the same whatever else may be read or is kept. Null outside the home's own time.
 */
export function monthCost(cells: CostCells, medium: Medium, month: string, now: number): MonthCost | null {
	const span = ownSpan(cells, month);
	if (span === null || span.start > now) return null;
	const prices = cells.prices.get(medium) ?? [];
	const zone = cells.home.timeZone;
	const whole = { start: dayStart(month, zone), end: dayStart(nextMonth(month), zone) };
	const cuts = cutsOf(prices, whole.start, whole.end);
	const meters = cells.meters.filter((meter) => meter.medium === medium && isIn(meter, span));
	const own = meters.flatMap((meter) => cellsOf(meter, month, cuts).map((cell) => ({ meter, cell })));
	const parts = own.map(({ meter, cell }): MeterCell => ({ meter, cell, used: usedOf(meter, cell, span) }));
	const silent = meters
		.filter((meter) => !meter.months.has(month))
		.map((meter): UsedCell => ({
			...clipped(span, meter),
			quantity: null,
			flags: FLAG.MISSING | FLAG.ABSENT
		}));
	const cost = costOf({
		medium,
		span,
		cells: [...parts.map(({ used }) => used), ...silent],
		prices,
		now,
		zone
	});
	return { cost, cells: parts };
}

function isIn({ installed, removed }: CostMeter, span: { start: number; end: number }): boolean {
	return installed < span.end && (removed === null || removed > span.start);
}

/** The month's parts where they are all there; else the month as one. */
function cellsOf(meter: CostMeter, month: string, cuts: readonly number[]): readonly CounterCell[] {
	const whole = meter.months.get(month);
	if (whole === undefined) return [];
	const parts = cuts.length === 0 ? [] : (meter.parts.get(month) ?? []);
	const bounds = parts.slice(1).every(({ start }) => cuts.includes(start));
	const sum = parts.reduce((total, part) => total + amountOf(part), 0);
	return parts.length > 0 && bounds && sum === amountOf(whole) ? parts : [whole];
}

function clipped(span: { start: number; end: number }, { installed, removed }: CostMeter) {
	return { start: Math.max(span.start, installed), end: Math.min(span.end, removed ?? Infinity) };
}

/** A stored interval bears whole civil months' bounds; a price need not hold where the home or the meter was not yet. */
function usedOf(meter: CostMeter, cell: CounterCell, span: { start: number; end: number }): UsedCell {
	const own = clipped(span, meter);
	const [start, end] = [Math.max(cell.start, own.start), Math.min(cell.end, own.end)];
	const bounds = start < end ? { start, end } : { start: cell.start, end: cell.end };
	const known = (cell.flags & FLAG.ABSENT) === 0;
	const quantity = known ? exactQuantity(inUnits(amountOf(cell), meter.scale)) : null;
	return { ...bounds, quantity, flags: cell.flags };
}
