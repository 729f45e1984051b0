import { darkness, sunHeight } from './climate.ts';
import { mix, Random } from './random.ts';
import { anyMinute } from './chores.ts';
import type { Chores } from './chores.ts';
import type { Weather } from './climate.ts';
import type { DayUse } from './day-use.ts';
import type { Household } from './household.ts';
import type { HouseholdDay } from './presence.ts';

/**
 * Draws the day's household electricity, Wh: standby, fridge and freezer, lamps by daylight, screens, cooking, machines,
 * sauna. Heat and hot water come from the district heating and are not in it.
 */
export function drawElectricity(
	use: DayUse,
	household: Household,
	day: HouseholdDay,
	chores: Chores,
	weather: Weather
): void {
	const frame = use.frame;
	drawAwake(use, day);
	for (let k = 0; k < frame.hours; k++) {
		const at = use.middleOf(k);
		const awake = (use.awake[k] ?? 0) / 60;
		const cycles = 0.82 + 0.36 * (mix(household.seed, frame.number, k, 501) / 4294967296);
		let watts = household.standbyW + household.coldStoreW * cycles * (1 + (weather.meanC - 8) * 0.006);
		if (awake > 0.05) {
			const rooms = Math.min(3, 0.7 + 0.55 * awake);
			watts += household.lampsW * rooms * darkness(sunHeight(at), weather.cloud) * Math.min(1, awake);
			const clock = (k + 24 - frame.hours + 1) % 24;
			const screen = clock >= 18 ? 0.85 : clock >= 15 ? 0.4 : 0.2;
			watts += household.screenW * screen * Math.min(1.8, awake);
		}
		use.electricity[k] = (use.electricity[k] ?? 0) + watts;
	}
	if (day.members.length > 0)
		drawActs(use, household, day, chores, new Random(household.seed, frame.number, 500));
}

function drawAwake(use: DayUse, day: HouseholdDay): void {
	for (const member of day.members) {
		for (const [from, to] of member.awake) use.spread(use.awake, from, to - from, to - from);
	}
}

function drawActs(
	use: DayUse,
	household: Household,
	day: HouseholdDay,
	chores: Chores,
	random: Random
): void {
	const people = day.members.length;
	const free = use.frame.free;
	const first = Math.min(...day.members.map((m) => m.wakes));
	use.run(first + random.between(5, 30), 12, 90 + 35 * people, 'coffee');
	if (chores.lunch > 0) {
		use.run(random.normal(725, 25), 25, random.between(120, 420) * household.cookingHabit);
	}
	if (chores.dinner) {
		const oven = random.chance(0.35) ? random.between(500, 1100) : 0;
		const plates = (260 + 130 * chores.dinner.eaters) * random.between(0.5, 1.5);
		use.run(chores.dinner.at - 45, 50, (plates + oven) * household.cookingHabit);
	}
	if (free && random.chance(0.22)) {
		use.run(anyMinute(random, day, 600, 1000), 70, random.between(900, 1700));
	}
	const kettles = random.count(0.8 + 0.5 * people);
	for (let i = 0; i < kettles; i++) {
		use.run(anyMinute(random, day, first, 1260), 4, random.between(60, 120), 'kettle');
	}
	if (chores.dishwasher !== null) use.run(chores.dishwasher, 120, random.between(700, 950));
	for (const at of chores.laundry) {
		use.run(at, 75, random.between(350, 950));
		if (household.dryer && random.chance(0.55)) use.run(at + 85, 80, random.between(1100, 2100));
	}
	if (household.saunaKwh > 0 && random.chance(use.frame.weekday === 5 ? 0.55 : 0.07)) {
		use.run(anyMinute(random, day, 1020, 1180), 110, household.saunaKwh * 1000);
	}
	if (random.chance(free ? 0.25 : 0.06)) use.run(anyMinute(random, day, 600, 1140), 30, 450);
}
