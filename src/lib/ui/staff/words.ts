import { MEDIA as ORDER, type Medium } from '#lib/energy/medium.ts';
import { civilDate, formatClock, formatDayAndMonth, type Language } from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';

/*
 * Words for what staff see. Closed lists come from the database as they are; a word that is not known here is shown as
 * it is.
 */

type Text = (inputs: Record<string, never>, options: { locale: Language }) => string;

const say = (texts: Readonly<Record<string, Text>>, word: string, language: Language): string =>
	texts[word]?.({}, { locale: language }) ?? word;

const MEDIA: Readonly<Record<Medium, Text>> = {
	cold_water: m.medium_cold_water,
	hot_water: m.medium_hot_water,
	electricity: m.medium_electricity,
	electricity_export: m.medium_electricity_export,
	temperature: m.medium_temperature
};
const RESOLUTIONS = {
	month: m.staff_resolution_month,
	day: m.staff_resolution_day,
	hour: m.staff_resolution_hour
};
const REASONS = {
	bill_question: m.staff_reason_bill_question,
	leak: m.staff_reason_leak,
	meter_fault: m.staff_reason_meter_fault,
	comfort: m.staff_reason_comfort,
	saving_advice: m.staff_reason_saving_advice,
	other_fault: m.staff_reason_other_fault,
	bill_correction: m.staff_reason_bill_correction,
	final_bill: m.staff_reason_final_bill,
	meter_check: m.staff_reason_meter_check
};
const PURPOSES = {
	own_view: m.staff_purpose_own_view,
	display: m.staff_purpose_display,
	tv: m.staff_purpose_tv,
	case: m.staff_purpose_case
};
const ROLES = {
	holder: m.staff_role_holder,
	delegate: m.staff_role_delegate,
	guardian: m.staff_role_guardian,
	care_giver: m.staff_role_care_giver,
	case_handler: m.staff_role_case_handler,
	billing: m.staff_role_billing,
	estate: m.staff_role_estate,
	consent_officer: m.staff_role_consent_officer,
	auditor: m.staff_role_auditor
};
const KINDS = {
	read: m.staff_kind_read,
	download: m.staff_kind_download,
	metadata: m.staff_kind_metadata,
	export: m.staff_kind_export
};
const ACTS = {
	given: m.staff_act_given,
	withdrawn: m.staff_act_withdrawn,
	proposed: m.staff_act_proposed,
	confirmed: m.staff_act_confirmed,
	declined: m.staff_act_declined
};

const EVENTS = {
	search: m.staff_event_search,
	access_refused: m.staff_event_access_refused,
	case_opened: m.staff_event_case_opened,
	case_closed: m.staff_event_case_closed,
	consent_asked: m.staff_event_consent_asked,
	consent_proposed: m.staff_event_consent_proposed,
	consent_given: m.staff_event_consent_given,
	consent_withdrawn: m.staff_event_consent_withdrawn,
	guardian_entered: m.staff_event_guardian_entered,
	guardian_ended: m.staff_event_guardian_ended,
	estate_noticed: m.staff_event_estate_noticed,
	estate_released: m.staff_event_estate_released,
	estate_closed: m.staff_event_estate_closed,
	handlers_changed: m.staff_event_handlers_changed,
	subtenant_entered: m.staff_event_subtenant_entered,
	subtenant_removed: m.staff_event_subtenant_removed,
	subtenant_invited: m.staff_event_subtenant_invited,
	sublet_begun: m.staff_event_sublet_begun,
	sublet_ended: m.staff_event_sublet_ended,
	sublet_undone: m.staff_event_sublet_undone,
	log_searched: m.staff_event_log_searched,
	log_exported: m.staff_event_log_exported,
	events_searched: m.staff_event_events_searched,
	mandate_invited: m.staff_event_mandate_invited,
	mandate_accepted: m.staff_event_mandate_accepted,
	mandate_approved: m.staff_event_mandate_approved,
	mandate_ended: m.staff_event_mandate_ended,
	staff_added: m.staff_event_staff_added,
	staff_removed: m.staff_event_staff_removed,
	role_given: m.staff_event_role_given,
	role_taken: m.staff_event_role_taken,
	sign_in_changed: m.staff_event_sign_in_changed,
	second_factor_forgotten: m.staff_event_second_factor_forgotten,
	identity_bound: m.staff_event_identity_bound,
	password_changed: m.staff_event_password_changed,
	retention: m.staff_event_retention
};

const SEARCHES = { apartment: m.staff_find_apartment, contract: m.staff_find_contract };
/** By what right somebody was refused, what somebody was invited as, and what the retention found. */
const BASES = {
	mandate: m.staff_role_delegate,
	care: m.staff_role_care_giver,
	invoice: m.staff_role_billing,
	case_billing: m.staff_role_billing,
	nothing: m.staff_retention_nothing
};

/** Roles that a row of the log can have. */
export const LOG_ROLES = Object.keys(ROLES);

export const mediumWord = (word: string, language: Language): string => say(MEDIA, word, language);
export const resolutionWord = (word: string, language: Language): string => say(RESOLUTIONS, word, language);
export const reasonWord = (word: string, language: Language): string => say(REASONS, word, language);
export const purposeWord = (word: string, language: Language): string => say(PURPOSES, word, language);
export const roleWord = (word: string, language: Language): string => say(ROLES, word, language);
export const kindWord = (word: string, language: Language): string => say(KINDS, word, language);
export const eventWord = (word: string, language: Language): string => say(EVENTS, word, language);
export const actWord = (word: string, language: Language): string => say(ACTS, word, language);

/** What an event was about: a purpose, a role or a number that was looked for in words; anything else as it is. */
export function detailWords(detail: string, language: Language): string {
	const [, what = '', number = ''] = /^(apartment|contract) (.+)$/.exec(detail) ?? [];
	if (number !== '') return `${say(SEARCHES, what, language)} ${number}`;
	return say({ ...ROLES, ...PURPOSES, ...BASES }, detail, language);
}

/** 'Kallt vatten, el': several media in one line, the first letter large. */
export function mediaWords(media: readonly string[], language: Language): string {
	const place = (medium: string) => (ORDER as readonly string[]).indexOf(medium);
	return [...media]
		.sort((a, b) => place(a) - place(b))
		.map((medium) => mediumWord(medium, language))
		.map((word, i) => (i === 0 ? word : word.charAt(0).toLowerCase() + word.slice(1)))
		.join(', ');
}

/** 'månader, dagar'. */
export const resolutionWords = (resolutions: readonly string[], language: Language): string =>
	resolutions.map((each) => resolutionWord(each, language)).join(', ');

/** '21 november 2026' of a civil day. */
export const dayWords = (day: string, language: Language): string =>
	`${formatDayAndMonth(day, language)} ${day.slice(0, 4)}`;

/** The civil day of an instant (UTC seconds). */
export const dayOf = (at: number, language: Language): string => dayWords(civilDate(at), language);

/** '21 november 2026 14:03'. */
export const instantWords = (at: number, language: Language): string =>
	`${dayOf(at, language)} ${formatClock(at)}`;

/** How long until a case closes; null when it has. @param left seconds */
export function leftWords(left: number, language: Language): string | null {
	if (left <= 0) return null;
	const whole = Math.floor(left);
	const minutes = Math.floor(whole / 60) % 60;
	const hours = Math.floor(whole / 3600) % 24;
	const days = Math.floor(whole / 86_400);
	const locale = { locale: language };
	return days > 0
		? m.staff_case_left_days({ days, hours, minutes }, locale)
		: m.staff_case_left_hours({ hours, minutes, seconds: whole % 60 }, locale);
}
