import { addMonths, civilDay, dayStart, firstOfMonth } from '#lib/energy/calendar.ts';
import { clockTime, doors, firstDay, SAMPLE_SEED } from './company.ts';
import { householdOf } from './household.ts';
import { meterOf } from './meters.ts';
import { nameGiver } from './names.ts';
import { samplePrices } from './prices.ts';
import { mix, Random } from './random.ts';
import { placeFaults, plans } from './scenario.ts';
import type { Door } from './company.ts';
import type { Channel, SampleHome, SampleMeter, SampleOccupancy } from './home.ts';
import type { Household } from './household.ts';
import type { SamplePrice } from './prices.ts';
import type { Plan } from './scenario.ts';

/** The whole sample company as of an anchor instant; `homes` live on for as long as one likes. */
export interface SampleCompany {
	/** First civil day with readings. */
	readonly firstDay: string;
	readonly homes: readonly SampleHome[];
	/** Display names by person key: 'K12-1001/0' is the home's first holder, counted over all its tenancies. */
	readonly persons: ReadonlyMap<string, string>;
	readonly prices: readonly SamplePrice[];
}

/** Builds the company. The same anchor gives the same company; households and habits do not depend on it. */
export function sampleCompany(anchor: number): SampleCompany {
	const all = plans(anchor);
	const persons = new Map<string, string>();
	const nextName = nameGiver(SAMPLE_SEED);
	const first = firstDay(anchor);
	const homes = doors().map((door, index) => homeOf(door, index, all[door.key] ?? {}, anchor, first));
	for (const home of homes) {
		for (const key of home.occupancies.flatMap((o) => o.holders)) persons.set(key, nextName());
	}
	return { firstDay: first, homes, persons, prices: samplePrices(anchor, dayStart(addMonths(first, -12))) };
}

function homeOf(door: Door, index: number, plan: Plan, anchor: number, first: string): SampleHome {
	const seed = mix(SAMPLE_SEED, index, 1);
	const random = new Random(seed, 2);
	const metered = clockTime(dayStart(first) + 7200, 0, 12);
	const longAgo = firstOfMonth(addMonths(first, -Math.round(random.between(4, 110))));
	const since = plan.cameWithMeters ? metered : clockTime(dayStart(longAgo) + 7200, 0, 12);
	const meters = metersOf(door, index, plan, random, metered);
	return {
		key: door.key,
		building: door.building.key,
		number: door.number,
		rooms: door.rooms,
		seed,
		telegramMinute: 1 + (mix(seed, 3) % 8),
		occupancies: occupanciesOf(door, seed, plan, since),
		meters,
		leak: plan.leak ?? null,
		faults: placeFaults(plan.faults ?? [], meters)
	};
}

function occupanciesOf(door: Door, seed: number, plan: Plan, since: number): SampleOccupancy[] {
	const living = (n: number) => householdOf(mix(seed, 10 + n), door.rooms, plan.wish);
	const holders = (from: number, n: number) => Array.from({ length: n }, (_, i) => `${door.key}/${from + i}`);
	const present = plan.holders ?? 1;
	const { move } = plan;
	if (!move) return [{ from: since, to: null, holders: holders(0, present), household: living(0) }];
	const list: SampleOccupancy[] = [
		{ from: since, to: move.out, holders: holders(0, 1), household: living(0) }
	];
	if (move.in === null || move.in > move.out) {
		list.push({ from: move.out, to: move.in, holders: [], household: nobody(seed, door.rooms) });
	}
	if (move.in !== null) {
		list.push({ from: move.in, to: null, holders: holders(1, present), household: living(1) });
	}
	return list;
}

/** An empty home: the fridge is open and off, the ventilation runs. */
function nobody(seed: number, rooms: number): Household {
	const empty = householdOf(mix(seed, 20), rooms, { adults: [], children: [], solarKw: 0 });
	return { ...empty, standbyW: 6, coldStoreW: 0, roomC: empty.roomC - 1 };
}

function metersOf(door: Door, index: number, plan: Plan, random: Random, installed: number): SampleMeter[] {
	const usual: readonly Channel[] = door.building.sensors
		? ['cold', 'hot', 'electricity', 'room']
		: ['cold', 'hot', 'electricity'];
	return (plan.channels ?? usual).flatMap((channel, i) => {
		const most = channel === 'electricity' || channel === 'export' ? 31_000_000 : 900_000;
		const initial = plan.initial?.[channel] ?? Math.round(random.between(0.05, 1) * most);
		const meter = meterOf(index * 10 + i, channel, installed, initial);
		const { exchange } = plan;
		if (exchange?.channel !== channel) return [meter];
		const next = meterOf(index * 10 + 9, channel, exchange.at, exchange.initial);
		return [{ ...meter, removed: exchange.at, finalKnown: exchange.finalKnown }, next];
	});
}

/** The civil day (Europe/Stockholm) from which a home must be run again to go on from a state. */
export function dayToGoOnFrom(states: readonly { readonly at: number }[], first: string): string {
	const latest = states.map((state) => civilDay(state.at));
	return latest.length === 0 ? first : latest.reduce((a, b) => (a < b ? a : b));
}
