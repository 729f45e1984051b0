import type { Medium } from '#lib/energy/medium.ts';
import { FLAG } from '#lib/energy/quality.ts';
import type { Frame, Look } from '../usage/frame.ts';
import { yOf } from './scale.ts';
import type { Ground, Rect } from './layout.ts';

/** One medium's piece of a bar, or of a spread block when it covers several slots. */
export interface BarShape extends Rect {
	readonly medium: Medium;
	readonly look: Look;
	/** First and last slot that the shape covers. */
	readonly first: number;
	readonly last: number;
	/** The corner that the value ends at: rounded, and where marks stand. */
	readonly end: 'top' | 'bottom';
	/** Is this the outermost piece of its stack? */
	readonly outer: boolean;
}

/** A known zero: a short stroke on the axis, which an unknown value does not have. */
export interface ZeroMark {
	readonly x: number;
	readonly width: number;
	readonly slot: number;
}

const SEAM = 1.5;
const HAIR = 1.5;
const WIDEST = 72;

/** Width of a bar in its slot. */
export function barWidth(slotWidth: number): number {
	return Math.min(WIDEST, Math.max(2, slotWidth - Math.max(2, slotWidth * 0.24)));
}

/** The bars of a frame on its ground: stacked upwards, export downwards, each from zero. */
export function layBars(frame: Frame, ground: Ground): { shapes: BarShape[]; zeros: ZeroMark[] } {
	const { plot, scale, slotWidth } = ground;
	const width = barWidth(slotWidth);
	const y = (value: number) => yOf(scale, value, plot.top, plot.bottom);
	const shapes: BarShape[] = [];
	const zeros: ZeroMark[] = [];
	const drawnBlocks = new Set<number>();
	frame.slots.forEach((slot, i) => {
		const x = plot.left + i * slotWidth + (slotWidth - width) / 2;
		let base = 0;
		const known = slot.parts.filter((p) => p.drawn !== null);
		const ups = known.filter((p) => p.medium !== 'electricity_export' && (p.drawn ?? 0) > 0);
		for (const part of known) {
			const value = part.drawn ?? 0;
			if (value === 0) continue;
			const down = part.medium === 'electricity_export';
			const outer = down || part === ups.at(-1);
			const near = down ? y(0) : y(base);
			const far = down ? y(-value) : y(base + value);
			if (!down) base += value;
			const members = part.block === null ? [] : slotsOfBlock(frame, part.block);
			if (part.block !== null && drawnBlocks.has(part.block)) continue;
			if (part.block !== null) drawnBlocks.add(part.block);
			const last = part.block === null ? i : (members.at(-1) ?? i);
			const seam = !down && base > value ? SEAM : 0;
			const height = Math.max(HAIR, Math.abs(near - far) - seam);
			shapes.push({
				medium: part.medium,
				look: part.look,
				first: i,
				last,
				x,
				width: width + (last - i) * slotWidth,
				y: down ? near : near - seam - height,
				height,
				end: down ? 'bottom' : 'top',
				outer
			});
		}
		if (known.length > 0 && known.every((p) => p.drawn === 0)) zeros.push({ x, width, slot: i });
	});
	return { shapes, zeros };
}

function slotsOfBlock(frame: Frame, block: number): number[] {
	return frame.slots.flatMap((s, i) => (s.parts.some((p) => p.block === block) ? [i] : []));
}

/** Path of a bar with its outer corners rounded. */
export function barPath(shape: Rect & Pick<BarShape, 'end' | 'outer'>): string {
	const { x, y, width: w, height: h } = shape;
	const r = shape.outer ? Math.min(3, w / 2, h) : 0;
	const n = (value: number) => Number(value.toFixed(2));
	if (shape.end === 'top') {
		return `M${n(x)} ${n(y + h)}V${n(y + r)}q0 ${n(-r)} ${n(r)} ${n(-r)}H${n(x + w - r)}q${n(r)} 0 ${n(r)} ${n(r)}V${n(y + h)}z`;
	}
	return `M${n(x)} ${n(y)}V${n(y + h - r)}q0 ${n(r)} ${n(r)} ${n(r)}H${n(x + w - r)}q${n(r)} 0 ${n(r)} ${n(-r)}V${n(y)}z`;
}

/** Slots within which a meter was exchanged or restarted. */
export function changedSlots(frame: Frame): number[] {
	const times = frame.usage.exchanges.map((e) => e.at);
	return frame.slots.flatMap((slot, i) => {
		const told = times.some((at) => slot.start <= at && at < slot.end);
		const flagged = times.length === 0 && slot.parts.some((p) => (p.flags & FLAG.METER_CHANGED) !== 0);
		return slot.state !== 'outside' && slot.state !== 'coming' && (told || flagged) ? [i] : [];
	});
}
