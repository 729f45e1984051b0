import { FLAG } from '#lib/energy/quality.ts';
import type { Bar } from '#lib/energy/overview/overview.ts';

/** The drawing's own size; it is stretched to its place's width, never its height. */
export const WIDTH = 420;
export const HEIGHT = 72;
const FLOOR = HEIGHT - 2;
const TOP = 6;

/** What is drawn at a bar. `absent`: nothing is known. */
export type SparkLook = 'solid' | 'running' | 'hatched' | 'crossed' | 'partial' | 'absent';

export interface SparkBar {
	readonly key: string;
	readonly look: SparkLook | null;
	readonly x: number;
	readonly width: number;
	readonly y: number;
	readonly height: number;
	/** Where last year's tick is; null: there is none. */
	readonly tick: number | null;
}

/** How a bar's quality is drawn; null: there is nothing to draw. */
export function lookOf({ state, amount, flags }: Bar): SparkLook | null {
	if (state === 'coming' || state === 'outside') return null;
	if (amount === null) return state === 'running' ? null : 'absent';
	if (state === 'running') return 'running';
	if (flags & FLAG.MISSING) return 'partial';
	if (flags & (FLAG.SUSPECT | FLAG.ODD_SHARE)) return 'crossed';
	return flags & FLAG.INTERPOLATED ? 'hatched' : 'solid';
}

const two = (value: number) => Math.round(value * 100) / 100;

/** Bars from zero, and last year as ticks on the same scale. */
export function sparkBars(bars: readonly Bar[]): SparkBar[] {
	const most = Math.max(0, ...bars.flatMap(({ amount, before }) => [amount ?? 0, before ?? 0]));
	const slot = WIDTH / Math.max(1, bars.length);
	const width = Math.min(20, slot * 0.66);
	const yOf = (value: number) => two(most === 0 ? FLOOR : FLOOR - (value / most) * (FLOOR - TOP));
	return bars.map((bar, i) => {
		const look = lookOf(bar);
		const y = yOf(bar.amount ?? 0);
		return {
			key: bar.key,
			look,
			x: two(i * slot + (slot - width) / 2),
			width: two(width),
			y: Math.min(y, FLOOR - 1.5),
			height: two(Math.max(1.5, FLOOR - y)),
			tick: bar.before === null ? null : yOf(bar.before)
		};
	});
}

/** A temperature through the month: the line of the means, broken where nothing is known, and the band of its range. */
export interface SparkLine {
	readonly lines: readonly string[];
	readonly bands: readonly string[];
	readonly dots: readonly { readonly x: number; readonly y: number }[];
}

/** At least so many degrees from bottom to top, so that an even temperature looks even. */
const LEAST_SPAN = 6;

export function sparkLine(bars: readonly Bar[]): SparkLine {
	const values = bars.flatMap(({ amount, low, high }) =>
		amount === null ? [] : [low ?? amount, high ?? amount]
	);
	const [lowest, highest] = [Math.min(...values), Math.max(...values)];
	const middle = (lowest + highest) / 2;
	const span = Math.max(LEAST_SPAN, highest - lowest);
	const yOf = (value: number) => two(HEIGHT / 2 - ((value - middle) / span) * (FLOOR - TOP));
	const slot = WIDTH / Math.max(1, bars.length);
	const known = bars.map((bar, i) =>
		bar.amount === null
			? null
			: {
					x: two((i + 0.5) * slot),
					y: yOf(bar.amount),
					low: yOf(bar.low ?? bar.amount),
					high: yOf(bar.high ?? bar.amount)
				}
	);
	const runs: NonNullable<(typeof known)[number]>[][] = [[]];
	for (const point of known) {
		if (point === null) runs.push([]);
		else runs.at(-1)?.push(point);
	}
	const long = runs.filter((run) => run.length > 1);
	return {
		lines: long.map((run) => `M${run.map(({ x, y }) => `${x} ${y}`).join('L')}`),
		bands: long.map((run) => {
			const back = run.toReversed().map(({ x, low }) => `${x} ${low}`);
			return `M${run.map(({ x, high }) => `${x} ${high}`).join('L')}L${back.join('L')}Z`;
		}),
		dots: runs.filter((run) => run.length === 1).flatMap((run) => run.map(({ x, y }) => ({ x, y })))
	};
}
