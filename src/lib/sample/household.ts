import { Random } from './random.ts';

export type Rhythm =
	'office' | 'early' | 'shift' | 'home_worker' | 'retired' | 'student' | 'school' | 'toddler';

export interface Member {
	readonly rhythm: Rhythm;
	/** Minutes since midnight on a working day. */
	readonly wakes: number;
	readonly sleeps: number;
	readonly showersADay: number;
	readonly showersInTheMorning: number;
}

/** Who lives in a home and what the home does by itself. Everything else follows from it, the day and chance. */
export interface Household {
	readonly seed: number;
	readonly members: readonly Member[];
	/** How much water an act takes, 1 = usual. */
	readonly waterHabit: number;
	readonly showerMinutes: number;
	readonly showerLitresAMinute: number;
	readonly dishwasher: boolean;
	readonly washingMachine: boolean;
	readonly dryer: boolean;
	readonly bathtub: boolean;
	/** kWh a bath of the sauna; 0 = none. */
	readonly saunaKwh: number;
	/** Peak power of the home's solar panels, kW; 0 = none. */
	readonly solarKw: number;
	readonly standbyW: number;
	readonly coldStoreW: number;
	readonly lampsW: number;
	readonly screenW: number;
	readonly cookingHabit: number;
	readonly dinner: number;
	readonly travels: number;
	readonly roomC: number;
}

/** What a scenario may fix about a household; the rest is chance. */
export interface HouseholdWish {
	readonly adults?: readonly Rhythm[];
	readonly children?: readonly ('school' | 'toddler')[];
	readonly dishwasher?: boolean;
	readonly bathtub?: boolean;
	readonly washingMachine?: boolean;
	readonly saunaKwh?: number;
	readonly solarKw?: number;
}

/** A household for a home of `rooms` rooms (1–5, kitchen not counted). The same seed gives the same household. */
export function householdOf(seed: number, rooms: number, wish: HouseholdWish = {}): Household {
	const random = new Random(seed, 101);
	const retired = random.chance(0.26);
	const adults = wish.adults ?? adultsFor(random, rooms, retired);
	const children = wish.children ?? (retired ? [] : childrenFor(random, rooms, adults.length));
	const members = [...adults, ...children].map((rhythm) => memberOf(random, rhythm));
	return {
		seed,
		members,
		waterHabit: clamp(random.skewed(1, 0.26), 0.5, 1.9),
		showerMinutes: random.skewed(7.2, 0.24),
		showerLitresAMinute: random.between(6.8, 9.8),
		dishwasher: wish.dishwasher ?? random.chance(0.3 + 0.12 * rooms),
		washingMachine: wish.washingMachine ?? random.chance(0.25 + 0.1 * rooms),
		dryer: random.chance(0.4),
		bathtub: wish.bathtub ?? random.chance(0.3),
		saunaKwh: wish.saunaKwh ?? (rooms >= 4 && random.chance(0.25) ? random.between(4.5, 6.5) : 0),
		solarKw: wish.solarKw ?? 0,
		standbyW: random.between(32, 95),
		coldStoreW: random.between(32, 62),
		lampsW: random.between(35, 85),
		screenW: random.between(60, 150),
		cookingHabit: random.skewed(1, 0.25),
		dinner: Math.round(random.normal(18.1 * 60, 45)),
		travels: random.between(0.4, 1.5),
		roomC: random.normal(21.1, 0.45)
	};
}

function adultsFor(random: Random, rooms: number, retired: boolean): Rhythm[] {
	const couple = random.chance([0.1, 0.1, 0.45, 0.7, 0.85, 0.9][rooms] ?? 0.9);
	const working = ['office', 'office', 'early', 'shift', 'home_worker', 'home_worker'] as const;
	const first: Rhythm = retired
		? 'retired'
		: rooms === 1 && random.chance(0.4)
			? 'student'
			: random.pick(working);
	return couple ? [first, retired ? 'retired' : random.pick(working)] : [first];
}

function childrenFor(random: Random, rooms: number, adults: number): ('school' | 'toddler')[] {
	const mean = ([0, 0, 0.15, 0.9, 1.7, 2.2][rooms] ?? 2) * (adults === 2 ? 1 : 0.6);
	const count = Math.min(3, random.count(mean));
	return Array.from({ length: count }, () => (random.chance(0.7) ? 'school' : 'toddler'));
}

const WAKES: Record<Rhythm, number> = {
	office: 6.6,
	early: 5.3,
	shift: 7,
	home_worker: 7.2,
	retired: 7.3,
	student: 8.2,
	school: 6.9,
	toddler: 6.6
};
const SLEEPS: Record<Rhythm, number> = {
	office: 23.1,
	early: 22.2,
	shift: 23.2,
	home_worker: 23.5,
	retired: 22.9,
	student: 23.7,
	school: 21.6,
	toddler: 19.8
};

function memberOf(random: Random, rhythm: Rhythm): Member {
	const young = rhythm === 'toddler' ? 0.35 : rhythm === 'school' ? 0.75 : 1;
	return {
		rhythm,
		wakes: Math.round(random.normal(WAKES[rhythm] * 60, 28)),
		sleeps: Math.round(Math.min(1430, random.normal(SLEEPS[rhythm] * 60, 35))),
		showersADay: random.between(0.6, 1.12) * young * (rhythm === 'retired' ? 0.8 : 1),
		showersInTheMorning: random.between(0.25, 0.85)
	};
}

function clamp(x: number, low: number, high: number): number {
	return x < low ? low : x > high ? high : x;
}
