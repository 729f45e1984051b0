/** One line of the table: ours beside the floor, and what their ratio must keep to. */
export interface Measure {
	readonly name: string;
	readonly ours: number;
	/** What ours is held against; for a limit of its own, that limit. */
	readonly floor: number;
	readonly unit: string;
	/** The ratio ours ÷ floor must not be above this; neither this nor `least`: it is told, and nothing asked of it. */
	readonly most?: number;
	/** The ratio must not be below this. */
	readonly least?: number;
}

const figure = (value: number) =>
	value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);

const askedOf = (least?: number, most?: number): string => {
	if (least === undefined) return most === undefined ? '' : `≤ ${most}`;
	if (most === undefined) return `≥ ${least}`;
	return least === most ? `= ${most}` : `${least} to ${most}`;
};

/** Prints the table; answers whether every line keeps to what is asked. */
export function printTable(measures: readonly Measure[]): boolean {
	console.log(`\nRounds in turn, Node ${process.version}\n`);
	const rows = measures.map(({ name, ours, floor, unit, most, least }) => {
		const ratio = ours / floor;
		const kept = (most === undefined || ratio <= most) && (least === undefined || ratio >= least);
		const asked = askedOf(least, most);
		return {
			cells: [
				name,
				`${figure(ours)} ${unit}`.trim(),
				`${figure(floor)} ${unit}`.trim(),
				ratio.toFixed(2),
				asked,
				asked === '' ? '' : kept ? 'yes' : 'NO'
			],
			kept
		};
	});
	const all = [['', 'ours', 'floor', 'ratio', 'asked', 'kept'], ...rows.map((row) => row.cells)];
	const widths =
		all[0]?.map((_, column) => Math.max(...all.map((cells) => cells[column]?.length ?? 0))) ?? [];
	for (const cells of all)
		console.log(`| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`);
	return rows.every((row) => row.kept);
}
