import { isMedium, type Medium, type Unit } from '#lib/energy/medium.ts';

/** A meter of a node's home, in its place: what the node may speak of. Times are UTC seconds. */
export interface HomeMeter {
	readonly id: number;
	readonly serial: string;
	readonly medium: Medium;
	readonly unit: Unit;
	readonly scale: number;
	readonly installed: number;
	/** null: still there. */
	readonly removed: number | null;
}

/** As the database's functions give them: units in their stored form. */
export interface HomeMeterRow extends Omit<HomeMeter, 'medium' | 'unit'> {
	readonly medium: string;
	readonly unit: string;
}

const UNITS: Readonly<Record<string, Unit>> = { m3: 'm³', kWh: 'kWh', degC: '°C' };

/** The meters of rows; what this version does not know is left out. */
export function homeMeters(rows: readonly HomeMeterRow[]): HomeMeter[] {
	return rows.flatMap((row) => {
		const unit = UNITS[row.unit];
		return isMedium(row.medium) && unit !== undefined ? [{ ...row, medium: row.medium, unit }] : [];
	});
}
