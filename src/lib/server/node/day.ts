import { MEDIUM_FACTS } from '#lib/energy/medium.ts';
import { keyOf } from '#lib/home/live.ts';
import type { HomeState } from '#lib/home/home-state.ts';
import { isCounterMedium, mediumOf } from '#lib/home/setup.ts';
import { normalsOf, todayOf, type Counter } from '#lib/home/today.ts';
import type { LiveHome } from './live-home.ts';
import { KEPT, type Store } from './store.ts';

/** Today and what is normal now, from the stored hours: read once a minute or when hours came, added up when asked. */
export class Day {
	readonly #store: Store;
	readonly #home: LiveHome;
	#boundaries = new Map<string, Counter['boundaries']>();
	#normals: HomeState['normals'] = { wattHours: [], litres: [] };

	constructor(store: Store, home: LiveHome) {
		this.#store = store;
		this.#home = home;
	}

	get normals(): HomeState['normals'] {
		return this.#normals;
	}

	/** Reads the hours anew. @param now UTC seconds */
	refresh(now: number, zone: string): void {
		this.#boundaries = new Map();
		const from = Math.floor(now - KEPT.hoursS - 86_400);
		for (const { key } of this.#series()) {
			const id = this.#store.readings.idOf(key);
			if (id !== undefined) this.#boundaries.set(key, this.#store.hours.boundaries(id, from));
		}
		const counters = this.#counters();
		this.#normals = {
			wattHours: normalsOf(counters, ['electricity'], now, zone),
			litres: normalsOf(counters, ['cold_water', 'hot_water'], now, zone)
		};
	}

	today(now: number, zone: string): HomeState['today'] {
		return todayOf(this.#counters(), now, zone);
	}

	#series(): { key: string; medium: Counter['medium']; at: number | null; value: number }[] {
		const setups = this.#store.setups.all;
		return [...this.#home.live.values].flatMap(([, value]) => {
			if (value.kind !== 'counter' || typeof value.value !== 'number') return [];
			const medium = mediumOf(value, setups);
			return isCounterMedium(medium) ? [{ key: keyOf(value), medium, at: value.at, value: value.value }] : [];
		});
	}

	#counters(): Counter[] {
		return this.#series().map(({ key, medium, at, value }) => ({
			medium,
			boundaries: this.#boundaries.get(key) ?? new Map<number, number>(),
			latest: at === null ? null : { at, value: value * 10 ** -MEDIUM_FACTS[medium].scale }
		}));
	}
}
