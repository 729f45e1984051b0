import { noise, Random } from './random.ts';
import type { Weather } from './climate.ts';
import type { DayUse } from './day-use.ts';
import type { Household } from './household.ts';
import type { HouseholdDay } from './presence.ts';

/**
 * Writes the rooms' temperature at each telegram, 1/100 °C: the heating's set point, a daily swing, warmth of people
 * and sun, the drift of days, summer heat, and a window opened now and then.
 */
export function writeRooms(use: DayUse, household: Household, day: HouseholdDay, weather: Weather): void {
	const frame = use.frame;
	const random = new Random(household.seed, frame.number, 700);
	const airing = random.chance(0.3) && day.members.length > 0 ? use.slotOf(random.between(420, 1290)) : -9;
	const depth = random.between(0.8, 2.4) * Math.min(1, Math.max(0.15, (19 - weather.meanC) / 18));
	const away = day.members.length === 0 ? -0.5 : 0;
	for (let k = 0; k < frame.hours; k++) {
		const days = frame.number + (k + 1) / frame.hours;
		const outdoor = weather.wallsBeforeC + ((weather.wallsC - weather.wallsBeforeC) * (k + 1)) / frame.hours;
		const summer = Math.max(0, outdoor - 13.5) * 0.42 + 0.35 * noise(household.seed + 11, days / 4);
		const swing = 0.32 * Math.cos(((k + 1 - 19) / 24) * 2 * Math.PI);
		const people = 0.12 * Math.min(3, (use.awake[k] ?? 0) / 60);
		const open = k === airing ? -depth : k === airing + 1 ? -0.35 * depth : 0;
		const drift = 0.22 * noise(household.seed + 12, days * 3) + 0.28 * noise(household.seed + 13, days / 2.2);
		const celsius = household.roomC + summer + swing + people + open + drift + away;
		use.room[k] = Math.round(celsius * 100);
		use.bedroom[k] = Math.round(
			(celsius - 1.3 - 0.6 * people + 0.4 * noise(household.seed + 14, days * 2)) * 100
		);
	}
}
