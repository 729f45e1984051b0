import { isObject, objectAt, own, textAt, type Json, type JsonObject } from '../message.ts';

/** One property of a device as its bridge describes it. */
export interface Property {
	/** What it is, free of the endpoint: `state`, `voltage`. */
	readonly name: string;
	readonly unit: string;
	readonly endpoint: string;
	/** Kind of the thing it belongs to: switch, light, climate, lock, or numeric, binary, enum by itself. */
	readonly owner: string;
	/** What a binary property says when it holds; undefined for others. */
	readonly on: Json | undefined;
}

/** What is known of a device from `bridge/devices`. */
export interface Description {
	readonly battery: boolean;
	readonly properties: ReadonlyMap<string, Property>;
}

/** Reads `bridge/devices`: descriptions by friendly name. Entries without a definition are passed over. */
export function describeDevices(list: readonly Json[]): ReadonlyMap<string, Description> {
	const devices = new Map<string, Description>();
	for (const device of list) {
		if (!isObject(device)) continue;
		const name = textAt(device, 'friendly_name');
		const exposes = own(objectAt(device, 'definition'), 'exposes') ?? own(device, 'exposes');
		if (name === '' || !Array.isArray(exposes)) continue;
		const properties = new Map<string, Property>();
		collect(exposes as readonly Json[], '', properties);
		devices.set(name, { battery: textAt(device, 'power_source') === 'Battery', properties });
	}
	return devices;
}

/** Exposes are nested once: a switch, light or thermostat holds its features. */
function collect(exposes: readonly Json[], owner: string, into: Map<string, Property>): void {
	for (const expose of exposes) {
		if (!isObject(expose)) continue;
		const type = textAt(expose, 'type');
		const features = own(expose, 'features');
		const property = textAt(expose, 'property');
		// a composite's own parts are settings, and come as an object under its property
		if (Array.isArray(features)) {
			if (owner === '' && type !== 'composite') collect(features as readonly Json[], type, into);
		} else if (property !== '') into.set(property, propertyOf(expose, owner || type));
	}
}

function propertyOf(expose: JsonObject, owner: string): Property {
	const endpoint = textAt(expose, 'endpoint');
	const property = textAt(expose, 'property');
	const suffix = `_${endpoint}`;
	const name = endpoint !== '' && property.endsWith(suffix) ? property.slice(0, -suffix.length) : property;
	return { name, unit: textAt(expose, 'unit'), endpoint, owner, on: own(expose, 'value_on') };
}
