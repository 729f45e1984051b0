import type { Medium } from '#lib/energy/medium.ts';
import { civilDate, formatDayAndMonth, type Language } from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';
import { mediumName } from '../words/amounts.ts';

export type SharedResolution = 'month' | 'day' | 'hour';

/** Somebody who may look into a home, or might, or could once. Times are UTC seconds. */
export interface Mandate {
	readonly id: string;
	readonly kind: 'delegate' | 'guardian' | 'care';
	readonly called: string;
	readonly media: readonly Medium[];
	readonly resolutions: readonly SharedResolution[];
	readonly begins: number;
	readonly ends: number;
	readonly accepted: number | null;
	readonly ended: number | null;
	readonly agreed: boolean;
	readonly live: boolean;
}

/** How long an invitation waits to be taken up. */
const INVITATION_S = 14 * 86_400;
const ORDER: readonly SharedResolution[] = ['month', 'day', 'hour'];

/** 'kallt vatten, el och temperatur'. */
export function listed(words: readonly string[], language: Language): string {
	return new Intl.ListFormat(language, { type: 'conjunction' }).format(words);
}

/** 'månader'. */
export function resolutionWord(resolution: SharedResolution, language: Language): string {
	const word = { month: m.delegate_month, day: m.delegate_day, hour: m.delegate_hour };
	return word[resolution]({}, { locale: language });
}

/** 'Kallt vatten och El: månader och dagar'. */
export function scopeWords(
	{
		media,
		resolutions
	}: { readonly media: readonly Medium[]; readonly resolutions: readonly SharedResolution[] },
	language: Language
): string {
	const words = {
		media: mediaWords(media, language),
		resolutions: listed(
			ORDER.filter((each) => resolutions.includes(each)).map((each) => resolutionWord(each, language)),
			language
		)
	};
	return m.delegate_scope(words, { locale: language });
}

/** 'Kallt vatten, el och temperatur'. */
export function mediaWords(media: readonly Medium[], language: Language): string {
	const names = media.map((medium, i) => {
		const name = mediumName(medium, language);
		return i === 0 ? name : name.charAt(0).toLocaleLowerCase(language) + name.slice(1);
	});
	return listed(names, language);
}

/** '21 november 2026'. */
export function dayWords(at: number, zone: string, language: Language): string {
	const day = civilDate(at, zone);
	return `${formatDayAndMonth(day, language)} ${day.slice(0, 4)}`;
}

/** Whether a mandate is over for good. */
export function isOver(mandate: Mandate, now: number): boolean {
	return mandate.ended !== null || mandate.ends <= now || isLapsed(mandate, now);
}

function isLapsed({ kind, accepted, begins }: Mandate, now: number): boolean {
	return kind !== 'guardian' && accepted === null && begins + INVITATION_S <= now;
}

/** Whether the own yes is what a mandate waits for. */
export function needsAgreement(mandate: Mandate, now: number): boolean {
	return mandate.kind !== 'guardian' && !mandate.agreed && !isOver(mandate, now);
}

/** How a mandate stands, in a sentence. */
export function stateWords(mandate: Mandate, now: number, zone: string, language: Language): string {
	const locale = { locale: language };
	const day = (at: number) => ({ day: dayWords(at, zone, language) });
	if (mandate.ended !== null) return m.delegate_state_ended(day(mandate.ended), locale);
	if (mandate.ends <= now) return m.delegate_state_over(day(mandate.ends), locale);
	if (isLapsed(mandate, now)) return m.delegate_state_lapsed({}, locale);
	if (mandate.live) return m.delegate_state_live(day(mandate.ends), locale);
	if (needsAgreement(mandate, now)) return m.delegate_state_yours({}, locale);
	if (mandate.accepted === null) return m.delegate_state_invited({}, locale);
	if (mandate.begins > now) return m.delegate_state_begins(day(mandate.begins), locale);
	return m.delegate_state_others({}, locale);
}
