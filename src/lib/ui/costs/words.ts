import { civilDay, dayStart } from '#lib/energy/calendar.ts';
import type {
	Bill,
	BillCause,
	BillComparison,
	BillUnknown,
	BillUse,
	MediumBill
} from '#lib/energy/cost/bill.ts';
import type { Medium } from '#lib/energy/medium.ts';
import {
	formatClock,
	formatDayAndMonth,
	formatDayNumber,
	formatHeading,
	formatMonth,
	formatMonthName,
	formatNumber
} from '#lib/i18n/formats.ts';
import type { Language } from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';
import { mediumName } from '../words/amounts.ts';

/** '1 234,50 kr': to the öre. */
export function sumWords(ore: number, language: Language): string {
	return m.costs_kr({ value: formatNumber(ore / 100, language, 2, 2) }, { locale: language });
}

/** '1 235 kr': to the krona, for sentences; below ten kronor to the öre. */
export function roundSum(ore: number, language: Language): string {
	if (Math.abs(ore) < 1000) return sumWords(ore, language);
	return m.costs_kr({ value: formatNumber(ore / 100, language) }, { locale: language });
}

/** '+38 kr', '−12 kr'. */
export function signedSum(ore: number, language: Language): string {
	const written = roundSum(Math.abs(ore), language);
	return `${ore < 0 ? '−' : '+'}${written}`;
}

/** '3,200 m³': as measured, so that it can be worked out again. */
export function quantityWords(quantity: number, unit: MediumBill['unit'], language: Language): string {
	return `${formatNumber(quantity, language, 3, 3)} ${unit}`;
}

/** '74,80 kr', '1,276 kr': a price with all its decimals. */
export function priceWords(price: number, language: Language): string {
	return m.costs_kr({ value: formatNumber(price, language, 6, 2) }, { locale: language });
}

/** The period in words: 'November 2026', '2026'. */
export function billName({ kind, period }: Pick<Bill, 'kind' | 'period'>, language: Language): string {
	return kind === 'month' ? formatHeading(formatMonth(period, language)) : period;
}

/** What the page says first. */
export function leadWords(bill: Bill, language: Language): string {
	const locale = { locale: language };
	const sum = roundSum(bill.gross, language);
	const input = {
		period: bill.kind === 'month' ? formatHeading(formatMonthName(bill.period, language)) : bill.period,
		sum: isIncomplete(bill) ? m.costs_at_least({ sum }, locale) : sum
	};
	return bill.provisional ? m.costs_lead_so_far(input, locale) : m.costs_lead(input, locale);
}

/** Something that was used is in no amount. */
export function isIncomplete(bill: Bill): boolean {
	if (bill.kind === 'year') return bill.months.some(({ incomplete }) => incomplete);
	return bill.media.some(({ priced, unknown }) => priced && unknown.length > 0);
}

/** 'i november 2025', '2025'. */
function thenWords(period: string, language: Language): string {
	const locale = { locale: language };
	if (period.length === 4) return m.costs_then_year({ year: period }, locale);
	return m.costs_then_month({ month: formatMonth(period, language) }, locale);
}

/** 'Det är 48 kr mer än i november 2025.' */
export function comparisonWords({ difference, period }: BillComparison, language: Language): string {
	const locale = { locale: language };
	const input = { sum: roundSum(Math.abs(difference), language), then: thenWords(period, language) };
	if (difference === 0) return m.costs_same({ then: input.then }, locale);
	return difference > 0 ? m.costs_more(input, locale) : m.costs_less(input, locale);
}

/** Why there is no comparison, once the period is over; null while it goes on. */
export function noComparisonWords(bill: Bill, language: Language): string | null {
	if (bill.comparison !== null || bill.provisional || !bill.priced) return null;
	const then = bill.kind === 'year' ? String(Number(bill.period) - 1) : yearBefore(bill.period, language);
	return m.costs_no_comparison({ then }, { locale: language });
}

const yearBefore = (month: string, language: Language): string =>
	formatMonth(`${Number(month.slice(0, 4)) - 1}${month.slice(4)}`, language);

/** Least that a cause must make to be told, öre. */
const TELLING_ORE = 100;
const MOST_CAUSES = 3;

/** Why the sum is another than a year ago, the largest first, each with what it makes. */
export function causeWords(
	{ causes }: BillComparison,
	language: Language
): { readonly text: string; readonly sum: string }[] {
	return causes
		.filter(({ difference }) => Math.abs(difference) >= TELLING_ORE)
		.slice(0, MOST_CAUSES)
		.map((cause) => ({ text: causeText(cause, language), sum: signedSum(cause.difference, language) }));
}

function causeText({ kind, medium, ratio }: BillCause, language: Language): string {
	const locale = { locale: language };
	const name = mediumName(medium, language);
	if (kind === 'fee') return m.costs_cause_fee({ medium: name }, locale);
	if (ratio === null || ratio > 10) return m.costs_cause_use_other({ medium: name }, locale);
	const share = Math.abs(ratio - 1) * 100;
	const input = { medium: name, percent: formatNumber(share, language, share < 10 ? 1 : 0) };
	if (kind === 'use') {
		return ratio > 1 ? m.costs_cause_use_more(input, locale) : m.costs_cause_use_less(input, locale);
	}
	return ratio > 1 ? m.costs_cause_price_higher(input, locale) : m.costs_cause_price_lower(input, locale);
}

/** '1–14 november', '1–10 november kl. 14:00': from when to when a price held. */
export function spanWords(
	{ start, end }: Pick<BillUse, 'start' | 'end'>,
	zone: string,
	language: Language
): string {
	const locale = { locale: language };
	const isMidnight = (at: number) => dayStart(civilDay(at, zone), zone) === at;
	const at = (instant: number) =>
		m.costs_at(
			{
				day: formatDayAndMonth(civilDay(instant, zone), language),
				time: formatClock(instant, zone)
			},
			locale
		);
	const firstDay = civilDay(start, zone);
	const lastDay = civilDay(end - 1, zone);
	const last = isMidnight(end) ? formatDayAndMonth(lastDay, language) : at(end);
	if (!isMidnight(start)) return m.costs_span({ first: at(start), last }, locale);
	return m.costs_span({ first: formatDayNumber(firstDay, language), last }, locale);
}

/** '1–30 november' of civil days, both included. */
export function daysWords(first: string, last: string, language: Language): string {
	const end = formatDayAndMonth(last, language);
	if (first === last) return end;
	return m.costs_span({ first: formatDayNumber(first, language), last: end }, { locale: language });
}

/** What is in no amount, or not wholly. */
export function unknownWords(
	{ reason, quantity, between }: BillUnknown,
	{ unit, provisional }: { readonly unit: MediumBill['unit']; readonly provisional: boolean },
	language: Language
): string {
	const locale = { locale: language };
	const amount = { quantity: quantityWords(quantity ?? 0, unit, language) };
	if (reason === 'missing') return provisional ? m.costs_awaited({}, locale) : m.costs_missing({}, locale);
	if (reason === 'partly') return m.costs_partly({}, locale);
	if (reason === 'no_price') return m.costs_no_price(amount, locale);
	if (between === null) return m.costs_uncut_open(amount, locale);
	const [least, most] = between.map((ore) => sumWords(ore, language));
	return m.costs_uncut({ ...amount, least: least ?? '', most: most ?? '' }, locale);
}

/** 'Moms 25 %'. */
export function vatWords(shares: readonly number[], language: Language): string {
	const locale = { locale: language };
	const [share, ...others] = [...new Set(shares)];
	if (share === undefined || others.length > 0) return m.costs_vat_mixed({}, locale);
	return m.costs_vat({ percent: formatNumber(share * 100, language, 2) }, locale);
}

/** Which page of usage shows a medium. */
export function subjectOf(medium: Medium): 'water' | 'electricity' {
	return medium === 'cold_water' || medium === 'hot_water' ? 'water' : 'electricity';
}
