import { formatNumber, type Language } from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';

/** A figure and the unit's word beside it. */
export interface Figure {
	readonly number: string;
	readonly unit: string;
}

/** Power without its sign: '412 watt', from ten kilowatts on '11,2 kilowatt'. */
export function powerFigure(watts: number, language: Language): Figure {
	const size = Math.abs(watts);
	const locale = { locale: language };
	if (size < 9999.5) return { number: formatNumber(size, language), unit: m.wall_watts({}, locale) };
	return { number: formatNumber(size / 1000, language, 1, 1), unit: m.wall_kilowatts({}, locale) };
}

/** '5,2', '12', '0,46'. */
export function kWhNumber(kWh: number, language: Language): string {
	const decimals = kWh < 0.995 ? 2 : kWh < 9.95 ? 1 : 0;
	return formatNumber(kWh, language, decimals, decimals);
}

/** '5,2 kWh', '12 kWh', '0,46 kWh'. */
export function kWhWords(kWh: number, language: Language): string {
	return m.wall_kwh({ value: kWhNumber(kWh, language) }, { locale: language });
}

/** '96 liter'. */
export function litreWords(litres: number, language: Language): string {
	return m.wall_litres({ value: formatNumber(litres, language) }, { locale: language });
}

/** '21,4°': on the wall the degree is sign enough. */
export function degrees(celsius: number, language: Language): string {
	return `${formatNumber(celsius, language, 1, 1)}°`;
}

/** Litres a minute: '0,0', '12,4', from a hundred on without decimals. */
export function flow(litresPerMinute: number, language: Language): string {
	const decimals = litresPerMinute < 99.95 ? 1 : 0;
	return formatNumber(litresPerMinute, language, decimals, decimals);
}

/** The sum of what is known; null: none of it is. */
export function sumOf(...parts: readonly (number | null)[]): number | null {
	const known = parts.filter((part) => part !== null);
	return known.length === 0 ? null : known.reduce((sum, part) => sum + part, 0);
}
