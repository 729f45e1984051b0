import { isObject, objectAt, own, textAt, type Json, type JsonObject } from '../message.ts';
import type { Measure, State } from '../quantity.ts';

/** Something that announced itself: where it reports, how to read it, and what it measures. */
export interface Entity {
	readonly device: string;
	readonly channel: string;
	readonly topic: string;
	readonly template: string;
	readonly reads:
		| { readonly measure: Measure; readonly unit: string }
		| { readonly state: State; readonly on: string; readonly off: string };
}

/** The short keys that announcements may use. Source: home-assistant.io, MQTT discovery, abbreviations. */
const SHORT = new Map([
	['state_topic', 'stat_t'],
	['value_template', 'val_tpl'],
	['unit_of_measurement', 'unit_of_meas'],
	['device_class', 'dev_cla'],
	['unique_id', 'uniq_id'],
	['object_id', 'obj_id'],
	['payload_on', 'pl_on'],
	['payload_off', 'pl_off'],
	['entity_category', 'ent_cat'],
	['device', 'dev'],
	['identifiers', 'ids'],
	['components', 'cmps'],
	['platform', 'p'],
	['state_class', 'stat_cla'],
	['state_on', 'stat_on'],
	['state_off', 'stat_off']
]);

const MEASURES = new Map<string, Measure>([
	['power', 'power'],
	['voltage', 'voltage'],
	['current', 'current'],
	['temperature', 'temperature'],
	['humidity', 'humidity'],
	['battery', 'battery'],
	['carbon_dioxide', 'co2'],
	['pressure', 'pressure'],
	['atmospheric_pressure', 'pressure'],
	['water', 'water'],
	['gas', 'gas'],
	['volume_flow_rate', 'flow']
]);

const STATES = new Map<string, State>([
	['door', 'contact_open'],
	['window', 'contact_open'],
	['garage_door', 'contact_open'],
	['opening', 'contact_open'],
	['motion', 'motion'],
	['occupancy', 'motion'],
	['presence', 'motion'],
	['moisture', 'leak'],
	['smoke', 'smoke'],
	['vibration', 'vibration'],
	['tamper', 'tamper'],
	['battery', 'battery_low'],
	['connectivity', 'online']
]);

/** The value under a key or under its short form, `~` filled in. */
export function setting(config: JsonObject, key: string): Json | undefined {
	const raw = own(config, key) ?? own(config, SHORT.get(key) ?? key);
	const base = textAt(config, '~');
	if (typeof raw !== 'string' || base === '') return raw;
	return raw.startsWith('~') ? base + raw.slice(1) : raw.endsWith('~') ? raw.slice(0, -1) + base : raw;
}

const words = (config: JsonObject, key: string) => {
	const raw = setting(config, key);
	return typeof raw === 'string' || typeof raw === 'boolean' || typeof raw === 'number' ? String(raw) : '';
};

/**
 * Entities of one announcement: one, or those of a whole device. What measures nothing of ours is left out.
 * @param kind the component in the announcement's topic: `sensor`, `binary_sensor`, `switch`, `device`
 */
export function entitiesOf(config: JsonObject, kind: string, name: string): readonly Entity[] {
	if (kind !== 'device') return [entityOf(config, kind, name)].filter((e) => e !== null);
	const parts = setting(config, 'components');
	if (!isObject(parts)) return [];
	return Object.keys(parts)
		.slice(0, 200)
		.map((part) => {
			// a part has what the whole device says, unless it says it itself
			const own_ = objectAt(parts, part);
			return entityOf({ ...config, ...own_ }, words(own_, 'platform'), `${name}/${part}`);
		})
		.filter((e) => e !== null);
}

function entityOf(config: JsonObject, kind: string, name: string): Entity | null {
	const topic = words(config, 'state_topic');
	const channel = words(config, 'unique_id') || words(config, 'object_id') || name;
	const reads = readsOf(
		config,
		kind,
		`${channel} ${words(config, 'name')} ${words(config, 'value_template')}`
	);
	if (topic === '' || reads === null) return null;
	return {
		device: deviceOf(config, channel),
		channel,
		topic,
		template: words(config, 'value_template'),
		reads
	};
}

function deviceOf(config: JsonObject, channel: string): string {
	const device = setting(config, 'device');
	const ids = isObject(device) ? setting(device, 'identifiers') : undefined;
	const id = Array.isArray(ids) ? (ids as readonly Json[])[0] : ids;
	return `ha:${typeof id === 'string' && id !== '' ? id : channel}`;
}

function readsOf(config: JsonObject, kind: string, hints: string): Entity['reads'] | null {
	const unit = words(config, 'unit_of_measurement');
	const device = words(config, 'device_class');
	if (kind === 'sensor') {
		const measure = measureOf(device, unit, hints, words(config, 'entity_category') === 'diagnostic');
		return measure && { measure, unit };
	}
	const state = kind === 'binary_sensor' ? STATES.get(device) : kind === 'switch' ? 'switch_on' : undefined;
	if (state === undefined) return null;
	const on = words(config, 'state_on') || words(config, 'payload_on') || 'ON';
	const off = words(config, 'state_off') || words(config, 'payload_off') || 'OFF';
	return { state, on, off };
}

const EXPORT = /export|production|produced|returned|delivered_to|feed_?in|sold|outgoing/i;
/** Energies that are no register: they fall back each day or month. */
const PARTIAL = /today|yesterday|daily|this_(?:hour|day|month|year)|last_|day|month|week/i;

/** Units tell a quantity where no class does, but only those that belong to one quantity alone. */
function measureOf(device: string, unit: string, hints: string, diagnostic: boolean): Measure | null {
	const energy = device === 'energy' || (device === '' && /^[kM]?Wh$/.test(unit));
	if (energy)
		return PARTIAL.test(hints) ? null : EXPORT.test(hints) ? 'electricity_export' : 'electricity_import';
	const measure = MEASURES.get(device) ?? (device === '' ? BY_UNIT.get(unit) : undefined) ?? null;
	if (measure === 'temperature' && diagnostic) return 'device_temperature';
	if (measure === 'voltage' && (unit === 'mV' || /batter/i.test(hints))) return 'battery_voltage';
	return measure;
}

const BY_UNIT = new Map<string, Measure>([
	['W', 'power'],
	['kW', 'power'],
	['°C', 'temperature'],
	['°F', 'temperature']
]);
