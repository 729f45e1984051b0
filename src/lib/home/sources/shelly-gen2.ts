import { instantOf, type DeviceTime } from '../clock.ts';
import { isObject, objectAt, own, textAt, type Json, type JsonObject, type Opened } from '../message.ts';
import { remember, type Memory } from '../memory.ts';
import { Sheet } from '../sheet.ts';
import { ASIDE, type Adapter, type Finding } from '../source.ts';
import { isComponent, readComponent } from './shelly-components.ts';

/** Names of devices that stand in a room to measure its air. */
const ROOM_DEVICE = /^shelly(?:plus)?(?:ht|walldisplay|blutrv|th|weather)/i;

/**
 * Shelly Gen2 and later: `<prefix>/status/<component>`, `<prefix>/online`, `<prefix>/events/rpc`.
 * A status may be a partial overlay: what a message leaves out keeps its value and its age.
 * Source: Shelly API, Gen2+ MQTT.
 */
export const readShellyGen2: Adapter = (opened, memory) => {
	const { segments, object } = opened;
	const last = segments.at(-1) ?? '';
	if (segments.length < 2) return null;
	if (last === 'online' && segments[0] !== 'shellies') return readOnline(opened, memory);
	if (segments.at(-2) === 'status' && isComponent(last)) {
		const prefix = segments.slice(0, -2).join('/');
		if (prefix === '' || (!last.includes(':') && !isShelly(prefix, memory))) return null;
		if (object === null) return { rejected: opened.json === undefined ? 'not_json' : 'malformed' };
		return readStatus(opened, prefix, { [last]: object }, null, memory);
	}
	if (last === 'rpc' && object !== null) {
		const events = segments.at(-2) === 'events';
		const prefix = events ? segments.slice(0, -2).join('/') : textAt(object, 'src');
		if (events || isShelly(prefix, memory)) return readRpc(opened, prefix, object, memory);
	}
	if (last === 'rpc' && segments.at(-2) === 'events') return { rejected: 'not_json' };
	return null;
};

function isShelly(prefix: string, memory: Memory): boolean {
	return /^shelly/i.test(prefix.split('/').at(-1) ?? '') || memory.shelly.has(prefix);
}

function readOnline(opened: Opened, memory: Memory): Finding | null {
	const prefix = opened.segments.slice(0, -1).join('/');
	const word = opened.text.trim();
	if (!isShelly(prefix, memory) && word !== 'true' && word !== 'false') return null;
	const sheet = new Sheet(opened.message, `shelly:${prefix}`);
	sheet.state('online', word, { key: 'online' });
	return { sheet };
}

function readRpc(opened: Opened, prefix: string, object: JsonObject, memory: Memory): Finding {
	const params = isObject(own(object, 'params')) ? objectAt(object, 'params') : objectAt(object, 'result');
	const time = instantOf(own(params, 'ts'), opened.message.receivedAt);
	if (Array.isArray(own(params, 'events'))) return readEvents(opened, prefix, params, time);
	return readStatus(opened, prefix, params, time, memory);
}

function readStatus(
	opened: Opened,
	prefix: string,
	components: JsonObject,
	time: DeviceTime,
	memory: Memory
): Finding {
	const names = Object.keys(components).filter((name) => isObject(own(components, name)));
	const seen = new Set([...(memory.shelly.get(prefix) ?? []), ...names.map((n) => n.split(':')[0] ?? '')]);
	const sheet = new Sheet(opened.message, `shelly:${prefix}`, time);
	const room = isRoom(prefix, seen);
	const several = opened.segments.at(-1) === 'rpc';
	for (const name of names) readComponent(sheet, name, objectAt(components, name), { several, room });
	return { sheet, memory: learn(memory, prefix, seen) };
}

/**
 * Is `temperature:0` the room's? A device that also measures humidity stands in the air; what meters
 * or switches a load warms itself. Unknown is not the room: a wrong room temperature is worse than none.
 */
function isRoom(prefix: string, seen: ReadonlySet<string>): boolean {
	if (ROOM_DEVICE.test(prefix.split('/').at(-1) ?? '')) return true;
	const warms = ['switch', 'em', 'em1', 'pm1', 'cover', 'light'].some((kind) => seen.has(kind));
	return seen.has('humidity') && !warms;
}

function learn(memory: Memory, prefix: string, seen: ReadonlySet<string>): Memory {
	const known = memory.shelly.get(prefix);
	if (known && known.size === seen.size) return memory;
	return { ...memory, shelly: remember(memory.shelly, prefix, new Set([...seen].slice(0, 40))) };
}

/** NotifyEvent: smoke and flood detectors say an alarm there at once, before any status. */
function readEvents(opened: Opened, prefix: string, params: JsonObject, time: DeviceTime): Finding {
	const sheet = new Sheet(opened.message, `shelly:${prefix}`, time);
	for (const event of own(params, 'events') as readonly Json[]) {
		if (!isObject(event)) continue;
		const component = textAt(event, 'component');
		const word = textAt(event, 'event');
		const state = component.startsWith('smoke') ? 'smoke' : component.startsWith('flood') ? 'leak' : null;
		const sourceTime = instantOf(own(event, 'ts'), opened.message.receivedAt) ?? time;
		if (state && /^alarm(?:_off)?$/.test(word))
			sheet.state(state, word === 'alarm', { channel: component, kind: 'event', sourceTime });
		else sheet.unknown.push(`${component}.${word}`);
	}
	return sheet.readings.length + sheet.unknown.length === 0 ? ASIDE : { sheet };
}
