/** Ours and the floor in one round. */
export type Round = readonly [ours: number, floor: number];

/** How often each comparison is made, in turn. */
export const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);

/** The round whose ratio is the middle one; of an even number the two around it, their figures averaged. */
export function middle(rounds: readonly Round[]): { ours: number; floor: number } {
	const sorted = [...rounds].sort(([a, b], [c, d]) => a / b - c / d);
	const around = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
	const mean = (side: 0 | 1) => around.reduce((sum, round) => sum + (round?.[side] ?? Number.NaN), 0) / 2;
	return { ours: mean(0), floor: mean(1) };
}

/** The value below which this share of all lies; NaN: there are none. */
export function quantile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
