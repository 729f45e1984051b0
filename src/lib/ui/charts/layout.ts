import type { Frame, Slot } from '../usage/frame.ts';
import { roundScale, yOf } from './scale.ts';
import type { Scale } from './scale.ts';

/** Where a graph is drawn, in px. The narrow graph has fewer words and ticks. */
export interface Box {
	readonly width: number;
	readonly height: number;
	readonly narrow: boolean;
}

export interface Rect {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** A word below the axis; `slot` number, and whether it names the slot's middle or its first edge. */
export interface AxisLabel {
	readonly x: number;
	readonly text: string;
}

/** The ground of a graph: where slots, gridlines, shades and axis labels go. */
export interface Ground {
	readonly box: Box;
	readonly plot: {
		readonly left: number;
		readonly right: number;
		readonly top: number;
		readonly bottom: number;
	};
	readonly scale: Scale;
	readonly slotWidth: number;
	/** Pixel y of zero; of the plot's bottom when zero is not in it. */
	readonly zero: number;
	readonly gridlines: readonly { readonly y: number; readonly text: string }[];
	readonly shades: readonly Rect[];
	readonly labels: readonly AxisLabel[];
}

/** Words of the axes; given by the caller, so that geometry knows no language. */
export interface AxisWords {
	readonly tick: (value: number, decimals: number) => string;
	/** Label below a slot, or null where the axis stays quiet. `'edge'` labels stand at the slot's start. */
	readonly slot: (slot: Slot, index: number) => string | null;
	readonly at: 'edge' | 'middle';
	/** Label at the end of the axis: '24'. */
	readonly end: string | null;
}

/** Widths in font sizes, measured once in the face that is used: enough to keep words apart. */
const DIGIT = 0.6;
const WIDE_LETTER = 0.68;
const NARROW_LETTER = 0.27;
const LETTER = 0.5;

/** Rough width of a text in px, on the safe side. */
export function textWidth(text: string, size: number): number {
	let width = 0;
	for (const letter of text) {
		if (/[\d+−–]/.test(letter)) width += DIGIT;
		else if (/[mwA-ZÅÄÖ]/.test(letter)) width += WIDE_LETTER;
		else if (/[\s.,:iljtfr]/.test(letter)) width += NARROW_LETTER;
		else width += LETTER;
	}
	return width * size;
}

function extremes(frame: Frame): { low: number; high: number; least: number } {
	if (frame.kind === 'temperature') {
		const values = frame.slots.flatMap((s) =>
			s.parts.flatMap((p) => (p.amount === null ? [] : [p.low ?? p.amount, p.high ?? p.amount]))
		);
		values.push(...frame.slots.flatMap((s) => s.compared?.then ?? []));
		if (values.length === 0) return { low: 18, high: 24, least: 3 };
		return { low: Math.min(...values), high: Math.max(...values), least: 3 };
	}
	let high = 0;
	let low = 0;
	for (const slot of frame.slots) {
		let up = 0;
		for (const p of slot.parts) {
			if (p.medium === 'electricity_export') low = Math.min(low, -(p.drawn ?? 0));
			else up += p.drawn ?? 0;
		}
		high = Math.max(high, up, slot.compared?.then ?? 0);
	}
	const least = frame.unit.name === 'l' ? 4 : frame.unit.name === 'kWh' ? 0.2 : 0.5;
	return { low, high, least };
}

function shadesOf(slots: readonly Slot[], left: number, width: number, top: number, height: number): Rect[] {
	const shades: Rect[] = [];
	let first: number | null = null;
	for (let i = 0; i <= slots.length; i++) {
		const on = slots[i]?.shaded === true;
		if (on) first ??= i;
		else if (first !== null) {
			shades.push({ x: left + first * width, y: top, width: (i - first) * width, height });
			first = null;
		}
	}
	return shades;
}

/** Lays out the ground. `headroom`: px above the highest gridline, for words over tall bars. */
export function layGround(frame: Frame, box: Box, words: AxisWords, headroom: number): Ground {
	const { low, high, least } = extremes(frame);
	const scale = roundScale(low, high, box.narrow ? 3 : 4, least);
	const size = 14;
	const texts = scale.ticks.map((t) => words.tick(t, scale.decimals));
	const left = Math.ceil(Math.max(...texts.map((t) => textWidth(t, size)))) + (box.narrow ? 10 : 14);
	const plot = {
		left,
		right: box.width - (words.at === 'edge' ? 9 : 1),
		top: headroom,
		bottom: box.height - 30
	};
	const slotWidth = (plot.right - plot.left) / Math.max(1, frame.slots.length);
	const y = (value: number) => yOf(scale, value, plot.top, plot.bottom);
	const labels = frame.slots.flatMap((slot, i) => {
		const text = words.slot(slot, i);
		const x = plot.left + (i + (words.at === 'edge' ? 0 : 0.5)) * slotWidth;
		// A word at the very end stays inside the box.
		return text === null ? [] : [{ x: Math.min(x, box.width - textWidth(text, size) / 2 - 2), text }];
	});
	if (words.end !== null) labels.push({ x: plot.right, text: words.end });
	return {
		box,
		plot,
		scale,
		slotWidth,
		zero: scale.min <= 0 && scale.max >= 0 ? y(0) : plot.bottom,
		gridlines: scale.ticks.map((t, i) => ({ y: y(t), text: texts[i] ?? '' })),
		shades: shadesOf(frame.slots, plot.left, slotWidth, plot.top, plot.bottom - plot.top),
		labels
	};
}

/** Number of the slot at pixel `x`, held inside the plot. */
export function slotAt(ground: Ground, slots: number, x: number): number {
	return Math.max(0, Math.min(slots - 1, Math.floor((x - ground.plot.left) / ground.slotWidth)));
}
