import type { HomeAnswer } from './visitor.ts';

const ZONE = 'Europe/Stockholm';
const DAY_MS = 86_400_000;

/** Civil day that clocks in Sweden show at an instant: '2026-11-21'. */
export const civilDay = (ms: number): string =>
	new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(ms);

/** The civil day so many days ago; the sample company lives up to the present hour. */
export const daysAgo = (days: number): string => civilDay(Date.now() - days * DAY_MS);

/** The month before the present one: over, and wholly known. */
export function lastMonth(): string {
	const today = daysAgo(0);
	const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
	return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`;
}

/** The latest last Sunday of March (3) or October (10) that is over: the sample's 14 months hold one of each. */
export function clockChange(month: 3 | 10): string {
	const year = Number(daysAgo(0).slice(0, 4));
	const sundays = [year, year - 1].map((y) => {
		const last = new Date(Date.UTC(y, month - 1, 31));
		return civilDay(last.getTime() - last.getUTCDay() * DAY_MS + DAY_MS / 2);
	});
	return sundays.find((day) => day < daysAgo(1)) ?? '';
}

/** Address of a usage page. */
export function usage(
	home: Pick<HomeAnswer, 'id'>,
	subject: 'water' | 'electricity' | 'temperature',
	resolution: 'hour' | 'day' | 'month' | 'year',
	period: string
): string {
	return `/homes/${home.id}/usage/${subject}/${resolution}/${period}`;
}

/** One page of each resolution, wholly in the past where there is such. */
export const PERIODS = [
	['hour', daysAgo(5)],
	['day', lastMonth()],
	['month', daysAgo(0).slice(0, 4)],
	['year', 'all']
] as const;

/** UTC seconds of 06:00 UTC on a civil day: an hour of the morning, whatever the season. */
export const morning = (day: string): number => Date.parse(`${day}T06:00:00Z`) / 1000;

/** The civil day so many days after another. */
export const addDays = (day: string, days: number): string =>
	new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
