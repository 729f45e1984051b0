import { own, type Json, type JsonObject } from '../message.ts';
import { numberOf } from '../number.ts';
import type { Measure, State } from '../quantity.ts';
import type { Sheet } from '../sheet.ts';
import { conversionTo } from '../units.ts';
import type { Description, Property } from './zigbee2mqtt-devices.ts';

/** Numbers, by the names that Zigbee2MQTT gives them for every maker. */
const MEASURES = new Map<string, Measure>([
	['temperature', 'temperature'],
	['local_temperature', 'temperature'],
	['device_temperature', 'device_temperature'],
	['cpu_temperature', 'device_temperature'],
	['humidity', 'humidity'],
	['co2', 'co2'],
	['pressure', 'pressure'],
	['battery', 'battery'],
	['linkquality', 'link_quality'],
	['power', 'power'],
	['current', 'current'],
	['voltage', 'voltage'],
	['battery_voltage', 'battery_voltage'],
	['energy', 'electricity_import'],
	['consumption', 'electricity_import'],
	['consumed_energy', 'electricity_import'],
	['produced_energy', 'electricity_export'],
	['energy_produced', 'electricity_export'],
	['water_consumed', 'water'],
	['flow', 'flow'],
	['current_heating_setpoint', 'heating_setpoint'],
	['occupied_heating_setpoint', 'heating_setpoint']
]);

/** Several names of one thing: where both are sent, only the first is read. */
const SAME_AS = new Map([
	['consumption', 'energy'],
	['consumed_energy', 'energy'],
	['energy_produced', 'produced_energy'],
	['local_temperature', 'temperature'],
	['occupied_heating_setpoint', 'current_heating_setpoint'],
	['presence', 'occupancy']
]);

const STATES = new Map<string, State>([
	['contact', 'contact_open'],
	['occupancy', 'motion'],
	['presence', 'motion'],
	['water_leak', 'leak'],
	['smoke', 'smoke'],
	['vibration', 'vibration'],
	['tamper', 'tamper'],
	['battery_low', 'battery_low'],
	['state', 'switch_on']
]);

/** The part of a device in a property's name: gangs of a switch, phases of a meter. */
const PART = /^(.+?)_(l\d{1,2}|left|right|center|top|bottom|phase_[abc]|[abc]|\d{1,2})$/;

/** Makers name phases by letter or number. */
const PHASES = new Map<string, 'l1' | 'l2' | 'l3'>([
	['phase_a', 'l1'],
	['phase_b', 'l2'],
	['phase_c', 'l3'],
	['a', 'l1'],
	['b', 'l2'],
	['c', 'l3']
]);

/** Is this a property that we read? */
export function isField(key: string): boolean {
	const name = PART.exec(key)?.[1] ?? key;
	return [key, name].some((n) => MEASURES.has(n) || STATES.has(n));
}

/** Writes one property of a message down; false: no rule reads it. */
export function readField(
	sheet: Sheet,
	key: string,
	object: JsonObject,
	description: Description | undefined
): boolean {
	const property = description?.properties.get(key);
	const { name, part } = nameOf(key, property);
	const raw = own(object, key) ?? null;
	const twin = SAME_AS.get(name);
	if (twin !== undefined && own(object, key.replace(name, twin)) !== undefined) return true;
	const place = { key, ...(part === '' ? {} : { channel: part, port: part }) };

	const state = STATES.get(name);
	if (state !== undefined) {
		if (state === 'switch_on' && !isSwitch(object, property, description)) return false;
		sheet.state(state, held(name, raw, property), place);
		return true;
	}
	const measure = MEASURES.get(name);
	if (measure === undefined) return false;
	if (name === 'voltage')
		readVoltage(sheet, raw, place, phaseOf(key, object), {
			unit: property?.unit ?? '',
			battery: description?.battery ?? 'battery' in object
		});
	else {
		const phase = measure === 'current' ? phaseOf(key, object) : null;
		const quantity = phase === null ? measure : (`current_${phase}` as const);
		sheet.measure(quantity, raw, {
			...(phase === null ? place : { key }),
			...conversionTo(quantity, property?.unit ?? '')
		});
	}
	return true;
}

function nameOf(key: string, property: Property | undefined): { name: string; part: string } {
	if (property && property.endpoint !== '') return { name: property.name, part: property.endpoint };
	if (MEASURES.has(key) || STATES.has(key)) return { name: key, part: '' };
	const [, name = key, part = ''] = PART.exec(key) ?? [];
	return { name, part: PHASES.get(part) ?? part };
}

/** Of a three-phase meter the plain name is phase A. */
function phaseOf(key: string, object: JsonObject): 'l1' | 'l2' | 'l3' | null {
	const [, name = key, part = ''] = PART.exec(key) ?? [];
	const phase = PHASES.get(part);
	if (phase || part !== '') return phase ?? null;
	return own(object, `${name}_phase_b`) !== undefined ? 'l1' : null;
}

/** What a binary property says, in its own words; a contact that touches is a door that is shut. */
function held(name: string, raw: Json, property: Property | undefined): Json {
	if (property?.on !== undefined && (raw === property.on || typeof raw === typeof property.on))
		return raw === property.on;
	return name === 'contact' && typeof raw === 'boolean' ? !raw : raw;
}

/**
 * `state` is a switch's, or a cover's, or nothing: the description tells. Without one, a device on
 * battery is no switch, and only ON and OFF are a switch's words.
 */
function isSwitch(
	object: JsonObject,
	property: Property | undefined,
	description: Description | undefined
): boolean {
	if (property)
		return property.owner === 'switch' || property.owner === 'light' || property.owner === 'binary';
	return description === undefined && !('battery' in object) && !('position' in object);
}

/** Millivolts of a battery or volts of the mains: by the unit described, else by size. */
function readVoltage(
	sheet: Sheet,
	raw: Json,
	place: { key: string; channel?: string; port?: string },
	phase: 'l1' | 'l2' | 'l3' | null,
	known: { readonly unit: string; readonly battery: boolean }
): void {
	const number = numberOf(raw);
	const isLarge = 'value' in number && number.value > 1000;
	const millivolts = known.unit === 'mV' || (known.unit === '' && isLarge);
	if (millivolts) sheet.measure('battery_voltage', raw, { ...place, unit: 'mV' });
	else if (known.battery) sheet.measure('battery_voltage', raw, place);
	else if (phase) sheet.measure(`voltage_${phase}`, raw, { key: place.key });
	else sheet.measure('voltage', raw, place);
}
