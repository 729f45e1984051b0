import type { Rect } from './layout.ts';
import { textWidth } from './layout.ts';

/** Words that want a place in the graph. */
export interface TagWish {
	readonly lines: readonly string[];
	/** Middle of what the words are about. */
	readonly x: number;
	/** Lowest place for the words' bottom. */
	readonly bottom: number;
	readonly tone: 'plain' | 'soft' | 'cold_water' | 'hot_water' | 'electricity' | 'electricity_export';
}

export interface Tag extends Rect {
	readonly lines: readonly string[];
	readonly tone: TagWish['tone'];
	readonly size: number;
	/** Where a thin line leads down to what the words are about; null when they stand right over it. */
	readonly lead: { readonly x: number; readonly from: number; readonly to: number } | null;
}

/** px between lines of a tag. */
export const LEADING = 17;

const apart = (a: Rect, b: Rect) =>
	a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

/** Words that had to rise further than this get a line down to what they are about. */
const NEAR = 22;

function lowestPlace(
	lines: readonly string[],
	wish: TagWish,
	taken: readonly Rect[],
	bounds: Rect,
	size: number
) {
	const width = Math.max(...lines.map((l) => textWidth(l, size))) + 6;
	const height = lines.length * LEADING;
	if (width > bounds.width) return null;
	const lowest = Math.min(wish.bottom, bounds.y + bounds.height) - height;
	// Right over it if possible; else a little to the left or right, still above what it is about.
	const shifts = [0.5, 0.9, 0.1];
	const places = shifts.flatMap((share) => {
		const x = Math.max(bounds.x, Math.min(bounds.x + bounds.width - width, wish.x - width * share));
		for (let y = lowest; y >= bounds.y; y -= 3) {
			const rect = { x, y, width, height };
			if (taken.every((other) => apart(rect, other))) return [{ ...rect, lines, rise: lowest - y }];
		}
		return [];
	});
	const [first] = places;
	if (first && first.rise <= NEAR) return first;
	return places.toSorted((a, b) => a.rise - b.rise)[0] ?? null;
}

const lineRect = (lead: NonNullable<Tag['lead']>): Rect => ({
	x: lead.x - 3,
	y: lead.from,
	width: 6,
	height: lead.to - lead.from
});

/**
 * Places words over what they explain, rising until they cover nothing; where that is far, the first line
 * alone. A wish without room is left out: the list below the graph tells the same.
 */
export function placeTags(
	wishes: readonly TagWish[],
	taken: readonly Rect[],
	bounds: Rect,
	size: number
): Tag[] {
	const placed: Tag[] = [];
	for (const wish of wishes) {
		const leads = placed.flatMap(({ lead }) => (lead ? [lineRect(lead)] : []));
		const others = [...taken, ...placed, ...leads];
		const whole = lowestPlace(wish.lines, wish, others, bounds, size);
		const short = lowestPlace(wish.lines.slice(0, 1), wish, others, bounds, size);
		const place = whole && (!short || whole.rise <= Math.max(NEAR, short.rise)) ? whole : short;
		if (!place) continue;
		const { rise, lines, ...rect } = place;
		const from = rect.y + rect.height + 2;
		const lead = rise > NEAR ? { x: wish.x, from, to: wish.bottom + 3 } : null;
		// A line through other words would be read as theirs.
		if (lead && placed.some((other) => !apart(lineRect(lead), other))) continue;
		placed.push({ ...rect, lines, tone: wish.tone, size, lead });
	}
	return placed;
}

/** Places a word beside a bar's piece, to the right or the left, where it covers nothing. */
export function placeBeside(
	text: string,
	tone: TagWish['tone'],
	pieces: readonly Rect[],
	taken: readonly Rect[],
	bounds: Rect,
	size: number
): Tag | null {
	// These words are bold.
	const width = textWidth(text, size) * 1.06 + 6;
	for (const piece of pieces) {
		const middle = piece.y + piece.height / 2 - LEADING / 2;
		const lift = [middle, piece.y, piece.y - LEADING - 2];
		for (const y of lift) {
			for (const x of [
				piece.x + piece.width + 5,
				piece.x - width - 5,
				piece.x + piece.width / 2 - width / 2
			]) {
				const rect = { x, y, width, height: LEADING };
				const inside =
					x >= bounds.x &&
					x + width <= bounds.x + bounds.width &&
					y >= bounds.y &&
					y + LEADING <= bounds.y + bounds.height;
				if (inside && taken.every((other) => apart(rect, other)))
					return { ...rect, lines: [text], tone, size, lead: null };
			}
		}
	}
	return null;
}
