/** Each place is held this long. */
const HELD_S = 180;
/** A ring of places at most 4 px from the middle, each a small step from the one before. */
const PLACES = [
	[0, 0],
	[2, 1],
	[4, 0],
	[3, -2],
	[1, -4],
	[-1, -3],
	[-3, -2],
	[-4, 0],
	[-3, 2],
	[-1, 4]
] as const;

/** Where the whole page stands now, px from the middle: still lines burn into a screen that never moves. */
export function pixelShift(at: number): readonly [x: number, y: number] {
	const place = Math.floor(at / HELD_S) % PLACES.length;
	return PLACES[place] ?? [0, 0];
}
