import type { Language } from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';

/** A page of staff's, and what it is for. */
export interface StaffPage {
	readonly href: string;
	readonly name: string;
	readonly about: string;
}

/** The pages that belong to what somebody does. */
export function staffPages(roles: readonly string[], language: Language): StaffPage[] {
	const locale = { locale: language };
	const pages = [
		['consent_officer', '/staff/consents', m.staff_consents, m.staff_consents_about],
		['consent_officer', '/staff/estates', m.staff_estates, m.staff_estates_about],
		['case_handler', '/staff/cases', m.staff_cases, m.staff_cases_about],
		['billing', '/staff/billing', m.staff_billing, m.staff_billing_about],
		['technician', '/staff/flags', m.staff_flags, m.staff_flags_about],
		['technician', '/staff/displays', m.staff_displays, m.staff_displays_about],
		['auditor', '/staff/log', m.staff_log, m.staff_log_about]
	] as const;
	return pages
		.filter(([role]) => roles.includes(role))
		.map(([, href, name, about]) => ({ href, name: name({}, locale), about: about({}, locale) }));
}
