import { addDays, addMonths, civilDay, firstOfMonth, firstOfYear } from '#lib/energy/calendar.ts';
import type { Resolution } from '#lib/energy/medium.ts';
import { ownTime, type DaySpan } from './intervals.ts';
import type { HomeFacts } from './packed.ts';

/** Before the first meter that could be read from afar. */
const BEGINNING = '1990-01-01';

/** What each resolution's page shows at a time: hours of a day, days of a month, months of a year, all years. */
const SHAPES: Readonly<Record<Resolution, RegExp>> = {
	hour: /^(19[9]\d|20\d\d)-\d\d-\d\d$/,
	day: /^(19[9]\d|20\d\d)-\d\d$/,
	month: /^(19[9]\d|20\d\d)$/,
	year: /^all$/
};

/** The civil days of a period as it stands in an address, or null when it is none. `now`: UTC seconds. */
export function periodSpan(resolution: Resolution, period: string, now: number): DaySpan | null {
	if (!SHAPES[resolution].test(period)) return null;
	if (resolution === 'year') {
		return {
			from: BEGINNING,
			to: addMonths(firstOfYear(new Date(now * 1000).toISOString().slice(0, 10)), 24)
		};
	}
	const from = `${period}-01-01`.slice(0, 10);
	const date = new Date(`${from}T00:00:00Z`);
	if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== from) return null;
	if (resolution === 'hour') return { from, to: addDays(from, 1) };
	return { from, to: addMonths(from, resolution === 'day' ? 1 : 12) };
}

/** The period that holds a civil day. */
export function periodOf(resolution: Resolution, day: string): string {
	if (resolution === 'hour') return day;
	if (resolution === 'day') return day.slice(0, 7);
	return resolution === 'month' ? day.slice(0, 4) : 'all';
}

/** A period of a home: its days within the home's own time, both included, and the periods to step to. */
export interface HomePeriod {
	readonly firstDay: string;
	readonly lastDay: string;
	readonly previous: string | null;
	readonly next: string | null;
}

/** The period within the home's own time, which for now ends today; null when they do not meet. */
export function periodOfHome(
	resolution: Resolution,
	span: DaySpan,
	home: HomeFacts,
	now: number
): HomePeriod | null {
	const [timeZone] = home;
	const own = ownTime(home);
	const first = civilDay(own.start, timeZone);
	const end = civilDay(Math.max(own.start, Math.min(own.end - 1, now)), timeZone);
	const last = own.end > now ? later(end, lastOf(resolution, end)) : end;
	const firstDay = later(span.from, first);
	const lastDay = resolution === 'year' ? end : earlier(addDays(span.to, -1), last);
	if (firstDay > lastDay || firstDay > end) return null;
	const before = addDays(span.from, -1);
	return {
		firstDay,
		lastDay,
		previous: resolution !== 'year' && before >= first ? periodOf(resolution, before) : null,
		next: resolution !== 'year' && span.to <= end ? periodOf(resolution, span.to) : null
	};
}

/** The asked period, or where it is none or not the home's own time the nearest one that is. */
export function nearestPeriod(resolution: Resolution, asked: string, home: HomeFacts, now: number): string {
	const [timeZone] = home;
	const own = ownTime(home);
	const first = civilDay(own.start, timeZone);
	const last = civilDay(Math.max(own.start, Math.min(own.end - 1, now)), timeZone);
	const span = periodSpan(resolution, asked, now);
	if (span === null || span.from > last) return periodOf(resolution, last);
	return span.to <= first ? periodOf(resolution, first) : periodOf(resolution, span.from);
}

/** The last day of the period that holds a day: the days to come of this month have their places in its graph. */
function lastOf(resolution: Resolution, day: string): string {
	if (resolution === 'day') return addDays(addMonths(firstOfMonth(day), 1), -1);
	return resolution === 'month' ? addDays(addMonths(firstOfYear(day), 12), -1) : day;
}

const later = (a: string, b: string) => (a > b ? a : b);
const earlier = (a: string, b: string) => (a < b ? a : b);
