import { civilDate, formatClock, formatShortDay, type Language } from '#lib/i18n/formats.ts';
import { m } from '#lib/i18n/messages/messages.js';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** What is measured at some time and grows old. Times in UTC seconds. */
export interface Aging {
	readonly at: number | null;
	readonly stale: boolean;
	readonly staleAfterS: number;
}

/** How long ago, as one says it: 'nyss', 'för 4 s sedan', 'för 3 tim sedan'. A time to come is now: clocks differ. */
export function ageWords(at: number | null, now: number, language: Language): string {
	const locale = { locale: language };
	if (at === null) return m.wall_age_unknown({}, locale);
	const seconds = Math.floor(now - at);
	if (seconds < 2) return m.wall_age_now({}, locale);
	if (seconds < MINUTE) return m.wall_age_seconds({ count: seconds }, locale);
	if (seconds < HOUR) return m.wall_age_minutes({ count: Math.floor(seconds / MINUTE) }, locale);
	if (seconds < 2 * DAY) return m.wall_age_hours({ count: Math.floor(seconds / HOUR) }, locale);
	return m.wall_age_days({ count: Math.floor(seconds / DAY) }, locale);
}

/** Whether a value is old by now: what the node said of it, or what the page can tell by itself since. */
export function isOld({ at, stale, staleAfterS }: Aging, now: number): boolean {
	return stale || at === null || now - at > staleAfterS;
}

/** A moment as one says it today: '12:10', and of another day 'lördag 21'. */
export function momentWords(at: number, now: number, zone: string, language: Language): string {
	const day = civilDate(at, zone);
	return day === civilDate(now, zone) ? formatClock(at, zone) : formatShortDay(day, language);
}
