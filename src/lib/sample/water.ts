import { anyMinute } from './chores.ts';
import { Random } from './random.ts';
import type { Chores } from './chores.ts';
import type { DayUse } from './day-use.ts';
import type { Household } from './household.ts';
import type { HouseholdDay, MemberDay } from './presence.ts';

/** The company's hot water at the tap, °C, and what the hand and the dishes want. */
const HOT_C = 52;
const SHOWER_C = 39;

/** Share of hot water in a mix of `wishC`, with the season's cold water. */
export function hotShare(wishC: number, coldC: number): number {
	return Math.min(1, Math.max(0, (wishC - coldC) / (HOT_C - coldC)));
}

/** Cold water from the street, °C: coldest in early March, warmest in early September. */
export function coldWaterC(dayOfYear: number): number {
	return 9 - 4.5 * Math.cos(((dayOfYear - 62) / 365.25) * 2 * Math.PI);
}

/**
 * Draws the day's water: showers, baths, toilets, taps, cooking, dishes, laundry, cleaning. Litres a person and day
 * are after Swedish figures (about 140, a little less than half of it hot), the times after who is home.
 */
export function drawWater(use: DayUse, household: Household, day: HouseholdDay, chores: Chores): void {
	if (day.members.length === 0) return;
	const frame = use.frame;
	const random = new Random(household.seed, frame.number, 400);
	const coldC = coldWaterC(frame.dayOfYear);
	const mix = hotShare(SHOWER_C, coldC);
	for (const member of day.members) drawPerson(use, household, member, random, mix, coldC);
	drawKitchen(use, household, day, chores, random, hotShare(42, coldC));
	drawMachines(use, chores);
	if (household.bathtub && random.chance(0.05 + 0.05 * day.members.length)) {
		use.draw('bath', anyMinute(random, day, 1050, 1290), random.between(70, 130), mix);
	}
	if (frame.weekday === 5 ? random.chance(0.4) : random.chance(0.04)) {
		use.draw('kitchen', anyMinute(random, day, 600, 1000), random.between(8, 18), hotShare(42, coldC));
	}
}

function drawPerson(
	use: DayUse,
	household: Household,
	day: MemberDay,
	random: Random,
	mix: number,
	coldC: number
): void {
	const { member, wakes, bed } = day;
	const habit = household.waterHabit;
	const child = member.rhythm === 'toddler' ? 0.3 : 1;
	const hand = hotShare(33, coldC);
	use.draw('bath', wakes + 3, 5.2 * child, 0);
	use.draw('bath', wakes + random.between(8, 35), random.between(1.6, 4) * habit, hand);
	use.draw('bath', bed - random.between(4, 25), random.between(1.6, 4.2) * habit, hand);
	for (const [from, to] of day.awake) {
		const hours = (to - from) / 60;
		const flushes = random.count(0.42 * hours * child);
		for (let i = 0; i < flushes; i++) {
			const at = random.between(from, to);
			use.draw('bath', at, random.chance(0.55) ? 3.4 : 6, 0);
			use.draw('bath', at + 1, random.between(1, 3.2) * habit, hand);
		}
		const taps = random.count(0.65 * hours);
		for (let i = 0; i < taps; i++) {
			use.draw('kitchen', random.between(from, to), random.between(0.4, 3.4), random.chance(0.5) ? 0.5 : 0);
		}
	}
	if (random.chance(member.rhythm === 'retired' ? 0.55 : 0.22)) {
		use.draw('bath', random.between(0, wakes), 5, 0);
	}
	if (random.chance(member.showersADay)) {
		const early = random.chance(member.showersInTheMorning);
		const at = early ? wakes + morning(random, day) : Math.min(bed - 15, random.normal(1240, 90));
		const litres = household.showerLitresAMinute * household.showerMinutes * random.skewed(1, 0.4);
		use.draw('bath', Math.max(wakes + 4, at), Math.min(170, litres * habit), mix);
	}
}

/** Minutes from waking to the shower: soon for who must leave, some time in the morning for who stays. */
function morning(random: Random, day: MemberDay): number {
	const stays = (day.awake[0]?.[1] ?? 0) - day.wakes > 120;
	return stays ? random.between(8, 210) : random.between(4, 40);
}

function drawKitchen(
	use: DayUse,
	household: Household,
	day: HouseholdDay,
	chores: Chores,
	random: Random,
	warm: number
): void {
	const habit = household.waterHabit;
	const first = Math.min(...day.members.map((m) => m.wakes));
	use.draw('kitchen', first + random.between(12, 60), (2 + 1.6 * day.members.length) * habit, 0.35);
	if (chores.lunch > 0) {
		use.draw('kitchen', random.normal(745, 30), (4 + 3 * chores.lunch) * habit, warm * 0.8);
	}
	if (chores.dinner) {
		const { at, eaters } = chores.dinner;
		use.draw('kitchen', at - 25, (3.4 + 1.7 * eaters) * habit * household.cookingHabit, 0.3);
		use.draw('kitchen', at - 5, random.between(1, 3), 0.2);
		const dishes = household.dishwasher ? 4.5 + 1.8 * eaters : 8.5 + 5 * eaters;
		use.draw('kitchen', at + random.between(35, 150), dishes * habit * random.between(0.6, 1.4), warm);
	}
}

function drawMachines(use: DayUse, chores: Chores): void {
	if (chores.dishwasher !== null) use.draw('kitchen', chores.dishwasher, 10.5, 0);
	for (const at of chores.laundry) {
		use.draw('bath', at, 18, 0);
		use.draw('bath', at + 35, 14, 0);
		use.draw('bath', at + 55, 14, 0);
	}
}
