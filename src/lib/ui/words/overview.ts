import type { Comparison } from '#lib/energy/compare.ts';
import type { Medium } from '#lib/energy/medium.ts';
import type { MediumOverview, Overview, SoFar } from '#lib/energy/overview/overview.ts';
import { FLAG } from '#lib/energy/quality.ts';
import { formatMonthName, formatNumber, formatShortDay, type Language } from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';
import { fitTotal, formatAmount, type ShownUnit } from '../usage/units.ts';
import { amountWords, mediumName } from './amounts.ts';

/** An amount as it is shown: value and unit apart, so that the unit can be small. */
export interface Shown {
	readonly value: string;
	readonly unit: string;
}

const isWater = (medium: Medium) => medium === 'cold_water' || medium === 'hot_water';

/** Water of a day in litres until it is a cubic metre, of longer times in m³; the rest as metered. */
function fit(medium: Medium, amount: number, of: 'day' | 'long'): { value: number; unit: ShownUnit['name'] } {
	if (isWater(medium))
		return of === 'day' ? fitTotal(amount * 1000, { name: 'l' }) : { value: amount, unit: 'm³' };
	return { value: amount, unit: medium === 'temperature' ? '°C' : 'kWh' };
}

/** '78 liter', '1,72 m³', '114 kWh', '21,4 °C'. */
export function spokenAmount(medium: Medium, amount: number, of: 'day' | 'long', language: Language): string {
	const { value, unit } = fit(medium, amount, of);
	return amountWords(value, unit, language);
}

/** The same in two parts. */
export function shownAmount(medium: Medium, amount: number, language: Language): Shown {
	const { value, unit } = fit(medium, amount, 'long');
	return { value: formatAmount(value, unit, language), unit };
}

/** A medium's name within a sentence: 'varmt vatten'. */
export function mediumWithin(medium: Medium, language: Language): string {
	const name = mediumName(medium, language);
	return name.charAt(0).toLocaleLowerCase() + name.slice(1);
}

/** '358 kr'; with a minus where it is negative. */
export function kronor(value: number, language: Language): string {
	return m.overview_kronor({ value: formatNumber(Math.round(value), language) }, { locale: language });
}

/** Whole per cent, never none. */
export const percentOf = (change: number) => Math.max(1, Math.round(Math.abs(change) * 100));

/** 'söndag 22' within the month, 'söndag 25 oktober' outside it. */
export function dayName(day: string, today: string, language: Language): string {
	const short = formatShortDay(day, language);
	return day.slice(0, 7) === today.slice(0, 7)
		? short
		: `${short} ${formatMonthName(day.slice(0, 7), language)}`;
}

/** The one sentence of a medium; `*` marks what is said strongly. */
export function mediumSentence(shown: MediumOverview, overview: Overview, language: Language): string {
	if (shown.medium === 'temperature') return roomSentence(shown, overview, language);
	if (overview.isLeft) return meanSentence(shown, language, -1) ?? '';
	const comparison = comparisonOf(shown);
	if (comparison.kind === 'none') {
		return isNotOwn(overview)
			? (meanSentence(shown, language) ?? '')
			: noneWords(comparison.reason, language);
	}
	const { lastMonth } = shown;
	const isByMonths = shown.reads === 'month';
	const month = formatMonthName((lastMonth?.last ?? overview.today).slice(0, 7), language);
	return changeSentence(comparison, isByMonths ? month : null, language);
}

/** What a medium's sentence compares: this month so far, or the latest whole one where no days are shown. */
export function comparisonOf({ reads, lastMonth, month }: MediumOverview): Comparison {
	const comparison = reads === 'month' ? lastMonth?.comparison : month.comparison;
	return comparison ?? { kind: 'none', reason: 'not_own' };
}

/** Whether nothing can be compared because they did not live there last year: said once, for all. */
export function isNotOwn({ media, isLeft }: Overview): boolean {
	const compared = media.filter(({ medium }) => medium !== 'temperature').map(comparisonOf);
	return (
		!isLeft &&
		compared.length > 0 &&
		compared.every((each) => each.kind === 'none' && each.reason === 'not_own')
	);
}

/** 'Omkring 75 liter om dagen'; null while there are too few whole days or months. */
function meanSentence({ medium, bars }: MediumOverview, language: Language, end?: number): string | null {
	const whole = bars.filter(({ state, flags }) => state === 'done' && (flags & FLAG.MISSING) === 0);
	// The first one and the last are seldom whole: they moved in or out.
	const amounts = whole.slice(1, end).flatMap(({ amount }) => amount ?? []);
	if (amounts.length < 2) return null;
	const mean = amounts.reduce((sum, amount) => sum + amount, 0) / amounts.length;
	const isDays = bars[0]?.key.length === 10;
	const amount = spokenAmount(medium, mean, isDays ? 'day' : 'long', language);
	return (isDays ? m.overview_per_day : m.overview_per_month)({ amount }, { locale: language });
}

function noneWords(reason: Extract<Comparison, { kind: 'none' }>['reason'], language: Language): string {
	const say = {
		too_early: m.overview_none_early,
		not_own: m.overview_none_not_own,
		before_missing: m.overview_none_before,
		now_missing: m.overview_none_now
	}[reason];
	return say({}, { locale: language });
}

/** `month`: the whole month that is compared; null: the days of this one. */
function changeSentence(
	{ change, isSame }: Extract<Comparison, { kind: 'compared' }>,
	month: string | null,
	language: Language
): string {
	const locale = { locale: language };
	const which = isSame
		? 'same'
		: change === null
			? 'nothing'
			: change < 0
				? 'less'
				: change > 1
					? 'double'
					: 'more';
	if (which === 'nothing') return m.overview_from_nothing({}, locale);
	if (month === null) {
		const say = {
			same: m.overview_same,
			double: m.overview_double,
			less: m.overview_less,
			more: m.overview_more
		};
		return say[which]({ percent: percentOf(change ?? 0) }, locale);
	}
	const say = {
		same: m.overview_month_same,
		double: m.overview_month_double,
		less: m.overview_month_less,
		more: m.overview_month_more
	};
	return say[which]({ percent: percentOf(change ?? 0), month }, locale);
}

function roomSentence(
	{ room, month, bars }: MediumOverview,
	{ today }: Overview,
	language: Language
): string {
	const locale = { locale: language };
	const say = (value: number) => spokenAmount('temperature', value, 'long', language);
	const name = formatMonthName(today.slice(0, 7), language);
	const sentences: string[] = [];
	if (room) sentences.push(m.overview_room_range({ low: say(room.low), high: say(room.high) }, locale));
	const lows = bars.filter((bar) => bar.low !== null && bar.key.length === 10);
	const [lowest] = [...lows].sort((a, b) => (a.low ?? 0) - (b.low ?? 0));
	if (lowest?.low != null && lows.length > 1) {
		const day = formatShortDay(lowest.key, language);
		sentences.push(m.overview_room_month({ month: name, low: say(lowest.low), day }, locale));
	} else if (!room && month.low !== null && month.high !== null) {
		sentences.push(
			m.overview_room_between({ low: say(month.low), high: say(month.high), month: name }, locale)
		);
	}
	return sentences.length > 0 ? sentences.join(' ') : m.overview_none_value({}, locale);
}

/** The figure of a medium: this month's sum, or the room's temperature now; null: nothing is known. */
export function mediumFigure(shown: MediumOverview, isLeft: boolean, language: Language): Shown | null {
	const locale = { locale: language };
	if (shown.medium === 'temperature') {
		const value = shown.room?.now ?? (isLeft ? shown.year : shown.month).amount;
		if (value === null) return null;
		const unit = shown.room ? m.overview_room_now({}, locale) : m.overview_room_mean({}, locale);
		return { value: formatAmount(value, '°C', language), unit };
	}
	const { amount } = isLeft ? shown.year : shown.month;
	return amount === null ? null : shownAmount(shown.medium, amount, language);
}

/** A name, a strong figure and what is said of it. */
export interface Aside {
	readonly name: string;
	readonly figure: string | null;
	readonly rest: string | null;
}

/** Today and this year of a medium, in few words. */
export function mediumAsides(shown: MediumOverview, isLeft: boolean, language: Language): Aside[] {
	if (shown.medium === 'temperature' || isLeft) return [];
	const locale = { locale: language };
	const asides: Aside[] = [];
	if (shown.day !== null)
		asides.push({ name: m.overview_today({}, locale), ...todayWords(shown.medium, shown.day, language) });
	const { amount, comparison, first } = shown.year;
	// In the month in which they moved in the year is the month.
	if (amount !== null && first !== shown.month.first) {
		const figure = spokenAmount(shown.medium, amount, 'long', language);
		asides.push({ name: m.overview_year({}, locale), figure, rest: yearWords(comparison, language) });
	}
	return asides;
}

function todayWords(medium: Medium, { amount, comparison }: SoFar, language: Language): Omit<Aside, 'name'> {
	const locale = { locale: language };
	if (amount === null) return { figure: null, rest: m.overview_today_none({}, locale) };
	const figure = spokenAmount(medium, amount, 'day', language);
	if (comparison?.kind !== 'compared') return { figure, rest: null };
	const before = spokenAmount(medium, comparison.before, 'day', language);
	return { figure, rest: m.overview_today_before({ amount: before }, locale) };
}

function yearWords(comparison: Comparison | null, language: Language): string | null {
	const locale = { locale: language };
	if (comparison?.kind !== 'compared') return null;
	const { change, isSame } = comparison;
	if (isSame) return m.overview_year_same({}, locale);
	if (change === null) return null;
	if (change > 1) return m.overview_year_double({}, locale);
	return (change < 0 ? m.overview_year_less : m.overview_year_more)({ percent: percentOf(change) }, locale);
}
