import type { YearBill } from '#lib/energy/cost/bill.ts';
import type { Medium } from '#lib/energy/medium.ts';
import { ticksOf } from './ticks.ts';

/** A medium's piece of a month's bar. Shares of the graph's height from its top, 0 to 1000. */
export interface BarPiece {
	readonly medium: Medium;
	readonly y: number;
	readonly height: number;
}

export interface CostBar {
	/** '2026-03'. */
	readonly month: string;
	readonly pieces: readonly BarPiece[];
	readonly provisional: boolean;
	/** null: outside the home's time, or still to come. */
	readonly gross: number | null;
}

export interface CostBars {
	readonly bars: readonly CostBar[];
	/** Öre, from the highest down. */
	readonly ticks: readonly { readonly ore: number; readonly y: number }[];
	/** Where nothing costs nothing. */
	readonly zero: number;
}

const HEIGHT = 1000;

/** A year's twelve months as stacked bars from zero; what is delivered to the grid hangs below it. */
export function costBars({ period, months }: YearBill): CostBars {
	const byMonth = new Map(months.map((month) => [month.month, month]));
	const all = Array.from({ length: 12 }, (_, i) => `${period}-${String(i + 1).padStart(2, '0')}`);
	const sums = months.map(({ media }) => ({
		up: media.reduce((sum, { gross }) => sum + Math.max(0, gross), 0),
		down: media.reduce((sum, { gross }) => sum + Math.min(0, gross), 0)
	}));
	const ticks = ticksOf(
		Math.min(0, ...sums.map(({ down }) => down)),
		Math.max(1, ...sums.map(({ up }) => up))
	);
	const most = ticks[0] ?? 1;
	const least = ticks.at(-1) ?? 0;
	const place = (ore: number) => ((most - ore) / (most - least)) * HEIGHT;
	return {
		ticks: ticks.map((ore) => ({ ore, y: place(ore) })),
		zero: place(0),
		bars: all.map((month): CostBar => {
			const own = byMonth.get(month);
			let [up, down] = [0, 0];
			const pieces = (own?.media ?? []).flatMap(({ medium, gross }): BarPiece[] => {
				if (gross === 0) return [];
				const from = gross > 0 ? up : down;
				if (gross > 0) up += gross;
				else down += gross;
				const [a, b] = [place(from), place(from + gross)];
				return [{ medium, y: Math.min(a, b), height: Math.abs(a - b) }];
			});
			return { month, pieces, provisional: own?.provisional ?? false, gross: own?.gross ?? null };
		})
	};
}
