/** [start, end), UTC seconds; end null: still running. */
export interface Span {
	readonly start: number;
	readonly end: number | null;
}

/**
 * The cells wholly inside each occupancy, in the order of `occupancies`. The hour that a boundary cuts belongs to
 * neither side: it would show one household the use of the other. A boundary on the hour cuts none.
 */
export function splitByOccupancy<C extends { readonly start: number; readonly end: number }>(
	cells: readonly C[],
	occupancies: readonly Span[]
): C[][] {
	return occupancies.map(({ start, end }) =>
		cells.filter((cell) => cell.start >= start && (end === null || cell.end <= end))
	);
}
