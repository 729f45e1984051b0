import { z } from 'zod';
import { civilDay, dayStart } from '#lib/energy/calendar.ts';
import { dayUses } from '#lib/home/day-use.ts';
import { keyOf } from '#lib/home/live.ts';
import { isCounterMedium, mediumOf } from '#lib/home/setup.ts';
import type { Store } from './store.ts';

const ZONE = 'day_zone';

/**
 * Forms the days of the hours that have changed: the same hours give the same days, so doing it again is harmless,
 * and an hour that comes late changes its own day.
 */
export class DayForming {
	readonly #store: Store;

	constructor(store: Store) {
		this.#store = store;
	}

	/** All that the store still has the hours of, for it may have ended between an hour and its day. */
	noteAll(): void {
		for (const id of this.#store.readings.ids()) this.#store.hours.touch(id, 0);
	}

	/** Forms what waits. @param zone the home's @returns how many days are new or changed @throws DiskFull */
	run(zone: string): number {
		const store = this.#store;
		this.#keepTo(zone);
		if (store.hours.touched.size === 0) return 0;
		let changed = 0;
		for (const latest of store.readings.latest()) {
			const id = store.readings.idOf(keyOf(latest)) ?? -1;
			const from = store.hours.touched.get(id);
			if (from === undefined) continue;
			const medium = mediumOf(latest, store.setups.all);
			if (isCounterMedium(medium)) {
				// a boundary at midnight is the end of the day before, too
				const start = from === 0 ? 0 : dayStart(civilDay(from - 1, zone), zone);
				changed += store.days.put(id, dayUses(store.hours.since(id, start), medium, zone));
			}
			store.hours.settle(id);
		}
		return changed;
	}

	/** Days of another zone are other days. */
	#keepTo(zone: string): void {
		const { settings, days } = this.#store;
		if (settings.get(ZONE, z.string()) === zone) return;
		days.clear();
		this.noteAll();
		settings.set(ZONE, zone);
	}
}
