import { civilDay } from '#lib/energy/calendar.ts';
import { inUnits } from '#lib/energy/combine.ts';
import type { BillMeter, BillUse, MediumBill, Ore } from '#lib/energy/cost/bill.ts';
import type { MediumCost } from '#lib/energy/cost/cost.ts';
import { daysOfLines } from '#lib/energy/cost/days.ts';
import { exactQuantity, oreOf, unitsOf } from '#lib/energy/cost/money.ts';
import { grossOf, sumOf, type Amount } from '#lib/energy/cost/price.ts';
import type { UseLine } from '#lib/energy/cost/use.ts';
import { amountOf } from '#lib/energy/fold.ts';
import { MEDIUM_FACTS } from '#lib/energy/medium.ts';
import { FLAG } from '#lib/energy/quality.ts';
import type { OffReason } from '#lib/privacy/choice.ts';
import type { MeterCell, MonthCost } from './month-cost.ts';
import { nextMonth, type CostCells } from './read-cells.ts';

/** An exact amount in öre. */
function oreOfAmount({ net, vat }: Amount): Ore {
	return { net: oreOf(net), vat: oreOf(vat), gross: oreOf(grossOf({ net, vat })) };
}

/** The sum of exact amounts in öre, rounded once. */
export function oreSum(amounts: readonly Amount[]): Ore {
	return oreOfAmount(sumOf(amounts));
}

/** A medium of a month as the bill shows it. */
export function mediumBill(
	cells: CostCells,
	{ cost, cells: priced }: MonthCost,
	{ month, now }: { readonly month: string; readonly now: number },
	daysOff: OffReason | null
): MediumBill {
	const { medium } = cost;
	return {
		medium,
		unit: MEDIUM_FACTS[medium].unit,
		...oreOfAmount(cost),
		uses: usesOf(cells, cost, priced, month),
		fees: cost.fees.map((fee) => ({
			...oreOfAmount(fee),
			firstDay: fee.firstDay,
			lastDay: fee.lastDay,
			days: fee.days,
			feePerDay: Number(fee.price.feePerDay) / 1e4,
			vatShare: Number(fee.price.vat) / 1e4
		})),
		unknown: toldOf(cells, cost, now).map(({ reason, start, end, quantity, between }) => ({
			...{ reason, start, end },
			quantity: quantity === null ? null : unitsOf(quantity),
			between: between && ([oreOf(between[0]), oreOf(between[1])] as const)
		})),
		priced: cost.priced,
		daysOff
	};
}

/**
 * What is not known. In a month that goes on the hour that is running makes it look as if something were missing: that
 * is said only where a day that is over lacks something.
 */
function toldOf({ home, meters }: CostCells, { medium, provisional, unpriced }: MediumCost, now: number) {
	if (!provisional) return unpriced;
	const today = civilDay(now, home.timeZone);
	const isMissing = meters
		.filter((meter) => meter.medium === medium)
		.some(({ days }) =>
			days.some(({ start, flags }) => flags & FLAG.MISSING && civilDay(start, home.timeZone) < today)
		);
	return isMissing ? unpriced : unpriced.filter(({ reason }) => reason !== 'partly');
}

function usesOf(
	cells: CostCells,
	cost: MediumCost,
	priced: readonly MeterCell[],
	month: string
): readonly BillUse[] {
	const { timeZone } = cells.home;
	const days = cells.meters
		.filter(({ medium }) => medium === cost.medium)
		.flatMap(({ days: own, scale }) =>
			own.map((cell) => ({
				...{ start: cell.start, end: cell.end, flags: cell.flags, day: civilDay(cell.start, timeZone) },
				quantity: cell.flags & FLAG.ABSENT ? null : exactQuantity(inUnits(amountOf(cell), scale))
			}))
		)
		.filter(({ day }) => day >= month && day < nextMonth(month));
	const lists = daysOfLines(cost.uses, days, cost.medium === 'electricity_export');
	// days that are not all kept any more do not tell the line's own amount
	const known = days.reduce((sum, { quantity }) => sum + (quantity ?? 0n), 0n);
	const isWhole = days.length > 0 && known === cost.uses.reduce((sum, { quantity }) => sum + quantity, 0n);
	return cost.uses.map((line, i) => ({
		...oreOfAmount(line),
		start: line.start,
		end: line.end,
		quantity: unitsOf(line.quantity),
		pricePerUnit: Number(line.price.perUnit) / 1e6,
		vatShare: Number(line.price.vat) / 1e4,
		spread: unitsOf(line.spread),
		flags: line.flags,
		meters: metersOf(line, priced),
		days: isWhole ? (lists[i] ?? []) : null
	}));
}

/** The registers that a line's quantity is the difference of, meter by meter. */
function metersOf(line: UseLine, priced: readonly MeterCell[]): BillMeter[] {
	const inside = priced.filter(
		({ used }) => used.start >= line.price.from && used.end <= (line.price.to ?? Infinity)
	);
	return inside.map(({ meter: { serial, scale }, cell }) => {
		const known = (cell.flags & FLAG.ABSENT) === 0;
		const units = (register: number) => (known ? inUnits(register, scale) : null);
		return {
			serial,
			from: units(cell.from),
			to: units(cell.to),
			step: inUnits(cell.step, scale),
			amount: units(amountOf(cell)),
			flags: cell.flags
		};
	});
}
