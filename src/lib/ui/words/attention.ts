import type { Attention, Stretch } from '#lib/energy/overview/attention.ts';
import type { Home, Subject } from '#lib/energy/series.ts';
import { civilDate, formatDayAndMonth, formatHour, formatNumber, type Language } from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';
import { usageAddress } from '../usage/place.ts';
import { amountWords, mediumName } from './amounts.ts';
import { dayName, mediumWithin } from './overview.ts';

/** Something to be known or done, in words. `*` marks what is said strongly. */
export interface Told {
	/** Something should be done about it now. */
	readonly isUrgent: boolean;
	readonly text: string;
	readonly link: { readonly href: string; readonly text: string };
}

/** So many times are named; the others are counted. */
const NAMED = 3;

interface Where {
	readonly home: Home;
	readonly today: string;
	readonly language: Language;
}

/** What is told of it, with its hours and what to do. */
export function toldOf(attention: Attention, where: Where): Told {
	const { home, language } = where;
	const locale = { locale: language };
	const medium = mediumName(attention.medium, language);
	const { company } = home;
	switch (attention.kind) {
		case 'leak': {
			const since = instant(attention.start, where);
			const link = linkTo(
				attention.medium,
				attention.isOver ? attention.start : attention.end - 1,
				'hour',
				where
			);
			if (attention.isOver) {
				const words = { medium, from: since, to: instant(attention.end, where) };
				return { isUrgent: false, text: m.overview_leak_over(words, locale), link };
			}
			const amount = litres(attention.litresPerHour, language);
			const say = attention.isOlder ? m.overview_leak_older : m.overview_leak;
			const text = `${say({ medium, since }, locale)} ${m.overview_leak_do({ amount, company }, locale)}`;
			return { isUrgent: true, text, link };
		}
		case 'burst': {
			const words = {
				medium: mediumWithin(attention.medium, language),
				amount: litres(attention.litresPerHour, language),
				when: stretchWords(attention, where),
				company
			};
			const link = linkTo(attention.medium, attention.start, 'hour', where);
			return { isUrgent: true, text: m.overview_burst(words, locale), link };
		}
		case 'silent':
		case 'late': {
			const words = { medium, since: instant(attention.since, where), company };
			const say = attention.kind === 'silent' ? m.overview_silent : m.overview_late;
			const link = linkTo(attention.medium, attention.since - 1, 'day', where);
			return { isUrgent: attention.kind === 'silent', text: say(words, locale), link };
		}
		case 'missing':
		case 'suspect':
		case 'spread': {
			const say = {
				missing: m.overview_missing,
				suspect: m.overview_suspect,
				spread: m.overview_spread
			}[attention.kind];
			const when = listWords(attention.stretches, where);
			const link = linkTo(attention.medium, attention.stretches[0]?.start ?? 0, 'day', where);
			return { isUrgent: false, text: say({ medium, when, company }, locale), link };
		}
	}
}

const SUBJECT: Readonly<Record<Attention['medium'], Subject>> = {
	cold_water: 'water',
	hot_water: 'water',
	electricity: 'electricity',
	electricity_export: 'electricity',
	temperature: 'temperature'
};

/** The subject of the usage pages that a medium is shown under. */
export const subjectOf = (medium: Attention['medium']): Subject => SUBJECT[medium];

function linkTo(
	medium: Attention['medium'],
	at: number,
	resolution: 'hour' | 'day',
	{ home, language }: Where
) {
	const day = civilDate(at, home.timeZone);
	const period = resolution === 'hour' ? day : day.slice(0, 7);
	const text = resolution === 'hour' ? m.overview_see_hours : m.overview_see_days;
	return {
		href: usageAddress({ home }, subjectOf(medium), resolution, period),
		text: text({}, { locale: language })
	};
}

/** '11 liter'; below one with a decimal. */
function litres(value: number, language: Language): string {
	if (value >= 1) return amountWords(Math.round(value), 'l', language);
	const written = formatNumber(value, language, 1);
	return m.amount_litres({ count: 2, value: written }, { locale: language });
}

/** 'lördag 21 kl. 02'; of another year with the year. */
function instant(at: number, { home, today, language }: Where): string {
	const day = civilDate(at, home.timeZone);
	const name =
		day.slice(0, 4) === today.slice(0, 4)
			? dayName(day, today, language)
			: `${formatDayAndMonth(day, language)} ${day.slice(0, 4)}`;
	return m.overview_when_at({ day: name, time: formatHour(at, home.timeZone) }, { locale: language });
}

/** 'lördag 21', 'lördag 21 kl. 02–05', 'lördag 21 till måndag 23', 'lördag 21 kl. 22 till söndag 22 kl. 03'. */
function stretchWords({ start, end }: Stretch, where: Where): string {
	const { home, today, language } = where;
	const locale = { locale: language };
	const zone = home.timeZone;
	const [first, last] = [civilDate(start, zone), civilDate(end - 1, zone)];
	const name = (day: string) => dayName(day, today, language);
	const [from, to] = [formatHour(start, zone), formatHour(end, zone)];
	if (from === '00' && to === '00') {
		if (first === last) return name(first);
		return m.overview_when_across({ first: name(first), last: name(last) }, locale);
	}
	if (first === last) {
		return m.overview_when_hours({ day: name(first), from, to: to === '00' ? '24' : to }, locale);
	}
	return m.overview_when_across({ first: instant(start, where), last: instant(end, where) }, locale);
}

function listWords(stretches: readonly Stretch[], where: Where): string {
	const named = stretches.slice(0, NAMED).map((stretch) => stretchWords(stretch, where));
	const rest = stretches.length - named.length;
	const list = named.join(', ');
	return rest === 0 ? list : m.overview_when_more({ list, count: rest }, { locale: where.language });
}
