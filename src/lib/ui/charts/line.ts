import type { Frame, Look } from '../usage/frame.ts';
import { yOf } from './scale.ts';
import type { Ground } from './layout.ts';

/** A known mean on the line. */
export interface LinePoint {
	readonly slot: number;
	readonly x: number;
	readonly y: number;
	readonly look: Look;
	/** Has no known neighbour: needs a dot to be seen. */
	readonly alone: boolean;
}

/** The temperature's line in unbroken stretches, dashed where spread over a gap, and the band of its range. */
export interface LineShape {
	readonly points: readonly LinePoint[];
	readonly strokes: readonly { readonly path: string; readonly dashed: boolean }[];
	readonly bands: readonly string[];
}

const n = (value: number) => Number(value.toFixed(2));

/** Lays the line and its band on the ground; what is not known is left open. */
export function layLine(frame: Frame, ground: Ground): LineShape {
	const { plot, scale, slotWidth } = ground;
	const y = (value: number) => yOf(scale, value, plot.top, plot.bottom);
	const known = frame.slots.map((slot, i) => {
		const part = slot.parts[0];
		if (part?.amount == null) return null;
		const x = plot.left + (i + 0.5) * slotWidth;
		const low = y(part.low ?? part.amount);
		const high = y(part.high ?? part.amount);
		return { slot: i, x, y: y(part.amount), low, high, look: part.look };
	});
	const points = known.flatMap((p, i) =>
		p === null ? [] : [{ slot: p.slot, x: p.x, y: p.y, look: p.look, alone: !known[i - 1] && !known[i + 1] }]
	);
	const strokes: { path: string; dashed: boolean }[] = [];
	const bands: string[] = [];
	let stretch: NonNullable<(typeof known)[number]>[] = [];
	const close = () => {
		const [first] = stretch;
		if (first && stretch.length > 1) {
			const there = stretch.map((p) => `${n(p.x)} ${n(p.high)}`).join('L');
			const back = stretch
				.toReversed()
				.map((p) => `${n(p.x)} ${n(p.low)}`)
				.join('L');
			bands.push(`M${there}L${back}Z`);
			strokes.push(...strokesOf(stretch));
		} else if (first) {
			const half = Math.min(slotWidth / 2, 6);
			bands.push(`M${n(first.x - half)} ${n(first.high)}h${n(half * 2)}V${n(first.low)}h${n(-half * 2)}Z`);
		}
		stretch = [];
	};
	for (const p of known) {
		if (p === null) close();
		else stretch.push(p);
	}
	close();
	return { points, strokes, bands };
}

function strokesOf(stretch: readonly { x: number; y: number; look: Look }[]): LineShape['strokes'] {
	const strokes: { path: string; dashed: boolean }[] = [];
	let path = '';
	let dashed = false;
	stretch.forEach((p, i) => {
		const before = stretch[i - 1];
		if (before === undefined) return;
		const spread = p.look === 'hatched' || before.look === 'hatched';
		if (path !== '' && spread !== dashed) {
			strokes.push({ path, dashed });
			path = '';
		}
		if (path === '') path = `M${n(before.x)} ${n(before.y)}`;
		dashed = spread;
		path += `L${n(p.x)} ${n(p.y)}`;
	});
	if (path !== '') strokes.push({ path, dashed });
	return strokes;
}
