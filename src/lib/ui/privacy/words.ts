import { MEDIA, type Medium } from '#lib/energy/medium.ts';
import { civilDate, formatDayAndMonth, formatHeading, type Language } from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';
import type { PastAct } from '#lib/privacy/choice.ts';
import type { Reason, ShownResolution } from '#lib/privacy/purpose.ts';
import { mediumName } from '../words/amounts.ts';

/** 'a, b och c'. */
export function listOf(words: readonly string[], language: Language): string {
	const last = words.at(-1) ?? '';
	if (words.length < 2) return last;
	return m.privacy_and({ first: words.slice(0, -1).join(', '), last }, { locale: language });
}

/** Media within a sentence, in the order of the product: 'kallt vatten och el'. */
export function mediaList(media: readonly Medium[], language: Language): string {
	const names = MEDIA.filter((medium) => media.includes(medium)).map((medium) =>
		mediumName(medium, language)
	);
	return listOf(
		names.map((name) => name.charAt(0).toLocaleLowerCase() + name.slice(1)),
		language
	);
}

/** The same at the beginning of a sentence. */
export const mediaListFirst = (media: readonly Medium[], language: Language) =>
	formatHeading(mediaList(media, language));

/** 'månader, dagar och timmar'. */
export function resolutionList(resolutions: readonly ShownResolution[], language: Language): string {
	const names = {
		month: m.privacy_resolution_month,
		day: m.privacy_resolution_day,
		hour: m.privacy_resolution_hour
	};
	const order = (['month', 'day', 'hour'] as const).filter((each) => resolutions.includes(each));
	return listOf(
		order.map((each) => names[each]({}, { locale: language })),
		language
	);
}

/** Why staff ask. */
export function reasonName(reason: Reason, language: Language): string {
	const names = {
		bill_question: m.privacy_reason_bill_question,
		leak: m.privacy_reason_leak,
		meter_fault: m.privacy_reason_meter_fault,
		comfort: m.privacy_reason_comfort,
		saving_advice: m.privacy_reason_saving_advice,
		other_fault: m.privacy_reason_other_fault
	};
	return names[reason]({}, { locale: language });
}

/** What an act of one's own did. */
export function actName(act: PastAct['act'], language: Language): string {
	const names = {
		given: m.privacy_act_given,
		withdrawn: m.privacy_act_withdrawn,
		confirmed: m.privacy_act_confirmed,
		declined: m.privacy_act_declined,
		objected: m.privacy_act_objected,
		objection_lifted: m.privacy_act_objection_lifted
	};
	return names[act]({}, { locale: language });
}

/** For what. */
export function purposeName(purpose: PastAct['purpose'], language: Language): string {
	const names = {
		own_view: m.privacy_purpose_own_view,
		display: m.privacy_purpose_display,
		tv: m.privacy_purpose_tv,
		case: m.privacy_purpose_case
	};
	return names[purpose]({}, { locale: language });
}

/** '22 november 2027'. */
export function dayOf(at: number, timeZone: string, language: Language): string {
	const day = civilDate(at, timeZone);
	return `${formatDayAndMonth(day, language)} ${day.slice(0, 4)}`;
}
