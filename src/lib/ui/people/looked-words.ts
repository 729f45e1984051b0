import type { Medium } from '#lib/energy/medium.ts';
import { addDays } from '#lib/energy/calendar.ts';
import {
	civilDate,
	formatClock,
	formatDayAndMonth,
	formatLongDay,
	formatMonth,
	type Language
} from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';
import { mediaWords, resolutionWord, type SharedResolution } from './mandate.ts';

/** One look at a home. */
export interface Look {
	readonly id: string;
	/** UTC seconds. */
	readonly at: number;
	readonly role: string;
	readonly purpose: string;
	readonly called: string | null;
	readonly media: readonly Medium[];
	readonly resolution: SharedResolution | null;
	/** First day, and the first that is not counted. */
	readonly from: string | null;
	readonly to: string | null;
}

const ROLES: Readonly<Record<string, typeof m.looked_role_holder>> = {
	holder: m.looked_role_holder,
	delegate: m.looked_role_delegate,
	guardian: m.looked_role_guardian,
	care_giver: m.looked_role_care_giver,
	case_handler: m.looked_role_case_handler,
	billing: m.looked_role_billing,
	estate: m.looked_role_estate,
	consent_officer: m.looked_role_consent_officer,
	auditor: m.looked_role_auditor
};

const REASONS: Readonly<Record<string, typeof m.looked_why_shared>> = {
	delegate: m.looked_why_shared,
	guardian: m.looked_why_court,
	care: m.looked_why_care,
	bill_question: m.looked_why_bill_question,
	leak: m.looked_why_leak,
	meter_fault: m.looked_why_meter_fault,
	comfort: m.looked_why_comfort,
	saving_advice: m.looked_why_saving_advice,
	other_fault: m.looked_why_other_fault,
	bill_correction: m.looked_why_bill_correction,
	final_bill: m.looked_why_final_bill,
	meter_check: m.looked_why_meter_check,
	invoice: m.looked_why_invoice,
	estate: m.looked_why_estate,
	consents: m.looked_why_consents,
	own_view: m.looked_why_own
};

/** 'misstänkt läcka'; a word of the database's that has no text here is shown as it is. */
export function reasonWords(purpose: string, language: Language): string {
	return REASONS[purpose]?.({}, { locale: language }) ?? purpose;
}

/** 'Anna, inbjuden av er'; staff by role, never by name. */
export function whoWords({ role, purpose, called }: Look, language: Language): string {
	const locale = { locale: language };
	const who = called ?? ROLES[role]?.({}, locale) ?? role;
	return m.looked_who({ who, why: reasonWords(purpose, language) }, locale);
}

/** 'Kallt vatten: dagar, november 2026'. */
export function whatWords(look: Look, language: Language): string {
	const locale = { locale: language };
	const { media, resolution } = look;
	if (resolution === null) return m.looked_metadata({}, locale);
	const input = {
		media: mediaWords(media, language),
		resolution: resolutionWord(resolution, language),
		period: periodWords(look, language)
	};
	return m.looked_what(input, locale);
}

/** 'november 2026', 'lördag 21 november 2026', '2025 till 2026': what was opened, both ends included. */
export function periodWords({ resolution, from, to }: Look, language: Language): string {
	if (from === null || to === null) return '';
	const last = addDays(to, -1);
	const name = (day: string) => {
		if (resolution === 'month') return day.slice(0, 4);
		return resolution === 'day' ? formatMonth(day.slice(0, 7), language) : formatLongDay(day, language);
	};
	const [first, end] = [name(from), name(last)];
	return first === end ? first : m.looked_span({ first, last: end }, { locale: language });
}

/** '21 november 2026 14:03'. */
export function instantWords(at: number, zone: string, language: Language): string {
	const day = civilDate(at, zone);
	const words = {
		day: `${formatDayAndMonth(day, language)} ${day.slice(0, 4)}`,
		clock: formatClock(at, zone)
	};
	return m.looked_day_clock(words, { locale: language });
}
