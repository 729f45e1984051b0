import { Random } from './random.ts';
import type { DayFrame } from './day-frame.ts';
import type { Household } from './household.ts';
import type { HouseholdDay } from './presence.ts';

/** What uses water and electricity at once, so that both meters tell the same day. Clock minutes. */
export interface Chores {
	/** When dinner is on the table and who eats it; null when nobody is home for it. */
	readonly dinner: { readonly at: number; readonly eaters: number } | null;
	/** Eaters at noon. */
	readonly lunch: number;
	readonly dishwasher: number | null;
	readonly laundry: readonly number[];
}

/** Plans the day's meals and machines. */
export function planChores(household: Household, day: HouseholdDay, frame: DayFrame): Chores {
	const people = day.members.length;
	if (people === 0) return { dinner: null, lunch: 0, dishwasher: null, laundry: [] };
	const random = new Random(household.seed, frame.number, 350);
	const dinner = Math.round(household.dinner + (frame.free ? 20 : 0) + random.normal(0, 25));
	const eaters = atHome(day, dinner);
	const laundry: number[] = [];
	if (household.washingMachine) {
		const loads = random.count(((0.7 + 0.75 * people) / 7) * (frame.free ? 1.6 : 0.75));
		for (let i = 0; i < loads; i++) laundry.push(anyMinute(random, day, frame.free ? 560 : 1010, 1200));
	}
	return {
		dinner: eaters > 0 ? { at: dinner, eaters } : null,
		lunch: atHome(day, 740),
		dishwasher:
			household.dishwasher && random.chance(0.22 + 0.17 * people) ? anyMinute(random, day, 1110, 1300) : null,
		laundry
	};
}

/** How many are at home and awake at a clock minute. */
export function atHome(day: HouseholdDay, minute: number): number {
	let n = 0;
	for (const member of day.members) {
		for (const [from, to] of member.awake) if (minute >= from && minute < to) n++;
	}
	return n;
}

/** A minute between `low` and `high` at which somebody is home, if a few throws find one. */
export function anyMinute(random: Random, day: HouseholdDay, low: number, high: number): number {
	let minute = low;
	for (let i = 0; i < 6; i++) {
		minute = random.between(low, high);
		if (atHome(day, minute) > 0) return minute;
	}
	return minute;
}
