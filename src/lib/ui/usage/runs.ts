import type { Medium } from '#lib/energy/medium.ts';
import { FLAG } from '#lib/energy/quality.ts';
import type { Gap, Point, Usage } from '#lib/energy/series.ts';
import type { Frame, Run, Slot } from './frame.ts';
import type { Spot } from './slots.ts';

const has = (flags: number, bit: number) => (flags & bit) !== 0;

/** Is most of the interval silence? Then it belongs to the block; a gap that only touches a long one does not. */
function mostlySilent(point: Point, gaps: readonly Gap[], usage: Usage): boolean {
	if (!has(point.flags, FLAG.INTERPOLATED) || point.amount === null) return false;
	if (usage.resolution === 'hour') return true;
	const silent = gaps.reduce(
		(sum, g) => sum + Math.max(0, Math.min(g.end, point.end) - Math.max(g.start, point.start)),
		0
	);
	return silent * 2 >= point.end - point.start;
}

/** Neighbouring slots of one medium whose amounts are shares of a gap: drawn as one block of their mean. */
export interface Block {
	readonly medium: Medium;
	readonly first: number;
	readonly last: number;
	readonly mean: number;
}

/** The spread blocks of every series. `found`: per series, its points by spot. */
export function blocksOf(
	spots: readonly Spot[],
	found: readonly Map<string, Point>[],
	usage: Usage,
	factor: number
): Block[] {
	return usage.series.flatMap((series, s) => {
		const gaps = usage.gaps.filter((g) => g.medium === series.medium).flatMap((g) => g.gaps);
		const blocks: Block[] = [];
		let open: { first: number; amounts: number[] } | null = null;
		for (let i = 0; i <= spots.length; i++) {
			const point = found[s]?.get(spots[i]?.key ?? '');
			if (point && point.start < usage.now && mostlySilent(point, gaps, usage)) {
				open ??= { first: i, amounts: [] };
				open.amounts.push((point.amount ?? 0) * factor);
			} else if (open) {
				const mean = open.amounts.reduce((a, b) => a + b, 0) / open.amounts.length;
				blocks.push({ medium: series.medium, first: open.first, last: i - 1, mean });
				open = null;
			}
		}
		return blocks;
	});
}

/** Does the medium count in the one amount that is told of these? What was used and what was exported do not add up. */
function isSummed(medium: Medium, media: readonly Medium[]): boolean {
	return media.includes(medium) && (medium !== 'electricity_export' || media.length === 1);
}

/** One run for every stretch of blocks; media that were silent over the same slots are told together. */
export function spreadRuns(
	blocks: readonly Block[],
	slots: readonly Slot[],
	usage: Usage,
	factor: number
): Run[] {
	const places = new Map<string, Block[]>();
	for (const b of blocks)
		places.set(`${b.first}-${b.last}`, [...(places.get(`${b.first}-${b.last}`) ?? []), b]);
	return [...places.values()].flatMap((same): Run[] => {
		const [{ first, last } = { first: 0, last: -1 }] = same;
		const from = slots[first]?.start;
		const to = slots[last]?.end;
		if (from === undefined || to === undefined) return [];
		const media = same.map((b) => b.medium);
		const summed = same.filter((b) => isSummed(b.medium, media));
		const gaps = usage.gaps
			.filter((g) => isSummed(g.medium, media))
			.flatMap((g) => g.gaps)
			.filter((g) => g.start < to && g.end > from);
		const spread = summed.reduce((sum, b) => sum + b.mean * (last - first + 1), 0);
		const amount = gaps.length > 0 ? gaps.reduce((sum, g) => sum + g.amount * factor, 0) : spread;
		const start = Math.min(...gaps.map((g) => g.start));
		const end = Math.max(...gaps.map((g) => g.end));
		const seconds = gaps.length > 0 ? end - start : to - from;
		const gap = gaps.length > 0 ? { start, end } : null;
		return [{ kind: 'spread', media, first, last, amount, seconds, gap, meterChanged: false }];
	});
}

/**
 * Gaps that no block tells of because each slot is mostly known: those that cross from one slot into the next, amounts
 * in the series' unit. What lies wholly within a slot needs no words, the slot's amount is right.
 */
export function crossingGaps(frame: Frame): Gap[] {
	const { usage, slots, media } = frame;
	if (usage.resolution === 'hour' || frame.kind === 'temperature') return [];
	const together = new Map<string, Gap>();
	for (const { medium, gaps } of usage.gaps.filter((g) => isSummed(g.medium, media))) {
		for (const gap of gaps) {
			const touched = slots.filter((s) => s.start < gap.end && s.end > gap.start);
			const inside = touched.some((s) => s.start <= gap.start && gap.end <= s.end);
			const told = touched.some((s) => s.parts.some((p) => p.medium === medium && p.block !== null));
			if (touched.length === 0 || inside || told) continue;
			// Meters that fell silent together are told together.
			const key = `${Math.round(gap.start / 3600)}-${Math.round(gap.end / 3600)}`;
			const other = together.get(key);
			together.set(key, other ? { ...other, amount: other.amount + gap.amount } : gap);
		}
	}
	return [...together.values()].toSorted((a, b) => a.start - b.start);
}

/** Stretches of slots about which nothing is known, by reason. */
export function silentRuns(slots: readonly Slot[], media: readonly Medium[]): Run[] {
	const runs: Run[] = [];
	let first: number | null = null;
	for (let i = 0; i <= slots.length; i++) {
		const slot = slots[i];
		const opener = first === null ? undefined : slots[first];
		if (first !== null && opener && slot?.state !== opener.state) {
			const kind = opener.state === 'awaited' ? 'awaited' : 'absent';
			const stretch = slots.slice(first, i);
			const meterChanged = stretch.some((s) => s.parts.some((p) => has(p.flags, FLAG.METER_CHANGED)));
			const seconds = (stretch.at(-1)?.end ?? 0) - opener.start;
			runs.push({ kind, media, first, last: i - 1, amount: null, seconds, gap: null, meterChanged });
			first = null;
		}
		if (first === null && (slot?.state === 'absent' || slot?.state === 'awaited')) first = i;
	}
	return runs;
}
