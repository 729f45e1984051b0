/*
 * In which unit water is told: a choice that people make once, under Settings, and that holds everywhere. The one place
 * that decides; whatever shows an amount of water asks here.
 */

/** `fitting`: litres below a cubic metre and cubic metres from there on. */
export const WATER_UNITS = ['fitting', 'litre', 'm3'] as const;
export type WaterUnit = (typeof WATER_UNITS)[number];

export function isWaterUnit(text: string): text is WaterUnit {
	return (WATER_UNITS as readonly string[]).includes(text);
}

/** A unit that water is told in. Shown = cubic metres × factor. */
export interface ShownWater {
	readonly name: 'l' | 'm³';
	readonly factor: 1 | 1000;
}

/**
 * The unit for amounts of water that are told together, a graph's or a table's or one alone.
 * @param cubicMetres the largest of them
 */
export function shownWater(cubicMetres: number, chosen: WaterUnit = 'fitting'): ShownWater {
	const isLarge = chosen === 'fitting' ? Math.abs(cubicMetres) >= 1 : chosen === 'm3';
	return isLarge ? { name: 'm³', factor: 1 } : { name: 'l', factor: 1000 };
}
