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
}

/** px between lines of a tag. */
export const LEADING = 17;

const apart = (a: Rect, b: Rect) =>
	a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

/**
 * Places words over what they explain, rising until they cover nothing. A wish without room is left out:
 * the list below the graph tells the same.
 */
export function placeTags(
	wishes: readonly TagWish[],
	taken: readonly Rect[],
	bounds: Rect,
	size: number
): Tag[] {
	const placed: Tag[] = [];
	for (const wish of wishes) {
		const width = Math.max(...wish.lines.map((l) => textWidth(l, size))) + 6;
		const height = wish.lines.length * LEADING;
		if (width > bounds.width) continue;
		const x = Math.max(bounds.x, Math.min(bounds.x + bounds.width - width, wish.x - width / 2));
		const lowest = Math.min(wish.bottom, bounds.y + bounds.height) - height;
		for (let y = lowest; y >= bounds.y; y -= 4) {
			const rect = { x, y, width, height };
			if ([...taken, ...placed].every((other) => apart(rect, other))) {
				placed.push({ ...rect, lines: wish.lines, tone: wish.tone, size });
				break;
			}
		}
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
	const width = textWidth(text, size) + 6;
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
					return { ...rect, lines: [text], tone, size };
			}
		}
	}
	return null;
}
