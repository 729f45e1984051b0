import type { Frame } from '../usage/frame.ts';
import { barWidth } from './bars.ts';
import type { Ground, Rect } from './layout.ts';
import { yOf } from './scale.ts';

/** The period that is laid under: a tick across each bar's place, or a thin line under the temperature's. */
export interface Under {
	readonly ticks: readonly Rect[];
	/** SVG path; null: amounts, or nothing known. */
	readonly line: string | null;
}

const n = (value: number) => Number(value.toFixed(2));
/** px that a tick stands out on both sides of the bar. */
const OVERHANG = 3;
const TICK = 2;

/** Lays the other period's values on the ground; what is not known there is left open. */
export function layUnder(frame: Frame, ground: Ground): Under {
	const { plot, scale, slotWidth } = ground;
	const known = frame.slots.map(({ compared }, i) => {
		const then = compared?.then ?? null;
		return then === null ? null : { slot: i, y: yOf(scale, then, plot.top, plot.bottom) };
	});
	if (frame.kind === 'temperature') return { ticks: [], line: lineOf(known, ground) };
	const width = Math.min(slotWidth, barWidth(slotWidth) + OVERHANG * 2);
	const ticks = known.flatMap((each) => {
		if (each === null) return [];
		const x = plot.left + (each.slot + 0.5) * slotWidth - width / 2;
		return [{ x, width, y: each.y - TICK / 2, height: TICK }];
	});
	return { ticks, line: null };
}

function lineOf(known: readonly ({ slot: number; y: number } | null)[], ground: Ground): string | null {
	const { plot, slotWidth } = ground;
	const x = (slot: number) => n(plot.left + (slot + 0.5) * slotWidth);
	const steps = known.map((each, i) => {
		if (each === null) return '';
		if (known[i - 1]) return `L${x(each.slot)} ${n(each.y)}`;
		// A value with unknown neighbours is a short stroke: a point alone would not be seen.
		return known[i + 1]
			? `M${x(each.slot)} ${n(each.y)}`
			: `M${n(x(each.slot) - Math.min(5, slotWidth / 2))} ${n(each.y)}h${n(Math.min(10, slotWidth))}`;
	});
	return steps.join('') || null;
}
