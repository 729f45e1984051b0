import type { Against, Usage } from '#lib/energy/series.ts';
import { formatNumber } from '#lib/i18n/formats.ts';
import type { Language } from '#lib/i18n/formats.ts';
import { shownWater, type WaterUnit } from '#lib/i18n/water.ts';

/** The unit that people read, and how to get there from the series' own. */
export interface ShownUnit {
	readonly name: 'l' | 'm³' | 'kWh' | '°C';
	/** Shown = stored × factor. */
	readonly factor: number;
	/** Somebody wants just this one: totals are not told in another. */
	readonly isChosen?: true;
}

/** Water as chosen, else in litres by hour and day, in m³ by month and year once a bar reaches one; the rest as metered. */
export function shownUnit(
	usage: Pick<Usage, 'subject' | 'resolution' | 'series'> & { readonly against?: Pick<Against, 'series'> },
	water: WaterUnit = 'fitting'
): ShownUnit {
	if (usage.subject === 'temperature') return { name: '°C', factor: 1 };
	if (usage.subject === 'electricity') return { name: 'kWh', factor: 1 };
	if (water !== 'fitting') return { ...shownWater(0, water), isChosen: true };
	const coarse = usage.resolution === 'month' || usage.resolution === 'year';
	const shown = [...usage.series, ...(usage.against?.series ?? [])];
	const amounts = shown.flatMap((s) => s.points.map((p) => p.amount ?? 0));
	return shownWater(coarse ? Math.max(0, ...amounts) : 0);
}

/** Decimals worth reading: about three figures, two decimals at most (three below a tenth of a m³), none for whole litres. */
export function decimalsFor(value: number, unit: ShownUnit['name']): number {
	const size = Math.abs(value);
	if (unit === '°C') return 1;
	if (unit === 'l') return size > 0 && size < 10 && !Number.isInteger(Math.round(size * 1000) / 1000) ? 1 : 0;
	if (unit === 'm³' && size > 0 && size < 0.1) return 3;
	return size < 10 ? 2 : size < 100 ? 1 : 0;
}

/** An amount in words for a table, a label or a sentence, without its unit: '12,4'. */
export function formatAmount(value: number, unit: ShownUnit['name'], language: Language): string {
	const decimals = decimalsFor(value, unit);
	const least = unit === 'l' || value === 0 ? 0 : decimals;
	return formatNumber(value, language, decimals, least);
}

/** A total in the unit that fits its size: water of 1 000 l and more is said in m³, unless litres are chosen. */
export function fitTotal(
	value: number,
	{ name: unit, isChosen }: Pick<ShownUnit, 'name' | 'isChosen'>
): { value: number; unit: ShownUnit['name'] } {
	return unit === 'l' && isChosen !== true && Math.abs(value) >= 1000
		? { value: value / 1000, unit: 'm³' }
		: { value, unit };
}
