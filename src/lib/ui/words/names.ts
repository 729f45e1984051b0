import type { Resolution } from '#lib/energy/medium.ts';
import type { Home, Subject } from '#lib/energy/series.ts';
import {
	formatDayAndMonth,
	formatDayNumber,
	formatHeading,
	formatLongDay,
	formatMonth,
	formatMonthAbbreviation,
	formatMonthName,
	formatNumber,
	formatShortDay
} from '#lib/i18n/formats.ts';
import type { Language } from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';
import type { AxisWords } from '../charts/layout.ts';
import type { Frame, Slot } from '../usage/frame.ts';
import type { Spot } from '../usage/slots.ts';

const two = (n: number) => String(n).padStart(2, '0');

/** 'Vatten'. */
export function subjectName(subject: Subject, language: Language): string {
	const name = {
		water: m.subject_water,
		electricity: m.subject_electricity,
		temperature: m.subject_temperature
	};
	return name[subject]({}, { locale: language });
}

/** 'Granvägen 4, 748 23 Granforsa, lgh 1203'. */
export function homeName(home: Pick<Home, 'address' | 'apartment'>, language: Language): string {
	return m.home_address({ address: home.address, apartment: home.apartment }, { locale: language });
}

/** The same without postal code and town, which who lives there knows: 'Granvägen 4, lgh 1203'. */
export function homeNameShort(home: Pick<Home, 'address' | 'apartment'>, language: Language): string {
	return homeName({ ...home, address: home.address.split(',')[0] ?? home.address }, language);
}

/** The period in words: 'Lördag 21 november 2026', 'November 2026', '2026', 'År för år'. */
export function periodName(resolution: Resolution, period: string, language: Language): string {
	if (resolution === 'hour') return formatHeading(formatLongDay(period, language));
	if (resolution === 'day') return formatHeading(formatMonth(period, language));
	return resolution === 'month' ? period : m.period_all({}, { locale: language });
}

/** A slot's name in a list below the period's own name: 'lördag 21', 'november', else as `slotName`. */
export function slotNameShort(
	spot: Pick<Spot, 'day' | 'hour' | 'twin'>,
	resolution: Resolution,
	language: Language
): string {
	if (resolution === 'day') return formatShortDay(spot.day, language);
	if (resolution === 'month') return formatMonthName(spot.day.slice(0, 7), language);
	return slotName(spot, resolution, language);
}

/** A slot by name: '06–07', '02–03 sommartid', 'lördag 21 november', 'november 2026', '2026'. */
export function slotName(
	spot: Pick<Spot, 'day' | 'hour' | 'twin'>,
	resolution: Resolution,
	language: Language
): string {
	const locale = { locale: language };
	if (spot.hour !== null) {
		const input = { from: two(spot.hour), to: two(spot.hour + 1) };
		if (spot.twin === 'first') return m.slot_hours_first(input, locale);
		return spot.twin === 'second' ? m.slot_hours_second(input, locale) : m.slot_hours(input, locale);
	}
	if (resolution === 'day') {
		const input = {
			weekday: formatShortDay(spot.day, language),
			month: formatMonthName(spot.day.slice(0, 7), language)
		};
		return m.slot_day(input, locale);
	}
	return resolution === 'month' ? formatMonth(spot.day.slice(0, 7), language) : spot.day.slice(0, 4);
}

/** Several slots in a row by name: '14–16', '3 till 17 november', 'mars till maj 2026'. */
export function spanName(first: Slot, last: Slot, resolution: Resolution, language: Language): string {
	const locale = { locale: language };
	if (first === last) return slotName(first, resolution, language);
	if (first.hour !== null && last.hour !== null) {
		return m.slot_hours({ from: two(first.hour), to: two(last.hour + 1) }, locale);
	}
	const name = (s: Slot) =>
		resolution === 'day' ? formatDayAndMonth(s.day, language) : slotName(s, resolution, language);
	const from = resolution === 'day' ? formatDayNumber(first.day, language) : name(first);
	return m.note_span({ first: from, last: name(last) }, locale);
}

function slotLabel(slot: Slot, frame: Frame, narrow: boolean, language: Language): string | null {
	const { resolution } = frame.usage;
	if (resolution === 'hour') {
		const hour = slot.hour ?? 0;
		const twin = slot.twin !== null && !narrow;
		return twin || (hour % 3 === 0 && slot.twin !== 'second') ? two(hour) : null;
	}
	if (resolution === 'day') {
		const monday = new Date(`${slot.day}T00:00:00Z`).getUTCDay() === 1;
		if (!monday) return null;
		const date = Number(slot.day.slice(8));
		// Where there is little room the first Monday alone is called so.
		return narrow && date > 7
			? String(date)
			: formatShortDay(slot.day, language).replace(/^(\p{L}{3})\p{L}*/u, '$1');
	}
	if (resolution === 'year') return slot.day.slice(0, 4);
	const month = formatMonthAbbreviation(slot.day.slice(0, 7), language);
	return narrow ? formatHeading(month.slice(0, 1)) : month;
}

/** The words of a graph's axes. */
export function axisWords(frame: Frame, narrow: boolean, language: Language): AxisWords {
	const hours = frame.usage.resolution === 'hour';
	return {
		tick: (value, decimals) =>
			formatNumber(
				frame.kind === 'amounts' ? Math.abs(value) : value,
				language,
				decimals,
				value === 0 ? 0 : decimals
			),
		slot: (slot) => slotLabel(slot, frame, narrow, language),
		at: hours ? 'edge' : 'middle',
		end: hours && frame.slots.length > 0 ? '24' : null
	};
}
