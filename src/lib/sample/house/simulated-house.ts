import { CHANNEL_MEDIUM, type Channel, type SampleHome, type SampleMeter } from '../home.ts';
import { mix } from '../random.ts';
import type { RegisterState } from '../telegrams.ts';
import type { Stream } from './day-cells.ts';
import { electricityReader } from './electricity-reader.ts';
import { HomeUse } from './home-use.ts';
import type { HouseMessage, Speaker } from './message.ts';
import { Register, registerOf } from './register.ts';
import { Switches } from './switches.ts';
import { waterMeter } from './water-meter.ts';
import {
	bridgeMessages,
	climateSensor,
	doorContact,
	plug,
	smokeDetector,
	zigbeeMessage,
	ZIGBEE_BASE,
	type ZigbeeDevice
} from './zigbee-devices.ts';

export interface HouseTerms {
	readonly home: SampleHome;
	/** A register that each counter has shown, by serial. */
	readonly known: ReadonlyMap<string, RegisterState>;
	/** UTC seconds from which the plugs count. */
	readonly plugsSince: number;
}

/** What a battery's device may have said last, at most so long ago. */
const LONGEST_SILENCE_S = 7 * 3600;

const PLUGS = [
	{ name: 'Vattenkokare', stream: 'kettle' },
	{ name: 'Kaffebryggare', stream: 'coffee' },
	{ name: 'Frys', stream: 'freezer' }
] as const;
export const PLUG_NAMES = PLUGS.map(({ name }) => name);

/** The number that a meter's radio sends: the last eight digits of its serial. */
export const radioId = (serial: string): string => serial.slice(-8);

/** The meters that hang in a home now, by what they measure. */
export function liveMeters(home: SampleHome): ReadonlyMap<Channel, SampleMeter> {
	return new Map(
		home.meters.filter(({ removed }) => removed === null).map((meter) => [meter.channel, meter])
	);
}

/**
 * A home as a house of devices: water meters with radio, an electricity meter with its reader, and a Zigbee network of
 * sensors and plugs. What it says at a second depends on that second alone, so that it can be asked for any stretch of
 * time, again or anew; only what somebody has switched off is remembered.
 */
export class SimulatedHouse {
	readonly #counters = new Map<string, Register>();
	readonly #electricity: Register | undefined;
	readonly #meters: readonly Speaker[];
	readonly #zigbee: readonly ZigbeeDevice[];
	readonly #plugs = new Map<string, Register>();
	readonly #switches = new Switches();

	constructor({ home, known, plugsSince }: HouseTerms) {
		const use = new HomeUse(home);
		const live = liveMeters(home);
		for (const meter of live.values()) {
			const state = known.get(meter.serial);
			if (CHANNEL_MEDIUM[meter.channel] === 'temperature' || state === undefined) continue;
			this.#counters.set(meter.serial, registerOf(use, meter, state));
		}
		this.#electricity = this.#counters.get(live.get('electricity')?.serial ?? '');
		this.#meters = [...live.values()].flatMap((meter) => this.#meterOf(meter, home) ?? []);
		const index = (channel: Channel) => home.meters.findIndex((each) => each.channel === channel);
		const through = (stream: Stream) =>
			new Register(use, stream, index('electricity'), { at: plugsSince, register: 0 });
		for (const { name, stream } of PLUGS) this.#plugs.set(name, through(stream));
		this.#zigbee = [
			...(['room', 'bedroom'] as const).flatMap((channel) =>
				live.has(channel)
					? [
							climateSensor(use, {
								...roomOf(channel),
								key: keyFor(home, channel),
								channel,
								index: index(channel)
							})
						]
					: []
			),
			...PLUGS.map(({ name, stream }) =>
				plug(through(stream), this.#switches, { name, key: keyFor(home, stream) })
			),
			doorContact(home, { name: 'Ytterdörr', key: keyFor(home, 'door') }),
			smokeDetector({ name: 'Brandvarnare', key: keyFor(home, 'smoke') })
		];
	}

	/** What a meter shows, whole smallest units; undefined: no counter of this house. @param at UTC seconds */
	register(serial: string, at: number): number | undefined {
		return this.#counters.get(serial)?.at(at);
	}

	/** What the meters would say at a second at which they need not speak. */
	metersAt(at: number): HouseMessage[] {
		return this.#meters.flatMap((meter) => meter.say(at) ?? []);
	}

	/** Mean power in (from, to], W; null: the house has no such meter. */
	wattsBetween(from: number, to: number): number | null {
		if (this.#electricity === undefined) return null;
		const wattHours = this.#electricity.exactAt(to) - this.#electricity.exactAt(from);
		return Math.round((wattHours * 3600) / (to - from));
	}

	/** Everything that is said in (after, until], time ascending. UTC seconds. */
	messages(after: number, until: number): HouseMessage[] {
		return said([...this.#meters, ...this.#zigbee], after, until);
	}

	/** What the Zigbee bridge says when it starts: itself, its devices, and what it remembers of each. */
	bridgeStart(at: number): HouseMessage[] {
		const last = new Map<string, HouseMessage>();
		for (const message of said(this.#zigbee, at - LONGEST_SILENCE_S, at)) last.set(message.topic, message);
		return [...bridgeMessages(this.#zigbee, at), ...last.values()];
	}

	/**
	 * Does what was asked for on the broker: `zigbee2mqtt/<name>/set` and `…/get`.
	 * @returns the device's answer; null: nothing of this house's was asked for
	 */
	answer(topic: string, payload: string, at: number): HouseMessage | null {
		const [, name, verb] = new RegExp(`^${ZIGBEE_BASE}/(.+)/(set|get)$`).exec(topic) ?? [];
		const asked = this.#zigbee.find((each) => each.name === name);
		if (name === undefined || asked === undefined) return null;
		const meter = this.#plugs.get(name);
		const wish = verb === 'set' ? stateIn(payload) : null;
		if (meter && wish !== null) {
			const on = wish === 'TOGGLE' ? !this.#switches.isOn(name) : wish === 'ON';
			this.#switches.turn(name, on, meter.exactAt(at));
		}
		return zigbeeMessage(name, at, asked.fields(at));
	}

	#meterOf({ channel, serial }: SampleMeter, home: SampleHome): Speaker | null {
		const register = this.#counters.get(serial);
		if (register === undefined) return null;
		const id = radioId(serial);
		// one driver tells cold from hot, the other does not: that is for whoever sets the devices up
		if (channel === 'cold')
			return waterMeter({ id, name: 'Kallvatten', driver: 'iperl', media: 'water', register });
		if (channel === 'hot')
			return waterMeter({ id, name: 'Varmvatten', driver: 'hydrodigit', media: 'warm water', register });
		return channel === 'electricity' ? electricityReader(register, keyFor(home, channel)) : null;
	}
}

/** What the sensor of a room is called. */
export function roomOf(channel: 'room' | 'bedroom'): { name: string; room: string } {
	const room = channel === 'room' ? 'Vardagsrum' : 'Sovrum';
	return { name: `Klimat ${room.toLowerCase()}`, room };
}

const keyFor = (home: SampleHome, what: string) =>
	mix(home.seed, ...Array.from(what, (letter) => letter.codePointAt(0) ?? 0)) % 100_000;

function said(speakers: readonly Speaker[], after: number, until: number): HouseMessage[] {
	const all: HouseMessage[] = [];
	for (const speaker of speakers)
		for (let at = speaker.next(after); at <= until; at = speaker.next(at)) {
			const message = speaker.say(at);
			if (message) all.push(message);
		}
	return all.sort((a, b) => a.at - b.at);
}

/** `{"state":"ON"}`, or the bare word. */
function stateIn(payload: string): 'ON' | 'OFF' | 'TOGGLE' | null {
	let word: unknown = payload;
	try {
		const parsed: unknown = JSON.parse(payload);
		word = typeof parsed === 'object' && parsed !== null && 'state' in parsed ? parsed.state : parsed;
	} catch {
		// the bare word
	}
	const state = typeof word === 'string' ? word.toUpperCase() : '';
	return state === 'ON' || state === 'OFF' || state === 'TOGGLE' ? state : null;
}
