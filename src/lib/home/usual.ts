import { addDays, civilDay, dayStart, HOUR } from '#lib/energy/calendar.ts';
import { quantile } from './ambient.ts';

/** A counter's registers at UTC hour boundaries, by UTC second, any one unit. A boundary that is not known is not there. */
export type Boundaries = ReadonlyMap<number, number>;

/** Days that make what is usual. */
const DAYS = 14;
const LEAST_DAYS = 3;

/** What was used from `from` (a boundary) to a register now; null: `from` is not known. A fall counts for nothing. */
export function usedSince(
	boundaries: Boundaries,
	from: number,
	now: { readonly at: number; readonly value: number }
): number | null {
	let last = boundaries.get(from);
	if (last === undefined) return null;
	let used = 0;
	for (let at = from + HOUR; at <= now.at; at += HOUR) {
		const value = boundaries.get(at);
		if (value === undefined) continue;
		used += Math.max(0, value - last);
		last = value;
	}
	return used + Math.max(0, now.value - last);
}

/** The register at any second, between boundaries in proportion; null: a boundary is missing or the register fell. */
function registerAt(boundaries: Boundaries, at: number): number | null {
	const start = Math.floor(at / HOUR) * HOUR;
	const before = boundaries.get(start);
	if (before === undefined || at === start) return before ?? null;
	const after = boundaries.get(start + HOUR);
	if (after === undefined || after < before) return null;
	return before + ((after - before) * (at - start)) / HOUR;
}

/**
 * What is used on a usual day from its civil midnight until this time of day: the median of the last 14 days of
 * which it is known, in the boundaries' unit; null below 3 such days. Days in which the register fell are left out.
 */
export function usualUntil(boundaries: Boundaries, now: number, zone?: string): number | null {
	const today = civilDay(now, zone);
	const elapsed = now - dayStart(today, zone);
	const used: number[] = [];
	for (let back = 1; back <= DAYS; back++) {
		const start = dayStart(addDays(today, -back), zone);
		const from = boundaries.get(start);
		const to = registerAt(boundaries, start + elapsed);
		if (from !== undefined && to !== null && to >= from) used.push(to - from);
	}
	if (used.length < LEAST_DAYS) return null;
	return quantile(
		used.sort((a, b) => a - b),
		0.5
	);
}

/** What was used in the hours at this civil time of day, one hour before and after too, of the last 14 days. */
export function normalsAt(boundaries: Boundaries, now: number, zone?: string): number[] {
	const today = civilDay(now, zone);
	const hour = Math.floor((now - dayStart(today, zone)) / HOUR) * HOUR;
	const normals: number[] = [];
	for (let back = 1; back <= DAYS; back++) {
		const start = dayStart(addDays(today, -back), zone) + hour;
		for (const shift of [-HOUR, 0, HOUR]) {
			const from = boundaries.get(start + shift);
			const to = boundaries.get(start + shift + HOUR);
			if (from !== undefined && to !== undefined && to >= from) normals.push(to - from);
		}
	}
	return normals;
}
