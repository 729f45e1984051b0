import type { Medium, Resolution } from '#lib/energy/medium.ts';
import type { Language } from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';
import { formatAmount } from '../usage/units.ts';
import type { ShownUnit } from '../usage/units.ts';

type UnitName = ShownUnit['name'];

/** '352 liter', '9,12 m³', '12,4 kWh', '21,3 °C'. */
export function amountWords(value: number, unit: UnitName, language: Language): string {
	const locale = { locale: language };
	const written = formatAmount(value, unit, language);
	if (unit === 'l') return m.amount_litres({ count: value, value: written }, locale);
	if (unit === 'm³') return m.amount_m3({ value: written }, locale);
	return unit === 'kWh'
		? m.amount_kwh({ value: written }, locale)
		: m.amount_degrees({ value: written }, locale);
}

/** The same where room is scarce: '14 l'. */
export function shortAmount(value: number, unit: UnitName, language: Language): string {
	if (unit !== 'l') return amountWords(value, unit, language);
	return m.amount_litres_short({ value: formatAmount(value, unit, language) }, { locale: language });
}

/** Column and axis name of a unit: 'liter', 'm³'. */
export function unitWord(unit: UnitName, language: Language): string {
	return unit === 'l' ? m.unit_litres({}, { locale: language }) : unit;
}

/** The unit of a graph's axis, said once: 'liter i timmen'; a temperature has no such rate. */
export function axisUnit(unit: UnitName, resolution: Resolution, language: Language): string {
	if (unit === '°C') return unit;
	const input = { unit: unitWord(unit, language) };
	const per = { hour: m.per_hour, day: m.per_day, month: m.per_month, year: m.per_year }[resolution];
	return per(input, { locale: language });
}

/** 'Kallt vatten'. */
export function mediumName(medium: Medium, language: Language): string {
	const name = {
		cold_water: m.medium_cold_water,
		hot_water: m.medium_hot_water,
		electricity: m.medium_electricity,
		electricity_export: m.medium_electricity_export,
		temperature: m.medium_temperature
	}[medium];
	return name({}, { locale: language });
}

/** Small whole numbers as words, as one says them: 'två'; larger ones as figures. */
export function numberWord(n: number, language: Language): string {
	return m.number_words({}, { locale: language }).split('|')[n] ?? String(n);
}

/** 'två timmar', 'en timme', '45 minuter', '30 dygn'. Hours up to two days, then days. */
export function durationWords(seconds: number, language: Language): string {
	const locale = { locale: language };
	const hours = Math.round(seconds / 3600);
	if (seconds < 3300) {
		const count = Math.max(1, Math.round(seconds / 60));
		return m.duration_minutes({ count, number: numberWord(count, language) }, locale);
	}
	if (hours < 48) return m.duration_hours({ count: hours, number: numberWord(hours, language) }, locale);
	const days = Math.round(hours / 24);
	return m.duration_days({ count: days, number: numberWord(days, language) }, locale);
}
