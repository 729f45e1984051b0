import { addDays, civilDay, firstOfMonth } from '#lib/energy/calendar.ts';
import { MEDIUM_FACTS } from '#lib/energy/medium.ts';
import type { DayUse } from '#lib/home/day-use.ts';
import { keyOf } from '#lib/home/live.ts';
import type { HomeState } from '#lib/home/home-state.ts';
import { monthOf, type MonthCounter } from '#lib/home/month.ts';
import { risen } from '#lib/home/rise.ts';
import { isCounterMedium, mediumOf } from '#lib/home/setup.ts';
import { normalsOf, NOTHING_TODAY, todayOf, type Counter } from '#lib/home/today.ts';
import type { LiveHome } from './live-home.ts';
import { KEPT, type Store } from './store.ts';

/** Days before this month among which those that make its normal are looked for. */
const DAYS_BEFORE = 150;
/** A month moves slowly: pages need not hear of each of its litres at once. */
const MONTH_EVERY_S = 5;

type Parts = Pick<HomeState, 'today' | 'month' | 'normals'>;

/** Today, the month and what is normal, from the stored hours and days: read once a minute or when hours came, added up when asked. */
export class Day {
	readonly #store: Store;
	readonly #home: LiveHome;
	#boundaries = new Map<string, Counter['boundaries']>();
	#days = new Map<string, readonly DayUse[]>();
	#parts: Parts = {
		today: NOTHING_TODAY,
		month: { from: '', media: [] },
		normals: { wattHours: [], litres: [] }
	};
	#isOld = true;
	#monthAt = -Infinity;

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
		const counters = this.#counters();
		const normals = {
			wattHours: normalsOf(counters, ['electricity'], now, zone),
			litres: normalsOf(counters, ['cold_water', 'hot_water'], now, zone)
		};
		this.#parts = { ...this.#parts, normals };
		this.#isOld = true;
		this.#monthAt = -Infinity;
	}

	/** As they are now. @param isTheirs the tenancy whose history it is has not ended; else nothing of it is told */
	parts(now: number, zone: string, isTheirs: boolean): Parts {
		if (!isTheirs) {
			const from = firstOfMonth(civilDay(now, zone));
			return { today: NOTHING_TODAY, month: { from, media: [] }, normals: { wattHours: [], litres: [] } };
		}
		if (!this.#isOld) return this.#parts;
		this.#isOld = false;
		const counters = this.#counters();
		this.#parts = { ...this.#parts, today: todayOf(counters, now, zone) };
		if (Math.abs(now - this.#monthAt) < MONTH_EVERY_S) return this.#parts;
		this.#monthAt = now;
		this.#parts = { ...this.#parts, month: monthOf(counters, now, zone) };
		return this.#parts;
	}

	#series(): { key: string; medium: Counter['medium']; at: number | null; value: number }[] {
		const setups = this.#store.setups.all;
		return [...this.#home.live.values].flatMap(([, value]) => {
			if (value.kind !== 'counter' || typeof value.value !== 'number') return [];
			const medium = mediumOf(value, setups);
			return isCounterMedium(medium) ? [{ key: keyOf(value), medium, at: value.at, value: value.value }] : [];
		});
	}

	#counters(): (Counter & MonthCounter)[] {
		return this.#series().map(({ key, medium, at, value }) => {
			const boundaries = this.#boundaries.get(key) ?? new Map<number, number>();
			const days = this.#days.get(key) ?? [];
			const latest = at === null ? null : { at, value: value * 10 ** -MEDIUM_FACTS[medium].scale };
			const last = days.at(-1)?.until ?? 0;
			const register = boundaries.get(last);
			const tail =
				latest === null || register === undefined ? 0 : risen({ at: last, value: register }, latest, medium);
			return { medium, boundaries, latest, days, tail: tail ?? 0 };
		});
	}
}
