import type { Resolution } from '#lib/energy/medium.ts';
import { civilDate, civilTime, daysInCivilMonth, isWeekend } from '#lib/i18n/formats.ts';

const HOUR = 3600;

/** One place on the time axis of a period, whether or not anything is known there. */
export interface Spot {
	/** Finds the point that belongs here. */
	readonly key: string;
	/** First civil day of the spot. */
	readonly day: string;
	/** Hour of the clock; null at coarser resolutions. */
	readonly hour: number | null;
	/** The hour that the clock shows twice in autumn: which of the two. */
	readonly twin: 'first' | 'second' | null;
	/** Night at hours, weekend at days. */
	readonly shaded: boolean;
}

/** The real hours of a civil day, as UTC seconds: 23, 24 or 25 of them. */
export function hoursOf(day: string, zone: string): number[] {
	const noon = Date.parse(`${day}T12:00:00Z`) / 1000;
	const hours: number[] = [];
	for (let at = noon - 30 * HOUR; at < noon + 30 * HOUR; at += HOUR) {
		if (civilDate(at, zone) === day) hours.push(at);
	}
	return hours;
}

function hourSpots(day: string, zone: string): Spot[] {
	const starts = hoursOf(day, zone);
	const clock = starts.map((at) => civilTime(at, zone).hour);
	return starts.map((at, i) => {
		const hour = clock[i] ?? 0;
		const twin = clock[i + 1] === hour ? 'first' : clock[i - 1] === hour ? 'second' : null;
		return { key: String(at), day, hour, twin, shaded: hour >= 22 || hour < 6 };
	});
}

const two = (n: number) => String(n).padStart(2, '0');
const plain = (key: string, day: string, shaded = false): Spot => ({
	key,
	day,
	hour: null,
	twin: null,
	shaded
});

/** Every spot of a period, in order. `starts`: the points' starts, which alone tell the years of 'all'. */
export function spotsOf(
	resolution: Resolution,
	period: string,
	zone: string,
	starts: readonly number[]
): Spot[] {
	if (resolution === 'hour') return hourSpots(period, zone);
	if (resolution === 'day') {
		return Array.from({ length: daysInCivilMonth(period) }, (_, i) => {
			const day = `${period}-${two(i + 1)}`;
			return plain(day, day, isWeekend(day));
		});
	}
	if (resolution === 'month') {
		return Array.from({ length: 12 }, (_, i) =>
			plain(`${period}-${two(i + 1)}`, `${period}-${two(i + 1)}-01`)
		);
	}
	const years = starts.map((at) => civilTime(at, zone).year);
	if (years.length === 0) return [];
	const first = Math.min(...years);
	return Array.from({ length: Math.max(...years) - first + 1 }, (_, i) =>
		plain(String(first + i), `${first + i}-01-01`)
	);
}

/** The key of the spot that an interval starting at `start` belongs to. */
export function spotKey(resolution: Resolution, start: number, zone: string): string {
	if (resolution === 'hour') return String(start);
	return civilDate(start, zone).slice(0, resolution === 'day' ? 10 : resolution === 'month' ? 7 : 4);
}
