import { dayStart, offsetMinutes } from '#lib/energy/calendar.ts';
import { civilDaySchema, parse } from './requests.ts';

/**
 * What a date and a clock in a form mean where the homes are, as UTC seconds; null: no date or no clock. A clock that
 * comes twice in October is the first of the two, one that March leaves out is an hour on.
 * @param day 'YYYY-MM-DD' @param clock 'HH:MM'
 */
export function localInstant(day: string, clock: string): number | null {
	const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(clock) ?? [];
	if (!parse(civilDaySchema, day).ok || hours === undefined) return null;
	const passed = Number(hours) * 3600 + Number(minutes) * 60;
	const plain = dayStart(day) + passed;
	return plain + (offsetMinutes(dayStart(day)) - offsetMinutes(plain)) * 60;
}
