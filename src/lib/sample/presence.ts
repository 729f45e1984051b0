import { mix, Random } from './random.ts';
import type { DayFrame } from './day-frame.ts';
import type { Household, Member } from './household.ts';

/** One person's day: awake and at home in [from, to) pairs of clock minutes; `bed` when the night begins. */
export interface MemberDay {
	readonly member: Member;
	readonly awake: readonly (readonly [from: number, to: number])[];
	readonly wakes: number;
	readonly bed: number;
}

/** The household's day; no members when all are away on a journey. */
export interface HouseholdDay {
	readonly members: readonly MemberDay[];
	/** Minutes awake at home, summed over the members. */
	readonly awakeMinutes: number;
}

/** Who is at home and awake when, on one civil day. */
export function presenceOf(household: Household, frame: DayFrame): HouseholdDay {
	if (isAway(household, frame)) return { members: [], awakeMinutes: 0 };
	const members: MemberDay[] = [];
	let awakeMinutes = 0;
	for (let i = 0; i < household.members.length; i++) {
		const member = household.members[i];
		if (!member) continue;
		const day = memberDay(
			member,
			frame,
			new Random(household.seed, frame.number, 200 + i),
			household.seed + i
		);
		members.push(day);
		for (const [from, to] of day.awake) awakeMinutes += to - from;
	}
	return { members, awakeMinutes };
}

/** Summer weeks, Christmas and weekends away, drawn per household and year or week. */
export function isAway(household: Household, frame: DayFrame): boolean {
	const { seed, travels } = household;
	const year = new Random(seed, frame.year, 301);
	const summerStart = Math.round(year.between(171, 215));
	const summerDays = year.chance(0.25 + 0.4 * travels) ? Math.round(year.between(4, 8 + 9 * travels)) : 0;
	if (frame.dayOfYear >= summerStart && frame.dayOfYear < summerStart + summerDays) return true;
	if (year.chance(0.3 * travels) && frame.month === 12 && frame.dayOfMonth >= 23 && frame.dayOfMonth <= 27) {
		return true;
	}
	// Friday evening is left out: whole days only.
	const week = Math.floor((frame.number + 3) / 7);
	return frame.weekday >= 5 && new Random(seed, week, 302).chance(0.09 * travels);
}

function memberDay(member: Member, frame: DayFrame, random: Random, key: number): MemberDay {
	const leisure = frame.free || (frame.schoolBreak && isOff(member, frame, key));
	const rhythm = member.rhythm;
	const small = rhythm === 'toddler' || rhythm === 'school';
	if (rhythm === 'shift') return shiftDay(member, frame, random, key);
	const lateness = leisure && rhythm !== 'retired' && rhythm !== 'toddler' ? random.between(30, 130) : 0;
	const wakes = clamp(Math.round(member.wakes + lateness + random.normal(0, 24)), 240, 720);
	const late = frame.weekday === 4 || frame.weekday === 5 ? random.between(10, 80) : 0;
	const bed = clamp(
		Math.round(member.sleeps + late * (small ? 0.5 : 1) + random.normal(0, 25)),
		wakes + 300,
		1436
	);
	const out: [number, number][] = [];
	if (leisure || rhythm === 'retired' || rhythm === 'home_worker') {
		if (random.chance(leisure ? 0.6 : 0.5)) {
			const leaves = Math.round(random.normal(leisure ? 730 : 660, 75));
			out.push([leaves, leaves + Math.round(random.between(60, leisure ? 290 : 130))]);
		}
	} else {
		const leaves = wakes + Math.round(random.between(45, 80));
		const returns = random.normal(rhythm === 'school' ? 900 : rhythm === 'early' ? 870 : 1000, 45);
		// Some days at home: work from home, a cold.
		if (!random.chance(rhythm === 'student' ? 0.35 : rhythm === 'school' ? 0.08 : 0.3))
			out.push([leaves, Math.round(returns)]);
	}
	if (!small && random.chance(leisure ? 0.22 : 0.16)) {
		const leaves = Math.round(random.normal(1095, 30));
		out.push([leaves, leaves + Math.round(random.between(70, 190))]);
	}
	return { member, wakes, bed, awake: without(wakes, bed, out) };
}

/** Six days in turn: two early, two late, two free. */
function shiftDay(member: Member, frame: DayFrame, random: Random, key: number): MemberDay {
	const turn = Math.floor(((frame.number + (key % 6)) % 6) / 2);
	const jitter = Math.round(random.normal(0, 15));
	if (turn === 0) return work(member, 300 + jitter, 1310 + jitter, 350, 890);
	if (turn === 1) return work(member, 510 + jitter, 1432, 780, 1345);
	const leaves = Math.round(random.normal(760, 80));
	return work(member, 480 + jitter * 2, 1390, leaves, leaves + Math.round(random.between(60, 260)));
}

function work(member: Member, wakes: number, bed: number, leaves: number, returns: number): MemberDay {
	return { member, wakes, bed, awake: without(wakes, bed, [[leaves, returns]]) };
}

/** Workers have three to five weeks of the school holidays free, each in their own weeks; children all of them. */
function isOff(member: Member, frame: DayFrame, key: number): boolean {
	if (member.rhythm === 'school' || member.rhythm === 'student') return true;
	if (frame.month === 12 || frame.month === 1) return mix(key, frame.year, 303) % 2 === 0;
	const start = 180 + (mix(key, frame.year, 304) % 18);
	return frame.dayOfYear >= start && frame.dayOfYear < start + 28;
}

/** [wakes, bed) less the times out. */
function without(
	wakes: number,
	bed: number,
	out: readonly (readonly [number, number])[]
): [number, number][] {
	const awake: [number, number][] = [];
	let from = wakes;
	for (const [leaves, returns] of out) {
		if (leaves > from + 10 && leaves < bed) awake.push([from, leaves]);
		if (returns > from && leaves < bed) from = Math.max(from, returns);
	}
	if (from < bed) awake.push([from, bed]);
	return awake;
}

function clamp(x: number, low: number, high: number): number {
	return x < low ? low : x > high ? high : x;
}
