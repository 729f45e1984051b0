import { addDays, civilDay, dayStart, HOUR, hoursOfDay, offsetMinutes } from '#lib/energy/calendar.ts';
import type { Medium } from '#lib/energy/medium.ts';
import { quantile } from './ambient.ts';
import type { Sample } from './hours.ts';
import { risen } from './rise.ts';

/** A counter's registers at UTC hour boundaries, by UTC second, any one unit. A boundary that is not known is not there. */
export type Boundaries = ReadonlyMap<number, number>;

/** Days that make what is usual. */
const DAYS = 14;
const LEAST_DAYS = 3;

/** One counter's registers at UTC hour boundaries, in its medium's smallest unit. */
export interface Register {
	readonly medium: Medium;
	readonly boundaries: Boundaries;
}

/**
 * What was used from `from` (a boundary) to a register now; null: `from` is not known. A fall, or a rise beyond what
 * a home can use, is another register and counts for nothing.
 */
export function usedSince({ medium, boundaries }: Register, from: number, now: Sample): number | null {
	const start = boundaries.get(from);
	if (start === undefined) return null;
	let last: Sample = { at: from, value: start };
	let used = 0;
	for (let at = from + HOUR; at <= now.at; at += HOUR) {
		const value = boundaries.get(at);
		if (value === undefined) continue;
		used += risen(last, { at, value }, medium) ?? 0;
		last = { at, value };
	}
	return used + (risen(last, now, medium) ?? 0);
}

/** What was used between two instants of a past day; null: a boundary is missing, or not all of it was use. */
function usedBetween({ medium, boundaries }: Register, from: number, to: number): number | null {
	let used = 0;
	for (let at = from; at < to; at += HOUR) {
		const before = boundaries.get(at);
		const after = boundaries.get(at + HOUR);
		if (before === undefined || after === undefined) return null;
		const hour = risen({ at, value: before }, { at: at + HOUR, value: after }, medium);
		if (hour === null) return null;
		used += hour * Math.min(1, (to - at) / HOUR);
	}
	return used;
}

/** Civil seconds since midnight: noon is 43,200 on a day of 23 hours too. */
function timeOfDay(at: number, zone?: string): number {
	const day = civilDay(at, zone);
	const start = dayStart(day, zone);
	return at - start + shift(day, start, at, zone);
}

/** The instant of a day at a civil time of day. */
function instantOn(day: string, time: number, zone?: string): number {
	const start = dayStart(day, zone);
	return start + time - shift(day, start, start + time, zone);
}

/** Seconds by which the clock has been moved between midnight and `at`. */
function shift(day: string, start: number, at: number, zone?: string): number {
	if (hoursOfDay(day, zone) === 24) return 0;
	return (offsetMinutes(at, zone) - offsetMinutes(start, zone)) * 60;
}

/**
 * What is used on a usual day from its civil midnight until this time of day: the median of the last 14 days of
 * which it is known, in the boundaries' unit; null below 3 such days. Days with an exchange until then are left out.
 */
export function usualUntil(register: Register, now: number, zone?: string): number | null {
	const today = civilDay(now, zone);
	const time = timeOfDay(now, zone);
	const used: number[] = [];
	for (let back = 1; back <= DAYS; back++) {
		const day = addDays(today, -back);
		const known = usedBetween(register, dayStart(day, zone), instantOn(day, time, zone));
		if (known !== null) used.push(known);
	}
	if (used.length < LEAST_DAYS) return null;
	return quantile(
		used.sort((a, b) => a - b),
		0.5
	);
}

/** What was used in the hours at this civil time of day, one hour before and after too, of the last 14 days. */
export function normalsAt(register: Register, now: number, zone?: string): number[] {
	const today = civilDay(now, zone);
	const hour = Math.floor(timeOfDay(now, zone) / HOUR) * HOUR;
	const normals: number[] = [];
	for (let back = 1; back <= DAYS; back++) {
		const start = instantOn(addDays(today, -back), hour, zone);
		for (const from of [start - HOUR, start, start + HOUR]) {
			const used = usedBetween(register, from, from + HOUR);
			if (used !== null) normals.push(used);
		}
	}
	return normals;
}
