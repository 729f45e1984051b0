import { addDays, civilDay } from '#lib/energy/calendar.ts';
import { LOG_ROLES, type LogQuestion } from '#lib/server/staff/log.ts';
import { civilDaySchema, isHomeId, parse } from './requests.ts';

/** What an auditor looks for, from an address: `?from=&to=` days, `?role=`, `?home=`; a week unless told otherwise. */
export function logQuestion(asked: URLSearchParams, now: number, most: number): LogQuestion {
	const today = civilDay(now);
	const day = (name: string, otherwise: string) => {
		const sent = asked.get(name) ?? '';
		return parse(civilDaySchema, sent).ok ? sent : otherwise;
	};
	const home = asked.get('home')?.trim() ?? '';
	return {
		from: day('from', addDays(today, -6)),
		to: day('to', today),
		role: LOG_ROLES.find((role) => role === asked.get('role')) ?? null,
		home: isHomeId(home) ? home : null,
		most
	};
}
