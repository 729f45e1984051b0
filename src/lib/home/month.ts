import { addDays, civilDay, dayStart, firstOfMonth, HOUR } from '#lib/energy/calendar.ts';
import { quantile, type Ambient } from './ambient.ts';
import type { DayUse } from './day-use.ts';
import type { MonthMedium, MonthUse } from './display.ts';
import type { Sample } from './hours.ts';

/** One counter of the home. Amounts and registers in its medium's smallest unit: litres, Wh. */
export interface MonthCounter {
	readonly medium: MonthMedium['medium'];
	/** Day ascending: this month's, and those before it that make what is normal. */
	readonly days: readonly DayUse[];
	/** Used since the last hour boundary of `days`; 0 where that is not known. */
	readonly tail: number;
	/** The latest of its register, however old. */
	readonly heard: Sample | null;
}

const MEDIA = ['cold_water', 'hot_water', 'electricity', 'electricity_export'] as const;
/** Known days that make the normal, and fewer than which are none. */
const MOST_DAYS = 60;
export const LEAST_DAYS = 14;
/** A register that was not heard for longer says nothing of the month until now: that of the slowest meters. */
export const SILENT_S = 26 * HOUR;
/** A meter that began within this time of another's end took its place at once. */
const EXCHANGED_S = 72 * HOUR;
/** Within this part of the normal nothing is said, … */
const DEAD = 0.15;
/** … nor below this much a day, in smallest units: five litres, 0.2 kWh. */
const LEAST_A_DAY = { l: 5, kWh: 200 } as const;

/** The civil month until now beside the home's own normal, medium by medium. Media without a meter are left out. */
export function monthOf(counters: readonly MonthCounter[], now: number, zone?: string): MonthUse {
	const from = firstOfMonth(civilDay(now, zone));
	const media: MonthMedium[] = [];
	for (const medium of MEDIA) {
		const own = counters.filter((counter) => counter.medium === medium);
		if (own.length > 0) media.push(mediumOf(medium, together(own), now, from, zone));
	}
	return { from, media };
}

type Total = Omit<MonthCounter, 'medium'>;

function mediumOf(
	medium: MonthMedium['medium'],
	{ days, tail, heard }: Total,
	now: number,
	from: string,
	zone?: string
): MonthMedium {
	const unit = medium.endsWith('water') ? 'l' : 'kWh';
	const unknown: MonthMedium = { medium, used: null, usual: null, unit, ambient: 'unknown', since: null };
	const known = unbroken(days, from);
	const [first] = known;
	if (first === undefined || heard === null || heard.at < now - SILENT_S) return unknown;
	const used = known.reduce((sum, day) => sum + day.used, 0) + tail;
	const start = dayStart(from, zone);
	// both end with the latest reading, so that a slow meter is held against what is usual until then
	const elapsed = daysBetween(first.since, heard.at, zone);
	const earlier = normalDays(days, from, civilDay(now, zone));
	const usual = earlier.length < LEAST_DAYS ? null : quantile(earlier, 0.5) * elapsed;
	return {
		...unknown,
		used: shown(used, unit, 2),
		usual: usual === null ? null : shown(usual, unit, 1),
		ambient: usual === null ? 'unknown' : signOf(used, earlier, elapsed, LEAST_A_DAY[unit]),
		since: first.since === start ? null : first.since
	};
}

/** Litres whole, Wh as kWh. */
function shown(amount: number, unit: MonthMedium['unit'], decimals: number): number {
	return unit === 'l' ? Math.round(amount) : Number((amount / 1000).toFixed(decimals));
}

/** The month's days up to the last one, from where no time between them is missing. */
function unbroken(days: readonly DayUse[], from: string): DayUse[] {
	const month = days.filter(({ day }) => day >= from);
	const gap = month.findLastIndex((day, i) => i > 0 && month[i - 1]?.until !== day.since);
	return month.slice(Math.max(0, gap));
}

/** Uses of earlier whole days, ascending: before this month where they are enough, else before today. */
function normalDays(days: readonly DayUse[], from: string, today: string): number[] {
	const whole = (before: string) =>
		days.filter(({ day, isWhole }) => isWhole && day < before).slice(-MOST_DAYS);
	const earlier = whole(from);
	const chosen = earlier.length < LEAST_DAYS ? whole(today) : earlier;
	return chosen.map(({ used }) => used).sort((a, b) => a - b);
}

/** Civil days between two instants, parts of days by their length: a day of 25 hours is one day. */
function daysBetween(from: number, to: number, zone?: string): number {
	const at = (instant: number) => {
		const day = civilDay(instant, zone);
		const start = dayStart(day, zone);
		const length = dayStart(addDays(day, 1), zone) - start;
		return Date.parse(day) / 86_400_000 + (instant - start) / length;
	};
	return Math.max(0, at(to) - at(from));
}

/**
 * How the month stands, said only where it is clear: a day must have passed, and the mean day must be away from the
 * median one by more than 15 %, and by more than the mean of so many days of this home is by chance.
 */
function signOf(used: number, ascending: readonly number[], elapsed: number, least: number): Ambient {
	if (elapsed < 1) return 'unknown';
	const median = quantile(ascending, 0.5);
	const off = used / elapsed - median;
	const spread = off > 0 ? quantile(ascending, 0.85) - median : median - quantile(ascending, 0.15);
	if (Math.abs(off) <= Math.max(DEAD * median, spread / Math.sqrt(elapsed), least)) return 'normal';
	return off > 0 ? 'high' : 'low';
}

/** Several meters as one: those that took another's place go on with it, those beside each other are added up. */
function together(counters: readonly Total[]): Total {
	const sides: Total[] = [];
	for (const counter of counters.toSorted((a, b) => begin(a) - begin(b))) {
		const ended = sides.findIndex((side) => isSucceeded(side, counter));
		const side = sides[ended];
		if (side === undefined) sides.push(counter);
		else sides[ended] = { ...counter, days: joined(side.days, counter.days) };
	}
	const [only, ...others] = sides;
	if (only === undefined) return { days: [], tail: 0, heard: null };
	return others.reduce(added, only);
}

const begin = ({ days }: Total) => days[0]?.since ?? Infinity;

function isSucceeded({ heard }: Total, next: Total): boolean {
	return heard !== null && begin(next) >= heard.at - HOUR;
}

/** One after the other. What flowed while neither was read is known to nobody, as in the hours of an exchange. */
function joined(before: readonly DayUse[], after: readonly DayUse[]): DayUse[] {
	const [first] = after;
	const last = before.at(-1);
	if (first === undefined || last === undefined || first.since > last.until + EXCHANGED_S)
		return [...before, ...after];
	if (first.day !== last.day)
		return [...before, { ...first, since: last.until, isWhole: false }, ...after.slice(1)];
	const day = { ...first, used: last.used + first.used, since: last.since, isWhole: false };
	return [...before.slice(0, -1), day, ...after.slice(1)];
}

/** Both: of a day only where both are known. */
function added(a: Total, b: Total): Total {
	const others = new Map(b.days.map((day) => [day.day, day]));
	const days = a.days.flatMap((day) => {
		const other = others.get(day.day);
		if (other === undefined) return [];
		const since = Math.max(day.since, other.since);
		const until = Math.min(day.until, other.until);
		return [{ ...day, used: day.used + other.used, since, until, isWhole: day.isWhole && other.isWhole }];
	});
	const heard = a.heard === null || b.heard === null ? null : a.heard.at <= b.heard.at ? a.heard : b.heard;
	return { days, tail: a.tail + b.tail, heard };
}
