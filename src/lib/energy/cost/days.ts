import type { BillDay } from './bill.ts';
import { oreOf, unitsOf, type ExactQuantity } from './money.ts';
import { amountOfUse, grossOf, type Price } from './price.ts';
import type { UsedCell, UseLine } from './use.ts';

/**
 * The days of a month's lines: the lines' own quantities, so that the days of a line add up to it exactly. A day within
 * which the price changes has a part in both lines: what the line's other days leave of it.
 * @param days cells of civil days, time ascending, of one or more meters; those of a day are summed
 * @returns the days of each line, in the lines' order
 */
export function daysOfLines(
	lines: readonly UseLine[],
	days: readonly (UsedCell & { readonly day: string })[],
	credit: boolean
): BillDay[][] {
	const sums = [...Map.groupBy(days, ({ day }) => day)].map(([day, cells]) => ({ day, ...sumOfDay(cells) }));
	const rest = new Map(sums.map(({ day, quantity }) => [day, quantity]));
	return lines.map((line) => {
		const { price } = line;
		const touching = sums.filter(({ start, end }) => start < (price.to ?? Infinity) && end > price.from);
		const isWhole = ({ start, end }: { start: number; end: number }) =>
			start >= price.from && end <= (price.to ?? Infinity);
		const whole = touching.filter(isWhole);
		const left = line.quantity - whole.reduce((sum, { quantity }) => sum + (quantity ?? 0n), 0n);
		const broken = touching.filter((day) => !isWhole(day));
		const begun = broken.filter(({ start }) => start < price.from);
		const before = begun.reduce((sum, { day }) => sum + (rest.get(day) ?? 0n), 0n);
		return touching.map(({ day, start, end, quantity, flags }) => {
			if (isWhole({ start, end })) return dayOf({ day, quantity, flags, isPart: false }, price, credit);
			// a day that an earlier line has begun gives what that left; one that goes on, what this line leaves
			const part = start < price.from ? (rest.get(day) ?? 0n) : left - before;
			rest.set(day, (rest.get(day) ?? 0n) - part);
			return dayOf({ day, quantity: part, flags, isPart: true }, price, credit);
		});
	});
}

function sumOfDay(cells: readonly UsedCell[]): UsedCell {
	const known = cells.flatMap(({ quantity }) => (quantity === null ? [] : [quantity]));
	return {
		start: Math.min(...cells.map(({ start }) => start)),
		end: Math.max(...cells.map(({ end }) => end)),
		quantity: known.length === 0 ? null : known.reduce((a, b) => a + b, 0n),
		flags: cells.reduce((all, { flags }) => all | flags, 0)
	};
}

function dayOf(
	{ quantity, ...rest }: { day: string; quantity: ExactQuantity | null; flags: number; isPart: boolean },
	price: Price,
	credit: boolean
): BillDay {
	if (quantity === null) return { ...rest, quantity: null, gross: null };
	const gross = grossOf(amountOfUse(quantity, price));
	return { ...rest, quantity: unitsOf(quantity), gross: oreOf(credit ? -gross : gross) };
}
