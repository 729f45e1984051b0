import { noise } from './random.ts';
import type { DayFrame } from './day-frame.ts';

/** Where the sample company lies: inland, at the height of Stockholm. */
export const LATITUDE = 59.3;
export const LONGITUDE = 16.5;

/** The weather of one civil day, °C; `cloud` 0 (clear) … 1 (overcast). */
export interface Weather {
	readonly meanC: number;
	readonly lowC: number;
	readonly highC: number;
	readonly cloud: number;
	/** Mean of the three days before and of the three days up to this one: what the walls of a house feel. */
	readonly wallsBeforeC: number;
	readonly wallsC: number;
}

/** A simple climate: the year's wave (−3 °C at the end of January, 18 °C in July), spells of weeks and of days. */
export function weatherOf(seed: number, frame: DayFrame): Weather {
	const { number, dayOfYear } = frame;
	const summer = (1 + wave(dayOfYear)) / 2;
	const cloud = cloudOf(seed, number, dayOfYear);
	const means = [0, 1, 2, 3].map((ago) => meanOf(seed, number - ago, dayOfYear - ago));
	const [meanC = 0, a = 0, b = 0, c = 0] = means;
	const swing = (2.2 + 3.2 * summer) * (1.25 - 0.75 * cloud);
	return {
		meanC: round1(meanC),
		lowC: round1(meanC - swing),
		highC: round1(meanC + swing * 1.05),
		cloud,
		wallsBeforeC: (a + b + c) / 3,
		wallsC: (meanC + a + b) / 3
	};
}

function wave(dayOfYear: number): number {
	return Math.cos(((dayOfYear - 205) / 365.25) * 2 * Math.PI);
}

function meanOf(seed: number, number: number, dayOfYear: number): number {
	const year = wave(dayOfYear);
	const winter = (1 - year) / 2;
	const spell = noise(seed + 1, number / 11) * (2.6 + 2.4 * winter);
	const front = noise(seed + 2, number / 3.1) * (2.2 + 1.6 * winter);
	return 7.4 + 10.4 * year + spell + front + (0.5 - cloudOf(seed, number, dayOfYear)) * (3 * year - 1);
}

function cloudOf(seed: number, number: number, dayOfYear: number): number {
	const winter = (1 - wave(dayOfYear)) / 2;
	return clamp(0.58 + 0.12 * winter + 0.62 * noise(seed + 3, number / 2.3), 0, 1);
}

/** Sine of the sun's height at an instant (UTC seconds): 1 in the zenith, below 0 at night. Within about half a degree. */
export function sunHeight(at: number): number {
	const days = at / 86_400 - 10_957.5; // since 2000-01-01 12:00
	const anomaly = rad(357.53 + 0.98560028 * days);
	const ecliptic = rad(280.46 + 0.98564736 * days + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly));
	const declination = Math.asin(Math.sin(rad(23.44)) * Math.sin(ecliptic));
	const ascension = Math.atan2(Math.cos(rad(23.44)) * Math.sin(ecliptic), Math.cos(ecliptic));
	const sidereal = rad((280.46062 + 360.98564737 * days + LONGITUDE) % 360);
	const hourAngle = sidereal - ascension;
	return (
		Math.sin(rad(LATITUDE)) * Math.sin(declination) +
		Math.cos(rad(LATITUDE)) * Math.cos(declination) * Math.cos(hourAngle)
	);
}

/** How much lamps are wanted, 0 … 1, by the sun's height and the clouds. */
export function darkness(height: number, cloud: number): number {
	const light = clamp((height + 0.03) / 0.28, 0, 1) * (1 - 0.45 * cloud);
	return 1 - light;
}

function rad(degrees: number): number {
	return (degrees * Math.PI) / 180;
}

function clamp(x: number, low: number, high: number): number {
	return x < low ? low : x > high ? high : x;
}

function round1(x: number): number {
	return Math.round(x * 10) / 10;
}
