import type { Measure } from './quantity.ts';

/** How a number in a named unit becomes the quantity's: × factor, and the unit it then has. */
export interface Conversion {
	readonly factor?: number;
	readonly unit?: string;
}

const FACTORS = new Map<string, number>([
	['Wh', 0.001],
	['kWh', 1],
	['MWh', 1000],
	['GJ', 1000 / 3.6],
	['MJ', 1 / 3.6],
	['mW', 0.001],
	['W', 1],
	['kW', 1000],
	['mA', 0.001],
	['A', 1],
	['V', 1],
	['kV', 1000],
	['Pa', 0.01],
	['hPa', 1],
	['mbar', 1],
	['kPa', 10],
	['bar', 1000],
	['mmHg', 1.33322],
	['inHg', 33.8639],
	['psi', 68.9476],
	['L', 0.001],
	['l', 0.001],
	['dm3', 0.001],
	['m³', 1],
	['m3', 1],
	['ft³', 0.0283168],
	['L/min', 0.06],
	['l/min', 0.06],
	['lpm', 0.06],
	['L/h', 0.001],
	['l/h', 0.001],
	['m³/h', 1],
	['m3/h', 1]
]);

/** Conversion of a described unit. A battery's millivolts stay: makers and people speak of them so. */
export function conversionTo(quantity: Measure, unit: string): Conversion {
	if (quantity === 'battery_voltage') return unit === 'mV' ? { unit: 'mV' } : {};
	if (quantity === 'voltage' && unit === 'mV') return { factor: 0.001 };
	return { factor: FACTORS.get(unit) ?? 1 };
}

/** Is the unit a Fahrenheit degree? Then a factor is not enough. */
export const isFahrenheit = (unit: string) => /^°?F$/.test(unit.trim());

/** °F → °C, to a hundredth. */
export const celsius = (fahrenheit: number) => Math.round(((fahrenheit - 32) / 1.8) * 100) / 100;
