/** What is metered in a home. One word for one thing, the same in database, interface and code. */
export const MEDIA = ['cold_water', 'hot_water', 'electricity', 'electricity_export', 'temperature'] as const;
export type Medium = (typeof MEDIA)[number];

/** A counter's register only rises and amounts are differences; a gauge's values are averaged. */
export type MeterKind = 'counter' | 'gauge';

/** Units as shown and as answered by the interface. */
export type Unit = 'm³' | 'kWh' | '°C';

export interface MediumFacts {
	readonly kind: MeterKind;
	readonly unit: Unit;
	/** Stored integers are `unit × 10^scale` unless the meter says otherwise: litres, Wh, 1/100 °C. */
	readonly scale: number;
}

export const MEDIUM_FACTS: Readonly<Record<Medium, MediumFacts>> = {
	cold_water: { kind: 'counter', unit: 'm³', scale: -3 },
	hot_water: { kind: 'counter', unit: 'm³', scale: -3 },
	electricity: { kind: 'counter', unit: 'kWh', scale: -3 },
	electricity_export: { kind: 'counter', unit: 'kWh', scale: -3 },
	temperature: { kind: 'gauge', unit: '°C', scale: -2 }
};

export function isMedium(word: string): word is Medium {
	return (MEDIA as readonly string[]).includes(word);
}

export const RESOLUTIONS = ['hour', 'day', 'month', 'year'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

export function isResolution(word: string): word is Resolution {
	return (RESOLUTIONS as readonly string[]).includes(word);
}
