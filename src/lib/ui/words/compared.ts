import type { Resolution } from '#lib/energy/medium.ts';
import type { Comparison } from '#lib/energy/series.ts';
import { formatHeading, formatLongDay, formatMonth, formatNumber } from '#lib/i18n/formats.ts';
import type { Language } from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';
import { comparedTotals } from '../usage/against.ts';
import type { Frame, Slot } from '../usage/frame.ts';
import { fitTotal } from '../usage/units.ts';
import { amountWords } from './amounts.ts';

/** A period as it stands in a sentence: 'lördag 21 november 2026', 'i november 2026', '2026'. */
function whenWords(resolution: Resolution, period: string, language: Language): string {
	const locale = { locale: language };
	if (resolution === 'hour') return m.compare_when_day({ day: formatLongDay(period, language) }, locale);
	if (resolution === 'month') return m.compare_when_year({ year: period }, locale);
	return m.compare_when_month({ month: formatMonth(period, language) }, locale);
}

/** What a comparison is called where it is chosen: 'dagen före', 'året före', '2025'. */
export function comparisonName(
	kind: Comparison,
	resolution: Resolution,
	period: string,
	language: Language
): string {
	const locale = { locale: language };
	if (resolution === 'month') return m.compare_year({ year: period }, locale);
	if (kind === 'year') return m.compare_year_before({}, locale);
	return resolution === 'hour' ? m.compare_day_before({}, locale) : m.compare_month_before({}, locale);
}

const SAME_DEGREES = 0.05;

/** '14 % mindre än i oktober 2025, då det var 9,12 m³'; degrees are told as a difference. */
function differenceWords(frame: Frame, now: number, then: number, when: string, language: Language): string {
	const locale = { locale: language };
	const { unit } = frame;
	const say = (value: number) => amountWords(value, unit.name, language);
	if (frame.kind === 'temperature') {
		const difference = Math.abs(now - then);
		const input = { difference: say(difference), when, amount: say(then) };
		if (difference < SAME_DEGREES) return m.compare_as_warm(input, locale);
		return now > then ? m.compare_warmer(input, locale) : m.compare_cooler(input, locale);
	}
	const fit = fitTotal(then, unit);
	const amount = amountWords(fit.value, fit.unit, language);
	const percent = then > 0 ? Math.round((Math.abs(now - then) / then) * 100) : null;
	if (percent === null) return m.compare_from_nothing({ when }, locale);
	const input = { percent: formatNumber(percent, language), when, amount };
	if (percent === 0) return m.compare_same(input, locale);
	return now > then ? m.compare_more(input, locale) : m.compare_less(input, locale);
}

/** How the period stands to the one that is laid under it, as a sentence; null when none is. */
export function comparedSentence(frame: Frame, language: Language): string | null {
	const { against, resolution } = frame.usage;
	if (against === undefined) return null;
	const locale = { locale: language };
	const when = whenWords(resolution, against.period, language);
	if (against.series.length === 0) return m.compare_not_yours({ when }, locale);
	const totals = comparedTotals(frame.slots, frame.kind);
	if (totals === null) return m.compare_none({ when }, locale);
	const said = differenceWords(frame, totals.now, totals.then, when, language);
	const all = frame.slots.length;
	if (totals.count === all) return `${formatHeading(said)}.`;
	const input = { known: totals.count, all, said };
	if (resolution === 'hour') return m.compare_part_hours(input, locale);
	return resolution === 'day' ? m.compare_part_days(input, locale) : m.compare_part_months(input, locale);
}

/** What the key calls the other period's marks: 'Streck: oktober 2025.'; null when none is laid under. */
export function underWords(frame: Frame, language: Language): string | null {
	const { against, resolution } = frame.usage;
	if (against === undefined || !frame.slots.some((s) => s.compared?.then != null)) return null;
	const { period } = against;
	const when =
		resolution === 'hour'
			? formatLongDay(period, language)
			: resolution === 'day'
				? formatMonth(period, language)
				: period;
	return frame.kind === 'temperature'
		? m.key_under_line({ when }, { locale: language })
		: m.key_under_ticks({ when }, { locale: language });
}

/** What follows a slot's own values when it is read: ', mot 312 liter i oktober 2025'; '' when none is laid under. */
export function comparedRead(frame: Frame, { compared }: Slot, language: Language): string {
	const { against, resolution } = frame.usage;
	if (against === undefined || compared === null) return '';
	const when = whenWords(resolution, against.period, language);
	if (compared.then === null) return m.read_against_none({ when }, { locale: language });
	const amount = amountWords(compared.then, frame.unit.name, language);
	return m.read_against({ amount, when }, { locale: language });
}
