import type { Overview } from '#lib/energy/overview/overview.ts';
import { SUBJECT_MEDIA, SUBJECTS } from '#lib/energy/series.ts';
import {
	civilDate,
	formatDayAndMonth,
	formatHeading,
	formatHour,
	formatMonthName,
	formatNumber,
	type Language
} from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';
import { listOf } from '../privacy/words.ts';
import { subjectName } from './names.ts';
import { dayName, isNotOwn, kronor, mediumWithin, percentOf, spokenAmount } from './overview.ts';

/** A forecast needs no more figures than it can hold: to tens from two hundred. */
const roundForecast = (value: number) =>
	Math.abs(value) >= 200 ? Math.round(value / 10) * 10 : Math.round(value);

/** A home's first lines: up to when, the point, and what the month ends at. `*` marks what is said strongly. */
export interface Head {
	readonly when: string;
	readonly head: string;
	readonly lead: string | null;
}

export function headOf(overview: Overview, language: Language): Head {
	const locale = { locale: language };
	const { home, media, today, cost } = overview;
	const month = formatMonthName(today.slice(0, 7), language);
	const when = whenWords(overview, language);
	const name = formatHeading(month);
	if (overview.isLeft) {
		const day = civilDate(overview.at, home.timeZone);
		const words = { day: `${formatDayAndMonth(day, language)} ${day.slice(0, 4)}` };
		return { when, head: m.overview_head_left(words, locale), lead: m.overview_lead_left({}, locale) };
	}
	if (media.length === 0) {
		const lead = m.overview_lead_no_meters({ company: home.company }, locale);
		return { when: formatHeading(month), head: m.overview_head_no_meters({}, locale), lead };
	}
	const isKnown = media.some(({ month: sum, year }) => sum.amount !== null || year.amount !== null);
	if (!isKnown)
		return {
			when: formatHeading(month),
			head: m.overview_head_new({}, locale),
			lead: m.overview_lead_new({}, locale)
		};
	return {
		when,
		head: cost === null ? useHead(overview, month, language) : costHead(cost, name, language),
		lead: leadOf(overview, month, language)
	};
}

/** What is meant and up to when: 'Vatten och el, till och med söndag 22 kl. 13'. */
function whenWords({ media, cost, today, home, isLeft }: Overview, language: Language): string {
	const locale = { locale: language };
	const month = formatHeading(formatMonthName(today.slice(0, 7), language));
	if (isLeft) return m.overview_when_months({ year: today.slice(0, 4) }, locale);
	const what = cost === null ? month : whatWords(cost, language);
	const hourly = media.flatMap(({ until, reads }) => (reads === 'hour' ? (until ?? []) : []));
	const known = hourly.length > 0 ? hourly : media.flatMap(({ until }) => until ?? []);
	if (known.length === 0) return what;
	const until = Math.max(...known);
	const day = dayName(civilDate(until - 1, home.timeZone), today, language);
	const hour = formatHour(until, home.timeZone);
	// Midnight is the end of a day that is over.
	return hour === '00'
		? m.overview_when_day({ what, day }, locale)
		: m.overview_when_hour({ what, day, hour }, locale);
}

/** What is paid for: 'Vatten och el'. */
function whatWords({ media }: NonNullable<Overview['cost']>, language: Language): string {
	const subjects = SUBJECTS.filter((subject) =>
		media.some(({ medium }) => SUBJECT_MEDIA[subject].includes(medium))
	);
	const names = subjects.map((subject) => subjectName(subject, language).toLocaleLowerCase());
	return formatHeading(listOf(names, language));
}

function costHead(cost: NonNullable<Overview['cost']>, month: string, language: Language): string {
	const locale = { locale: language };
	if (cost.total < 0) return m.overview_head_credit({ month, cost: kronor(-cost.total, language) }, locale);
	const plain = kronor(cost.total, language);
	const said = cost.isPart ? m.overview_at_least({ cost: plain }, locale) : plain;
	const words = { month, cost: said };
	if (cost.change === null) return m.overview_head_cost(words, locale);
	if (cost.isSame || Math.round(cost.change) === 0) return m.overview_head_cost_same(words, locale);
	const diff = kronor(Math.abs(cost.change), language);
	const say = cost.change < 0 ? m.overview_head_cost_less : m.overview_head_cost_more;
	return say({ ...words, diff }, locale);
}

/** Without prices: what has changed most, or that the month goes on. */
function useHead({ media }: Overview, month: string, language: Language): string {
	const locale = { locale: language };
	const changed = media.flatMap(({ medium, month: { comparison } }) =>
		comparison?.kind === 'compared' && comparison.change !== null && !comparison.isSame
			? [{ medium, change: comparison.change }]
			: []
	);
	const [most] = changed.sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
	if (most !== undefined) {
		const words = { percent: percentOf(most.change), medium: mediumWithin(most.medium, language) };
		const say = most.change < 0 ? m.overview_head_use_less : m.overview_head_use_more;
		return say(words, locale);
	}
	const [only] = media;
	if (media.length === 1 && only?.room) {
		return m.overview_head_room(
			{ value: spokenAmount('temperature', only.room.now, 'long', language) },
			locale
		);
	}
	return m.overview_head_plain({ month }, locale);
}

/** What the month ends at, and why nothing is compared. */
function leadOf(overview: Overview, month: string, language: Language): string | null {
	const locale = { locale: language };
	const { cost, media } = overview;
	const sentences: string[] = [];
	if (cost?.changeAtOldPrices != null && cost.change !== null) {
		sentences.push(oldPrices(cost.changeAtOldPrices, cost.change, language));
	}
	if (cost?.forecast) {
		const { expected, low, high } = cost.forecast;
		const say = (value: number) => formatNumber(roundForecast(value), language);
		const end = kronor(roundForecast(expected), language);
		sentences.push(m.overview_forecast({ month, expected: end, low: say(low), high: say(high) }, locale));
	} else if (
		cost !== null &&
		media.some(({ reads, month: sum }) => reads !== 'month' && sum.amount !== null)
	) {
		sentences.push(m.overview_forecast_later({ month }, locale));
	}
	if (isNotOwn(overview)) sentences.push(m.overview_lead_not_own({}, locale));
	return sentences.length === 0 ? null : sentences.join(' ');
}

/** What the difference would be had prices stayed as they were. */
function oldPrices(change: number, real: number, language: Language): string {
	const locale = { locale: language };
	const isUp = real > change;
	const words = { diff: kronor(Math.abs(change), language) };
	if (Math.round(Math.abs(change)) === 0) {
		return (isUp ? m.overview_prices_up_same : m.overview_prices_down_same)({}, locale);
	}
	const say = isUp
		? change < 0
			? m.overview_prices_up_less
			: m.overview_prices_up_more
		: change < 0
			? m.overview_prices_down_less
			: m.overview_prices_down_more;
	return say(words, locale);
}
