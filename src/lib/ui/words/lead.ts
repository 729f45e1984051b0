import type { Usage } from '#lib/energy/series.ts';
import { formatInstant, formatMonthName, formatShortDay } from '#lib/i18n/formats.ts';
import type { Language } from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';
import type { Frame, Slot } from '../usage/frame.ts';
import { fitTotal, formatAmount } from '../usage/units.ts';
import { amountWords } from './amounts.ts';

/** A page's first sentence: what is said strongly, and what follows it. */
export interface Lead {
	readonly strong: string;
	readonly rest: string;
}

const CERTAIN = new Set(['solid', 'cornered', 'outlined']);

function upward(slot: Slot): number {
	return slot.parts.reduce((sum, p) => (p.medium === 'electricity_export' ? sum : sum + (p.amount ?? 0)), 0);
}

/** The slot with the most use, among those that are truly known; null when none stands out. */
export function peakSlot(frame: Frame): Slot | null {
	const certain = frame.slots.filter(
		(s) => s.state === 'known' && s.parts.every((p) => p.amount === null || CERTAIN.has(p.look))
	);
	// Of two years one is nearly always cut short: its being less says nothing.
	if (certain.length < (frame.usage.resolution === 'year' ? 3 : 2)) return null;
	const peak = certain.reduce((best, s) => (upward(s) > upward(best) ? s : best));
	return upward(peak) > 0 ? peak : null;
}

function peakWords(slot: Slot, language: Language): string {
	const locale = { locale: language };
	if (slot.hour !== null) return m.lead_peak_hour({ from: slot.hour, to: slot.hour + 1 }, locale);
	if (slot.key.length === 10) return m.lead_peak_day({ day: formatShortDay(slot.day, language) }, locale);
	if (slot.key.length === 7) return m.lead_peak_month({ month: formatMonthName(slot.key, language) }, locale);
	return m.lead_peak_year({ year: slot.key }, locale);
}

function missingWords(frame: Frame, language: Language): string {
	const count = frame.slots.filter((s) => s.state === 'absent').length;
	if (count === 0) return '';
	const { resolution } = frame.usage;
	const say = {
		hour: m.lead_missing_hour,
		day: m.lead_missing_day,
		month: m.lead_missing_month,
		year: m.lead_missing_year
	}[resolution];
	return ` ${say({ count }, { locale: language })}`;
}

function nothingKnown(frame: Frame, language: Language): Lead {
	const { usage } = frame;
	const locale = { locale: language };
	if (usage.latest === null) return { strong: '', rest: m.lead_none_ever({}, locale) };
	if (
		frame.slots.every((s) => s.state === 'coming' || s.state === 'outside') &&
		frame.slots.some((s) => s.state === 'coming')
	) {
		return { strong: '', rest: m.lead_none_coming({}, locale) };
	}
	const after = frame.slots.some((s) => s.state !== 'outside' && s.start >= (usage.latest ?? 0));
	const since = formatInstant(usage.latest, language, usage.home.timeZone);
	const more = after ? ` ${m.lead_none_since({ instant: since }, locale)}` : '';
	return { strong: '', rest: m.lead_none({}, locale) + more };
}

function totalOf(usage: Usage, media: readonly string[]): number {
	return usage.series.reduce((sum, s) => (media.includes(s.medium) ? sum + (s.total ?? 0) : sum), 0);
}

function amountLead(frame: Frame, language: Language): Lead {
	const { usage, unit } = frame;
	const locale = { locale: language };
	const say = (value: number) => {
		const fit = fitTotal(value * unit.factor, unit);
		return amountWords(fit.value, fit.unit, language);
	};
	const sum = totalOf(usage, ['cold_water', 'hot_water', 'electricity']);
	// The unit is said once, unless the parts are so much smaller that theirs is another.
	const sayAfter = (value: number) => {
		const fit = fitTotal(value * unit.factor, unit);
		const same = fit.unit === fitTotal(sum * unit.factor, unit).unit;
		return same ? formatAmount(fit.value, fit.unit, language) : say(value);
	};
	const total = say(sum);
	const hot = totalOf(usage, ['hot_water']);
	const exported = totalOf(usage, ['electricity_export']);
	const ongoing = frame.slots.some((s) => s.ongoing || s.state === 'awaited' || s.state === 'coming');
	const partial = frame.slots.some(
		(s) => s.state === 'absent' || s.parts.some((p) => p.amount !== null && p.look === 'partial')
	);
	const strong = partial
		? m.lead_total_at_least({ total }, locale)
		: ongoing
			? m.lead_total_so_far({ total }, locale)
			: m.lead_total({ total }, locale);
	const both = usage.series.length > 1;
	const aside =
		both && hot > 0
			? m.lead_hot({ hot: sayAfter(hot) }, locale)
			: both && exported > 0
				? m.lead_export({ amount: say(exported) }, locale)
				: '';
	const peak = peakSlot(frame);
	const point = peak === null ? '' : ` ${peakWords(peak, language)}`;
	return { strong, rest: `${aside}.${point}${missingWords(frame, language)}` };
}

/** The first sentence of a usage page: the total and its point. */
export function leadOf(frame: Frame, language: Language): Lead {
	if (!frame.slots.some((s) => s.state === 'known')) return nothingKnown(frame, language);
	if (frame.kind === 'amounts') return amountLead(frame, language);
	const say = (value: number) => amountWords(value, frame.unit.name, language);
	const parts = frame.slots.flatMap((s) => s.parts);
	const low = Math.min(...parts.flatMap((p) => p.low ?? p.amount ?? []));
	const high = Math.max(...parts.flatMap((p) => p.high ?? p.amount ?? []));
	const locale = { locale: language };
	const strong = m.lead_mean({ mean: say(frame.usage.series[0]?.total ?? 0) }, locale);
	const range = m.lead_range({ low: say(low), high: say(high) }, locale);
	return { strong, rest: `${range}.${missingWords(frame, language)}` };
}
