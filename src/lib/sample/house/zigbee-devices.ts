import type { SampleHome } from '../home.ts';
import type { HomeUse } from './home-use.ts';
import { isDoorOpen, nextDoorChange } from './door.ts';
import { isoUtc, type HouseMessage, type Speaker } from './message.ts';
import type { Register } from './register.ts';
import { chanceAt, nextBeat } from './rhythm.ts';
import type { Switches } from './switches.ts';
import { CLIMATE, CONTACT, PLUG, SMOKE, type ZigbeeModel } from './zigbee-models.ts';

export const ZIGBEE_BASE = 'zigbee2mqtt';

/** A device of the house's Zigbee network: what it is, and what it says when. */
export interface ZigbeeDevice extends Speaker {
	readonly name: string;
	readonly model: ZigbeeModel;
	/** What it would say now if it were asked. */
	fields(at: number): Readonly<Record<string, unknown>>;
}

type Fields = ReturnType<ZigbeeDevice['fields']>;

const round = (value: number, decimals: number) => Number(value.toFixed(decimals));
const link = (key: number, at: number) => ({ linkquality: 90 + Math.floor(chanceAt(key, at) * 90) });
/** A coin cell lasts some two years. */
const cell = (key: number, at: number) => {
	const share = 1 - (((at / 86_400 + (key % 700)) % 700) / 700) * 0.6;
	return { battery: Math.round(share * 100), voltage: 2800 + Math.round(share * 220) };
};

/** The message of a Zigbee device, with the time at which the bridge heard it. */
export function zigbeeMessage(name: string, at: number, fields: Fields): HouseMessage {
	const payload = JSON.stringify({ ...fields, last_seen: isoUtc(at) });
	return { at, topic: `${ZIGBEE_BASE}/${name}`, payload, retain: false };
}

interface Terms {
	readonly name: string;
	/** Tells the devices of the house apart. */
	readonly key: number;
}

function device(
	name: string,
	model: ZigbeeModel,
	fields: ZigbeeDevice['fields'],
	{ next, speaks = () => true }: { next: Speaker['next']; speaks?: (at: number) => boolean }
): ZigbeeDevice {
	const say = (at: number) => (speaks(at) ? zigbeeMessage(name, at, fields(at)) : null);
	return { name, model, fields, next, say };
}

/** A sensor of temperature and humidity, every few minutes. */
export function climateSensor(
	use: HomeUse,
	{ name, key, channel, index }: Terms & { channel: 'room' | 'bedroom'; index: number }
): ZigbeeDevice {
	const fields = (at: number) => {
		const celsius = use.celsiusAt(channel, index, at) + (chanceAt(key, at) - 0.5) * 0.06;
		const slow = Math.sin(at / 31_000 + key) + Math.sin(at / 9000 + 2 * key) / 2;
		const humidity = 38 + 4 * slow + (chanceAt(key + 1, at) - 0.5) * 0.8;
		return {
			...cell(key, at),
			...link(key, at),
			temperature: round(celsius, 2),
			humidity: round(humidity, 1)
		};
	};
	return device(name, CLIMATE, fields, { next: (after) => nextBeat(key, 240, 110, after) });
}

/** Seconds between the reports of a plug while something flows through it, and while nothing does. */
const BUSY_S = 10;
const IDLE_S = 300;

/** A plug that measures: often while it is in use, else to be heard of. @param register Wh through it */
export function plug(register: Register, switches: Switches, { name, key }: Terms): ZigbeeDevice {
	const watts = (at: number) =>
		switches.isOn(name)
			? round(((register.exactAt(at) - register.exactAt(at - BUSY_S)) * 3600) / BUSY_S, 1)
			: 0;
	const fields = (at: number) => {
		const volts = Math.round(229 + chanceAt(key, Math.floor(at / 60)) * 5);
		const power = watts(at);
		return {
			state: switches.isOn(name) ? 'ON' : 'OFF',
			...{ power, current: round(power / volts, 2), voltage: volts },
			energy: round(switches.shown(name, register.exactAt(at)) / 1000, 3),
			...link(key, at)
		};
	};
	const phase = (key % (IDLE_S / BUSY_S)) * BUSY_S;
	return device(name, PLUG, fields, {
		next: (after) => (Math.floor(after / BUSY_S) + 1) * BUSY_S,
		speaks: (at) => at % IDLE_S === phase || watts(at) > 1 || watts(at - BUSY_S) > 1
	});
}

/** The contact at the home's door: as people come and go, and every fifty minutes. */
export function doorContact(home: SampleHome, { name, key }: Terms): ZigbeeDevice {
	const fields = (at: number) => ({ contact: !isDoorOpen(home, at), ...cell(key, at), ...link(key, at) });
	const next = (after: number) => Math.min(nextDoorChange(home, after), nextBeat(key, 3000, 60, after));
	return device(name, CONTACT, fields, { next });
}

/** A smoke detector that smells nothing, four times a day. */
export function smokeDetector({ name, key }: Terms): ZigbeeDevice {
	const fields = (at: number) => ({
		...{ smoke: false, battery_low: false, battery: cell(key, at).battery },
		...link(key, at)
	});
	return device(name, SMOKE, fields, { next: (after) => nextBeat(key, 21_600, 600, after) });
}

/** What the bridge says of itself and of its devices; kept by the broker. */
export function bridgeMessages(devices: readonly ZigbeeDevice[], at: number): HouseMessage[] {
	const kept = (topic: string, content: unknown): HouseMessage => ({
		...{ at, topic: `${ZIGBEE_BASE}/${topic}`, payload: JSON.stringify(content), retain: true }
	});
	const described = devices.map(({ name, model }, i) => ({
		ieee_address: `0x00158d00070000${(16 + i).toString(16)}`,
		...{ type: model.isBattery ? 'EndDevice' : 'Router', network_address: 4096 + i, supported: true },
		...{ friendly_name: name, disabled: false, interview_state: 'SUCCESSFUL' },
		power_source: model.isBattery ? 'Battery' : 'Mains (single phase)',
		definition: {
			...{ model: model.model, vendor: model.vendor, description: model.description },
			exposes: model.exposes
		}
	}));
	const coordinator = {
		...{ ieee_address: '0x00124b0025000001', type: 'Coordinator', network_address: 0 },
		...{ friendly_name: 'Coordinator', definition: null, disabled: false }
	};
	return [
		kept('bridge/state', { state: 'online' }),
		kept('bridge/info', { version: '2.6.3', coordinator: { type: 'zStack3x0' }, permit_join: false }),
		kept('bridge/devices', [coordinator, ...described]),
		...devices.map(({ name }) => kept(`${name}/availability`, { state: 'online' }))
	];
}
