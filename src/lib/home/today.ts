import { civilDay, dayStart, HOUR } from '#lib/energy/calendar.ts';
import type { Medium } from '#lib/energy/medium.ts';
import type { Sample } from './hours.ts';
import type { Today } from './snapshot.ts';
import { normalsAt, usedSince, usualUntil, type Boundaries, type Register } from './usual.ts';

/** One counter of the home. Boundaries and `latest` in its medium's smallest unit: litres, Wh. */
export interface Counter extends Register {
	readonly medium: Exclude<Medium, 'temperature'>;
	/** Its register now; null: not known, or too old to be one of now. */
	readonly latest: Sample | null;
}

interface Known {
	readonly used: number;
	readonly usual: number | null;
	/** The boundary from which `used` counts. */
	readonly from: number;
}

/** Nothing is known of today. */
export const NOTHING_TODAY: Today = {
	electricityKWh: null,
	usualKWh: null,
	exportKWh: null,
	coldL: null,
	usualColdL: null,
	hotL: null,
	usualHotL: null,
	since: null
};

/** Use since midnight and until this time of a usual day, several meters of a medium together. */
export function todayOf(counters: readonly Counter[], now: number, zone?: string): Today {
	const midnight = dayStart(civilDay(now, zone), zone);
	let since = midnight;
	const sum = (medium: Medium, perUnit: number): { used: number | null; usual: number | null } => {
		const known = counters
			.filter((counter) => counter.medium === medium)
			.map((counter) => knownOf(counter, midnight, zone));
		let used: number | null = known.length === 0 ? null : 0;
		let usual: number | null = used;
		for (const part of known) {
			used = used === null || part === null ? null : used + part.used / perUnit;
			usual = usual === null || part === null || part.usual === null ? null : usual + part.usual / perUnit;
			since = Math.max(since, part?.from ?? midnight);
		}
		return { used, usual };
	};
	const electricity = sum('electricity', 1000);
	const exported = sum('electricity_export', 1000);
	const cold = sum('cold_water', 1);
	const hot = sum('hot_water', 1);
	return {
		electricityKWh: electricity.used,
		usualKWh: electricity.usual,
		exportKWh: exported.used,
		coldL: cold.used,
		usualColdL: cold.usual,
		hotL: hot.used,
		usualHotL: hot.usual,
		since: since === midnight ? null : since
	};
}

function knownOf(counter: Counter, midnight: number, zone?: string): Known | null {
	const { latest } = counter;
	if (latest === null || latest.at < midnight) return null;
	for (let from = midnight; from <= latest.at; from += HOUR) {
		const used = usedSince(counter, from, latest);
		// what is usual since midnight says nothing of a part of the day, nor of the time since the last telegram
		const usual = from === midnight ? usualUntil(counter, latest.at, zone) : null;
		if (used !== null) return { used, usual, from };
	}
	return null;
}

/** Use in hours at this time of day, several meters of a medium hour by hour together: what is normal now. */
export function normalsOf(
	counters: readonly Counter[],
	media: readonly Medium[],
	now: number,
	zone?: string
): number[] {
	const known = counters.filter(({ medium }) => media.includes(medium));
	const [only, ...others] = known;
	if (only === undefined) return [];
	if (others.length === 0) return normalsAt(only, now, zone);
	const boundaries = added(known.map((counter) => counter.boundaries));
	return normalsAt({ medium: only.medium, boundaries }, now, zone);
}

/** Boundaries of several counters as one; only where all are known. */
function added(all: readonly Boundaries[]): Boundaries {
	const sum = new Map<number, number>();
	for (const at of all[0]?.keys() ?? []) {
		let total = 0;
		for (const boundaries of all) total += boundaries.get(at) ?? Number.NaN;
		if (!Number.isNaN(total)) sum.set(at, total);
	}
	return sum;
}
