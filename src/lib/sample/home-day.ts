import { planChores } from './chores.ts';
import { DayUse } from './day-use.ts';
import { drawElectricity } from './electricity.ts';
import { presenceOf } from './presence.ts';
import { Random } from './random.ts';
import { writeRooms } from './room.ts';
import { feedSolar } from './solar.ts';
import { drawWater } from './water.ts';
import type { Weather } from './climate.ts';
import type { DayFrame } from './day-frame.ts';
import type { SampleHome } from './home.ts';
import type { Household } from './household.ts';

/** Fills `use` with one civil day of a home: of whoever lives there, of each for their part on the day of a move. */
export function fillDay(use: DayUse, home: SampleHome, frame: DayFrame, weather: Weather): void {
	const end = frame.start + frame.hours * 3600;
	const here = home.occupancies.filter((o) => o.from < end && (o.to === null || o.to > frame.start));
	const first = here[0];
	use.begin(frame, home.telegramMinute);
	if (first) liveThrough(use, first.household, weather);
	for (const next of here.slice(1)) {
		const other = new DayUse(use.acts !== null);
		other.begin(frame, home.telegramMinute);
		liveThrough(other, next.household, weather);
		use.takeFrom(other, Math.ceil((next.from - frame.start) / 3600));
	}
	if (home.leak) runTap(use, home, frame);
}

function liveThrough(use: DayUse, household: Household, weather: Weather): void {
	const frame = use.frame;
	const day = presenceOf(household, frame);
	const chores = planChores(household, day, frame);
	drawWater(use, household, day, chores);
	drawElectricity(use, household, day, chores, weather);
	feedSolar(use, household, weather);
	writeRooms(use, household, day, weather);
}

function runTap(use: DayUse, home: SampleHome, frame: DayFrame): void {
	if (!home.leak) return;
	const random = new Random(home.seed, frame.number, 800);
	for (let k = 0; k < frame.hours; k++) {
		const litres = home.leak.litresPerHour * random.between(0.85, 1.15);
		if (frame.start + k * 3600 >= home.leak.from) use.coldBath[k] = (use.coldBath[k] ?? 0) + litres;
	}
}
