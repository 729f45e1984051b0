import { civilDate, formatClock, formatDayAndMonth, type Language } from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';

/** '21 november 2026'. */
export function dayWords(at: number, language: Language): string {
	const day = civilDate(at);
	return `${formatDayAndMonth(day, language)} ${day.slice(0, 4)}`;
}

/** When something was, as one says it: 'alldeles nyss', 'i dag 14:03', 'i går 09:12', '3 november 2026'. UTC seconds. */
export function whenWords(at: number, now: number, language: Language): string {
	const locale = { locale: language };
	if (now - at < 120) return m.settings_when_now({}, locale);
	const time = formatClock(at);
	if (civilDate(at) === civilDate(now)) return m.settings_when_today({ time }, locale);
	if (civilDate(at + 86_400) === civilDate(now)) return m.settings_when_yesterday({ time }, locale);
	return dayWords(at, language);
}
