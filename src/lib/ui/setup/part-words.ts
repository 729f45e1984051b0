import { isMedium, type Medium } from '#lib/energy/medium.ts';
import type { Quantity } from '#lib/home/quantity.ts';
import type { Language } from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';
import { mediumName } from '../words/amounts.ts';
import type { Part } from './part.ts';
import type { Problems } from './part-form.ts';

/** What is wrong with a field and what to do about it. */
export function problemWords(problem: Problems[string], language: Language): string {
	const locale = { locale: language };
	const other = problem.with ?? '';
	switch (problem.key) {
		case 'name_missing':
			return m.setup_wrong_name({}, locale);
		case 'name_long':
		case 'room_long':
			return m.setup_wrong_long({ most: 60 }, locale);
		case 'serial_long':
			return m.setup_wrong_long({ most: 100 }, locale);
		case 'medium_missing':
			return m.setup_wrong_medium({}, locale);
		case 'serial_taken':
			return m.setup_wrong_taken({ name: other }, locale);
		case 'serial_medium':
			return m.setup_wrong_serial_medium(
				{ medium: isMedium(other) ? mediumName(other, language) : other },
				locale
			);
		case 'minutes_wrong':
			return m.setup_wrong_minutes({}, locale);
	}
}

/** What somebody is asked of a register. */
export function registerLegend(quantity: Quantity, language: Language): string {
	const locale = { locale: language };
	if (quantity === 'temperature') return m.setup_ask_temperature({}, locale);
	if (quantity === 'electricity_import') return m.setup_ask_electricity({}, locale);
	return quantity === 'electricity_export' ? m.setup_ask_export({}, locale) : m.setup_ask_water({}, locale);
}

/** What a register may be of, as an answer to what is asked of it. */
export function choiceWords(medium: Medium, language: Language): string {
	const locale = { locale: language };
	if (medium === 'temperature') return m.setup_medium_room({}, locale);
	if (medium === 'electricity') return m.setup_medium_whole_home({}, locale);
	return medium === 'electricity_export' ? m.setup_medium_yes({}, locale) : mediumName(medium, language);
}

/** The answer that it is no meter of the home. */
export function noneWords(quantity: Quantity, language: Language): string {
	const locale = { locale: language };
	if (quantity === 'temperature') return m.setup_medium_no_room({}, locale);
	if (quantity === 'electricity_import') return m.setup_medium_appliance({}, locale);
	return quantity === 'electricity_export' ? m.setup_medium_no({}, locale) : m.setup_medium_none({}, locale);
}

const listed = (words: string) => words.split('|');

/** Names that somebody may mean, for where there is no keyboard. */
export function nameIdeas({ registers }: Part, language: Language): string[] {
	const locale = { locale: language };
	const quantity = registers[0]?.quantity;
	if (quantity === 'temperature') return listed(m.setup_names_sensor({}, locale));
	if (quantity === 'electricity_import' || quantity === 'electricity_export')
		return listed(m.setup_names_electricity({}, locale));
	return quantity === undefined
		? listed(m.setup_names_other({}, locale))
		: listed(m.setup_names_water({}, locale));
}

/** Rooms that are in use first, then those of most homes. */
export function roomIdeas(used: readonly string[], language: Language): string[] {
	return [...new Set([...used, ...listed(m.setup_rooms({}, { locale: language }))])];
}
