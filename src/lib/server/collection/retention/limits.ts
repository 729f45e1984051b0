import { addDays, addMonths, civilDay } from '#lib/energy/calendar.ts';

/** How long what is kept; each may be set for itself. */
export interface RetentionLimits {
	/** Days for which hours and days are kept where nobody has agreed to them. */
	readonly withoutConsentDays: number;
	/** Days after a withdrawal, or a consent that ran out, before what it was for goes. It is hidden at once. */
	readonly afterWithdrawalDays: number;
	readonly afterMoveOutDays: number;
	readonly hourMonths: number;
	/** Hours of a home that has chosen to keep them longer. */
	readonly hourMonthsChosen: number;
	readonly dayMonths: number;
	readonly temperatureHourMonths: number;
	readonly temperatureDayMonths: number;
	readonly monthMonths: number;
	/** Months of media that are billed. */
	readonly billingYears: number;
	/** Proof of consent, after the tenancy. */
	readonly consentYears: number;
	readonly logYears: number;
}

/**
 * The defaults of the privacy rules, one day inside each that says "within": the job runs once a day, and nothing of a
 * boundary's own day may be missing.
 */
export const DEFAULT_LIMITS: RetentionLimits = {
	withoutConsentDays: 12,
	afterWithdrawalDays: 29,
	afterMoveOutDays: 90,
	hourMonths: 13,
	hourMonthsChosen: 24,
	dayMonths: 25,
	temperatureHourMonths: 3,
	temperatureDayMonths: 13,
	monthMonths: 36,
	billingYears: 7,
	consentYears: 3,
	logYears: 3
};

/** The limits as civil days: what lies before goes. */
export interface LimitDays {
	readonly now: string;
	/** The civil day of now. */
	readonly today: string;
	readonly withoutConsent: string;
	readonly withdrawn: string;
	readonly movedOut: string;
	readonly hour: string;
	readonly hourChosen: string;
	readonly day: string;
	readonly temperatureHour: string;
	readonly temperatureDay: string;
	readonly month: string;
	readonly billing: string;
	readonly consent: string;
	readonly log: string;
}

/** @param now UTC seconds */
export function limitDays(limits: RetentionLimits, now: number): LimitDays {
	const today = civilDay(now);
	return {
		now: new Date(now * 1000).toISOString(),
		today,
		withoutConsent: addDays(today, -limits.withoutConsentDays),
		withdrawn: addDays(today, -limits.afterWithdrawalDays),
		movedOut: addDays(today, -limits.afterMoveOutDays),
		hour: addMonths(today, -limits.hourMonths),
		hourChosen: addMonths(today, -limits.hourMonthsChosen),
		day: addMonths(today, -limits.dayMonths),
		temperatureHour: addMonths(today, -limits.temperatureHourMonths),
		temperatureDay: addMonths(today, -limits.temperatureDayMonths),
		month: addMonths(today, -limits.monthMonths),
		billing: addMonths(today, -12 * limits.billingYears),
		consent: addMonths(today, -12 * limits.consentYears),
		log: addMonths(today, -12 * limits.logYears)
	};
}
