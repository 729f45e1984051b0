import { z } from 'zod';
import { HOME_ZONE } from '#lib/energy/calendar.ts';
import type { HourValue } from '#lib/home/hours.ts';
import { interpret } from '#lib/home/interpret.ts';
import { NOTHING_KNOWN, type Memory } from '#lib/home/memory.ts';
import { measuredAt, type Reading } from '#lib/home/reading.ts';
import { houseSetups, type HouseSetup } from '#lib/sample/house/commissioning.ts';
import type { HouseMessage } from '#lib/sample/house/message.ts';
import type { SimulatedHouse } from '#lib/sample/house/simulated-house.ts';
import type { SampleHome } from '#lib/sample/home.ts';
import { DayForming } from '../../node/day-forming.ts';
import { DisplayChoice } from '../../node/display-choice.ts';
import { HourForming } from '../../node/hour-forming.ts';
import { LiveHome } from '../../node/live-home.ts';
import type { Store } from '../../node/store.ts';

const HOUR = 3600;
/** Long enough for a usual month. */
const HISTORY_S = 75 * 24 * HOUR;
/** What the display shows of the last hour, and a little before. */
const RECENT_S = 65 * 60;
const STRIP_STEP_S = 30;
/** Of a batch of hours that are looked through. */
const MANY = 20_000;

export interface PrepareTerms {
	readonly store: Store;
	readonly home: SampleHome;
	readonly house: SimulatedHouse;
	/** UTC seconds up to which the central store has readings, by serial. */
	readonly storedUntil: ReadonlyMap<string, number>;
	/** UTC seconds. */
	readonly now: number;
}

/**
 * Gives the sample home's node what a node has that has hung there all the time: set up by an installer, with the days
 * before and with the last hour. What the central store has already is acknowledged; the hours after it are delivered.
 * Called before the node starts, again and again: only what is missing comes in.
 */
export function prepareNode({ store, home, house, storedUntil, now }: PrepareTerms): void {
	if (store.settings.get('sample_home', z.string()) !== home.key) commission(store, home, now);
	keepStrip(store, house, now);
	const live = new LiveHome(store, now);
	const heard = Math.max(now - RECENT_S, latestOf(store, home));
	listen({ store, live, now }, [
		...boundaries(heard, now).flatMap((at) => house.metersAt(at)),
		...house.messages(heard, now),
		...house.bridgeStart(now)
	]);
	for (const setup of meterSetups(home)) {
		const id = store.readings.idOf(`${setup.device}\n\n${setup.quantity}`);
		if (id === undefined || setup.medium === 'temperature') continue;
		const from = store.hours.last(id) ?? now - HISTORY_S;
		store.hours.put(id, hoursOf(house, setup.serial ?? '', from, now));
	}
	const forming = new HourForming(store);
	forming.noteAll();
	forming.run(now);
	acknowledge(store, storedUntil);
	new DayForming(store).run(HOME_ZONE);
	live.keep();
}

const meterSetups = (home: SampleHome): HouseSetup[] =>
	houseSetups(home).filter(({ serial }) => serial !== null);

/** What an installer and the household have chosen; whatever they choose later stays. */
function commission(store: Store, home: SampleHome, now: number): void {
	store.setups.put(houseSetups(home));
	store.settings.set('home_name', 'Lärkvägen 5');
	new DisplayChoice(store).change({ visible: 'details' }, now);
	store.settings.set('sample_home', home.key);
}

/** When a meter of the home was heard last; −∞: never. */
function latestOf(store: Store, home: SampleHome): number {
	const devices = new Set(meterSetups(home).map(({ device }) => device));
	const heard = store.readings.latest().filter(({ device }) => devices.has(device));
	return heard.reduce((latest, { at }) => Math.max(latest, at), Number.NEGATIVE_INFINITY);
}

/** Takes messages in as the node does. */
function listen(
	{ store, live, now }: { store: Store; live: LiveHome; now: number },
	messages: readonly HouseMessage[]
): void {
	let memory: Memory = NOTHING_KNOWN;
	const ordered = [...messages].sort((a, b) => Number(b.retain) - Number(a.retain) || a.at - b.at);
	for (const { topic, payload, retain, at } of ordered) {
		const result = interpret(
			{ topic, payload: Buffer.from(payload), retained: retain, receivedAt: Math.floor(at) },
			memory
		);
		memory = result.memory;
		if (result.kind === 'rejected') continue;
		for (const reading of live.take(result.readings).samples) store.readings.add(inVolts(reading));
	}
	while (store.flush(now));
}

/** Samples are stored in the quantity's unit. */
function inVolts(reading: Reading): Reading {
	if (reading.unit !== 'mV' || typeof reading.value !== 'number' || measuredAt(reading) === null)
		return reading;
	return { ...reading, value: reading.value / 1000, unit: 'V' };
}

/** UTC hours in (from, to]. */
function boundaries(from: number, to: number): number[] {
	const all: number[] = [];
	for (let at = (Math.floor(from / HOUR) + 1) * HOUR; at <= to; at += HOUR) all.push(at);
	return all;
}

function hoursOf(house: SimulatedHouse, serial: string, from: number, to: number): HourValue[] {
	return boundaries(from, to).flatMap((at): HourValue[] => {
		const value = house.register(serial, at);
		return value === undefined ? [] : [{ at, value, quality: 'measured' }];
	});
}

/** What the central store has readings after needs no delivery. A gauge's mean stands in the middle of its hour. */
function acknowledge(store: Store, storedUntil: ReadonlyMap<string, number>): void {
	const known = store.hours.pending(MANY).filter(({ at, medium, serial }) => {
		const until = storedUntil.get(serial) ?? Number.NEGATIVE_INFINITY;
		return (medium === 'temperature' ? at + HOUR / 2 : at) <= until;
	});
	store.hours.judge(known, 'stored');
}

/** The power of the last hour, as the display draws it. */
function keepStrip(store: Store, house: SimulatedHouse, now: number): void {
	const strip: { at: number; watts: number }[] = [];
	const first = Math.ceil((now - HOUR) / STRIP_STEP_S) * STRIP_STEP_S;
	for (let at = first; at + STRIP_STEP_S <= now; at += STRIP_STEP_S) {
		const watts = house.wattsBetween(at, at + STRIP_STEP_S);
		if (watts !== null) strip.push({ at, watts });
	}
	store.settings.set('strip', strip);
}
