import { addDays, civilDay, firstOfMonth } from '#lib/energy/calendar.ts';
import { MEDIUM_FACTS } from '#lib/energy/medium.ts';
import type { DayUse } from '#lib/home/day-use.ts';
import { freshnessOf, type HomeState } from '#lib/home/home-state.ts';
import { keyOf, type LiveValue } from '#lib/home/live.ts';
import { monthOf, SILENT_S, type MonthCounter } from '#lib/home/month.ts';
import { risen } from '#lib/home/rise.ts';
import { isCounterMedium, mediumOf } from '#lib/home/setup.ts';
import { normalsOf, NOTHING_TODAY, todayOf, type Counter } from '#lib/home/today.ts';
import type { LiveHome } from './live-home.ts';
import { KEPT, type Store } from './store.ts';

/** Days before this month among which those that make its normal are looked for. */
const DAYS_BEFORE = 150;
/** A month moves slowly: pages need not hear of each of its litres at once. */
const MONTH_EVERY_S = 5;
const TODAY_EVERY_S = 1;

type Parts = Pick<HomeState, 'today' | 'month' | 'normals' | 'replaced'>;

const NO_NORMALS: HomeState['normals'] = { wattHours: [], litres: [] };

/** Today, the month and what is normal, from the stored hours and days: read once a minute or when hours came, added up when asked. */
export class Day {
	readonly #store: Store;
	readonly #home: LiveHome;
	#boundaries = new Map<string, Counter['boundaries']>();
	#days = new Map<string, readonly DayUse[]>();
	#parts: Parts = {
		today: NOTHING_TODAY,
		month: { from: '', media: [] },
		normals: NO_NORMALS,
		replaced: new Set()
	};
	#isOld = true;
	#todayAt = -Infinity;
	#monthAt = -Infinity;
	#day = '';

	constructor(store: Store, home: LiveHome) {
		this.#store = store;
		this.#home = home;
	}

	/** A counter has moved. */
	touch(): void {
		this.#isOld = true;
	}

	/** Reads hours and days anew. @param now UTC seconds */
	refresh(now: number, zone: string): void {
		this.#boundaries = new Map();
		this.#days = new Map();
		const from = Math.floor(now - KEPT.hoursS - 86_400);
		const firstDay = addDays(firstOfMonth(civilDay(now, zone)), -DAYS_BEFORE);
		for (const { key } of this.#series()) {
			const id = this.#store.readings.idOf(key);
			if (id === undefined) continue;
			this.#boundaries.set(key, this.#store.hours.boundaries(id, from));
			this.#days.set(key, this.#store.days.since(id, firstDay));
		}
		const all = this.#counters(now);
		const replaced = replacedOf(all, now);
		const counters = all.filter(({ key }) => !replaced.has(key));
		const normals = {
			wattHours: normalsOf(counters, ['electricity'], now, zone),
			litres: normalsOf(counters, ['cold_water', 'hot_water'], now, zone)
		};
		this.#parts = { ...this.#parts, normals, replaced };
		this.#isOld = true;
		this.#todayAt = this.#monthAt = -Infinity;
	}

	/** As they are now. @param isTheirs the tenancy whose history it is has not ended; else nothing of it is told */
	parts(now: number, zone: string, isTheirs: boolean): Parts {
		const day = civilDay(now, zone);
		if (!isTheirs) {
			const month = { from: firstOfMonth(day), media: [] };
			return { today: NOTHING_TODAY, month, normals: NO_NORMALS, replaced: this.#parts.replaced };
		}
		const isSame = day === this.#day;
		if (isSame && (!this.#isOld || Math.abs(now - this.#todayAt) < TODAY_EVERY_S)) return this.#parts;
		const isSoon = isSame && Math.abs(now - this.#monthAt) < MONTH_EVERY_S;
		this.#isOld = false;
		this.#day = day;
		this.#todayAt = now;
		const counters = this.#counters(now);
		const current = counters.filter(({ key }) => !this.#parts.replaced.has(key));
		this.#parts = { ...this.#parts, today: todayOf(current, now, zone) };
		if (isSoon) return this.#parts;
		this.#monthAt = now;
		this.#parts = { ...this.#parts, month: monthOf(counters, now, zone) };
		return this.#parts;
	}

	#series(): { key: string; medium: Counter['medium']; value: LiveValue }[] {
		const setups = this.#store.setups.all;
		return [...this.#home.live.values.values()].flatMap((value) => {
			if (value.kind !== 'counter' || typeof value.value !== 'number') return [];
			const medium = mediumOf(value, setups);
			return isCounterMedium(medium) ? [{ key: keyOf(value), medium, value }] : [];
		});
	}

	#counters(now: number): HomeCounter[] {
		const state = { ...this.#home.parts, now, setups: this.#store.setups.all };
		return this.#series().map(({ key, medium, value }) => {
			const boundaries = this.#boundaries.get(key) ?? new Map<number, number>();
			const days = this.#days.get(key) ?? [];
			const heard =
				value.at === null
					? null
					: { at: value.at, value: Number(value.value) * 10 ** -MEDIUM_FACTS[medium].scale };
			const last = days.at(-1)?.until ?? 0;
			const register = boundaries.get(last);
			const tail =
				heard === null || register === undefined ? null : risen({ at: last, value: register }, heard, medium);
			const latest = freshnessOf(value, state).stale ? null : heard;
			return { key, medium, boundaries, latest, heard, days, tail: tail ?? 0 };
		});
	}
}

type HomeCounter = Counter & MonthCounter & { readonly key: string };

/** Counters that have been silent since another of their medium began. */
function replacedOf(counters: readonly HomeCounter[], now: number): Set<string> {
	const isReplaced = ({ key, medium, heard }: HomeCounter) =>
		heard !== null &&
		heard.at < now - SILENT_S &&
		counters.some(
			(other) =>
				other.key !== key && other.medium === medium && (other.days[0]?.since ?? 0) >= heard.at - 3600
		);
	return new Set(counters.filter(isReplaced).map(({ key }) => key));
}
