import { instantOf } from '../clock.ts';
import { isObject, own, type Json, type JsonObject, type Opened } from '../message.ts';
import { remember, type Memory } from '../memory.ts';
import { Sheet } from '../sheet.ts';
import { ASIDE, type Adapter, type Finding } from '../source.ts';
import { describeDevices, type Description } from './zigbee2mqtt-devices.ts';
import { isField, readField } from './zigbee2mqtt-fields.ts';

/**
 * Zigbee2MQTT: `<base>/<friendly name>`, `…/availability`, `<base>/bridge/…`.
 * A friendly name may itself hold slashes, so only the last segment tells what a topic is.
 * Source: zigbee2mqtt.io, MQTT topics and messages; Exposes.
 */
export const readZigbee2mqtt: Adapter = (opened, memory) => {
	const { segments, topic } = opened;
	const bridge = segments.indexOf('bridge');
	if (bridge > 0) {
		const base = segments.slice(0, bridge).join('/');
		const about = segments.slice(bridge + 1).join('/');
		if (memory.zigbeeBases.has(base) || presents(about, opened))
			return readBridge(opened, base, about, memory);
	}
	const bases = [...memory.zigbeeBases].filter((b) => topic.startsWith(`${b}/`));
	const base = bases.sort((a, b) => b.length - a.length)[0];
	if (base !== undefined) return readDevice(opened, topic.slice(base.length + 1), topic, memory);
	// a bridge under a name of the household's own, not yet heard
	const { object } = opened;
	return object && 'linkquality' in object ? readDevice(opened, topic, topic, memory) : null;
};

/** Does a bridge of a name not yet heard show itself as one? Other software has bridges too. */
function presents(about: string, { json, object }: Opened): boolean {
	if (about === 'info') return object !== null && 'coordinator' in object;
	return about === 'devices' && Array.isArray(json) && describeDevices(json as readonly Json[]).size > 0;
}

function readBridge(opened: Opened, base: string, about: string, memory: Memory): Finding | null {
	if (about === 'state') {
		const sheet = new Sheet(opened.message, `zigbee:${base}/bridge`);
		sheet.state('online', stateIn(opened), { key: 'state' });
		return { sheet };
	}
	if (about === 'devices') {
		if (!Array.isArray(opened.json))
			return { rejected: opened.json === undefined ? 'not_json' : 'malformed' };
		const others = [...memory.zigbee].filter(([path]) => !path.startsWith(`${base}/`));
		let zigbee: Memory['zigbee'] = new Map(others);
		for (const [name, description] of describeDevices(opened.json as readonly Json[]))
			zigbee = remember(zigbee, `${base}/${name}`, description);
		return { aside: true, memory: { ...heard(base, memory), zigbee } };
	}
	return { aside: true, memory: heard(base, memory) };
}

function heard(base: string, memory: Memory): Memory {
	if (memory.zigbeeBases.has(base) || memory.zigbeeBases.size > 20) return memory;
	return { ...memory, zigbeeBases: new Set([...memory.zigbeeBases, base]) };
}

function readDevice(opened: Opened, name: string, path: string, memory: Memory): Finding {
	const { message, segments, object } = opened;
	const last = segments.at(-1) ?? '';
	if (segments.length > 2 && /^(?:set|get)$/.test(last)) return { rejected: 'command' };
	if (segments.length > 2 && segments.at(-2)?.match(/^(?:set|get)$/)) return { rejected: 'command' };
	if (last === 'availability') {
		const sheet = new Sheet(message, `zigbee:${name.replace(/\/availability$/, '')}`);
		sheet.state('online', stateIn(opened), { key: 'state' });
		return { sheet };
	}
	if (object !== null) return readFields(opened, name, object, memory.zigbee.get(path));
	// `output: attribute` publishes each property by itself
	if (segments.length > 2 && isField(last)) {
		const parent = name.slice(0, -last.length - 1);
		const single = { [last]: opened.json ?? opened.text };
		return readFields(opened, parent, single, memory.zigbee.get(path.slice(0, -last.length - 1)));
	}
	if (opened.json === undefined) return { rejected: 'not_json' };
	return opened.json === null ? { rejected: 'null_value' } : ASIDE;
}

function readFields(
	opened: Opened,
	name: string,
	object: JsonObject,
	description: Description | undefined
): Finding {
	const time = instantOf(own(object, 'last_seen') ?? undefined, opened.message.receivedAt);
	const sheet = new Sheet(opened.message, `zigbee:${name}`, time);
	for (const key of Object.keys(object)) {
		if (key !== 'last_seen' && !readField(sheet, key, object, description)) sheet.unknown.push(key);
	}
	return { sheet };
}

/** `{"state":"online"}`, or the bare word of older bridges. */
function stateIn({ json, object, text }: Opened): Json {
	if (isObject(json) && object) return own(object, 'state') ?? null;
	return typeof json === 'string' ? json : text;
}
