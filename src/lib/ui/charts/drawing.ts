import type { Language } from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';
import type { Frame } from '../usage/frame.ts';
import { slotAddress } from '../usage/place.ts';
import { axisWords } from '../words/names.ts';
import { runTag } from '../words/notes.ts';
import { readSentence } from '../words/readings.ts';
import { changedSlots, layBars } from './bars.ts';
import type { BarShape, ZeroMark } from './bars.ts';
import { layGround } from './layout.ts';
import type { Box, Ground, Rect } from './layout.ts';
import { layLine } from './line.ts';
import type { LineShape } from './line.ts';
import { LEADING, placeBeside, placeTags } from './tags.ts';
import type { Tag, TagWish } from './tags.ts';
import { layUnder, type Under } from './under.ts';

/** A slot as something to point at, follow and hear. */
export interface Target extends Rect {
	readonly slot: number;
	/** null: nothing finer to go to. */
	readonly href: string | null;
	readonly label: string;
}

/** A graph ready to be painted, in px of its box: the same for SVG and canvas. */
export interface Drawing {
	readonly frame: Frame;
	readonly ground: Ground;
	readonly shapes: readonly BarShape[];
	readonly zeros: readonly ZeroMark[];
	readonly line: LineShape | null;
	readonly under: Under;
	readonly tags: readonly Tag[];
	/** Stretches with no values: a broken stroke along the axis. */
	readonly silences: readonly { readonly x: number; readonly width: number }[];
	/** Feet of meter changes, on the axis. */
	readonly diamonds: readonly number[];
	readonly targets: readonly Target[];
	/** Slot whose trace is open. */
	readonly open: number | null;
}

const WIDE: Box = { width: 1072, height: 400, narrow: false };
const NARROW: Box = { width: 350, height: 330, narrow: true };
export const BOXES = { wide: WIDE, narrow: NARROW } as const;

function wishes(
	frame: Frame,
	ground: Ground,
	shapes: readonly Rect[],
	changed: readonly number[],
	language: Language
): TagWish[] {
	const { plot, slotWidth, zero } = ground;
	const over = (left: number, right: number) =>
		Math.min(zero, ...shapes.filter((s) => s.x < right && s.x + s.width > left).map((s) => s.y)) - 5;
	const runs = frame.runs.map((run): TagWish => {
		const left = plot.left + run.first * slotWidth;
		const right = plot.left + (run.last + 1) * slotWidth;
		const bottom = frame.kind === 'temperature' ? plot.bottom - 8 : over(left, right);
		return { lines: runTag(frame, run, language), x: (left + right) / 2, bottom, tone: 'plain' };
	});
	const exchanges = changed.map((i): TagWish => {
		const left = plot.left + i * slotWidth;
		const lines = [m.tag_exchange({}, { locale: language })];
		return { lines, x: left + slotWidth / 2, bottom: over(left, left + slotWidth) - 2, tone: 'plain' };
	});
	return [...runs, ...exchanges];
}

const NAMES = {
	cold_water: m.label_cold_water,
	hot_water: m.label_hot_water,
	electricity: m.label_electricity,
	electricity_export: m.label_electricity_export
} as const;

/** The media's names beside their largest pieces; only where there are two to tell apart. */
function nameMedia(
	frame: Frame,
	shapes: readonly BarShape[],
	taken: Rect[],
	ground: Ground,
	language: Language
): Tag[] {
	if (frame.media.length < 2) return [];
	const { plot, box } = ground;
	const bounds = { x: plot.left + 2, y: 0, width: plot.right - plot.left - 2, height: plot.bottom };
	const named: Tag[] = [];
	for (const medium of frame.media) {
		if (medium === 'temperature') continue;
		const pieces = shapes
			.filter((s) => s.medium === medium && s.look !== 'hatched')
			.sort((a, b) => b.height - a.height);
		const text = NAMES[medium]({}, { locale: language });
		const tag = placeBeside(
			text,
			medium,
			pieces.slice(0, 8),
			[...taken, ...named],
			bounds,
			box.narrow ? 14 : 15
		);
		if (tag) named.push(tag);
	}
	return named;
}

interface Worded {
	readonly ground: Ground;
	readonly shapes: readonly BarShape[];
	readonly zeros: readonly ZeroMark[];
	readonly line: LineShape | null;
	readonly under: Under;
	readonly tags: readonly Tag[];
	readonly complete: boolean;
}

/** Values and words with so much room above the highest gridline. */
function drawWith(
	headroom: number,
	frame: Frame,
	box: Box,
	changed: readonly number[],
	language: Language
): Worded {
	const ground = layGround(frame, box, axisWords(frame, box.narrow, language), headroom);
	const { plot, slotWidth } = ground;
	const bars = frame.kind === 'amounts' ? layBars(frame, ground) : { shapes: [], zeros: [] };
	const line = frame.kind === 'temperature' ? layLine(frame, ground) : null;
	const dots = (line?.points ?? []).map((p) => ({
		x: p.x - slotWidth / 2,
		y: p.y - 8,
		width: slotWidth,
		height: 16
	}));
	const under = layUnder(frame, ground);
	const taken: Rect[] = [...bars.shapes, ...dots, ...under.ticks];
	const bounds = { x: plot.left, y: 0, width: plot.right - plot.left, height: plot.bottom };
	const wanted = wishes(frame, ground, bars.shapes, changed, language);
	const tags = placeTags(wanted, taken, bounds, 13);
	const names = nameMedia(frame, bars.shapes, [...taken, ...tags], ground, language);
	return { ground, ...bars, line, under, tags: [...tags, ...names], complete: tags.length === wanted.length };
}

/** Draws a frame in a box. Pure; words in `language`. */
export function drawGraph(frame: Frame, box: Box, language: Language): Drawing {
	const changed = changedSlots(frame);
	const tight = drawWith(14, frame, box, changed, language);
	const { ground, shapes, zeros, line, under, tags } = tight.complete
		? tight
		: drawWith(14 + LEADING * 2, frame, box, changed, language);
	const { plot, slotWidth } = ground;
	const targets = frame.slots.flatMap((slot, i): Target[] => {
		const label = readSentence(frame, slot, language);
		if (label === null) return [];
		const rect = {
			x: plot.left + i * slotWidth,
			y: plot.top,
			width: slotWidth,
			height: plot.bottom - plot.top
		};
		return [{ ...rect, slot: i, href: slotAddress(frame.usage, slot), label }];
	});
	const opened = frame.usage.trace?.start;
	const open =
		opened === undefined ? -1 : frame.slots.findIndex((s) => s.state !== 'outside' && s.start === opened);
	return {
		frame,
		ground,
		shapes,
		zeros,
		line,
		under,
		tags,
		silences: frame.runs
			.filter((r) => r.kind !== 'spread')
			.map((r) => ({
				x: plot.left + r.first * slotWidth + 2,
				width: (r.last - r.first + 1) * slotWidth - 4
			})),
		diamonds: changed.map((i) => plot.left + (i + 0.5) * slotWidth),
		targets,
		open: open < 0 ? null : open
	};
}
