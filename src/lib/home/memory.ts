import type { Entity } from './sources/discovery-entity.ts';
import type { Description } from './sources/zigbee2mqtt-devices.ts';

/** What has to be remembered between messages to understand the next one. Never changed, only replaced. */
export interface Memory {
	/** Zigbee2MQTT devices by topic, as the bridge described them. */
	readonly zigbee: ReadonlyMap<string, Description>;
	/** Base topics under which a Zigbee2MQTT bridge has been heard. */
	readonly zigbeeBases: ReadonlySet<string>;
	/** Kinds of component that a Shelly has shown (`em`, `humidity`), by its topic prefix. */
	readonly shelly: ReadonlyMap<string, ReadonlySet<string>>;
	/** Home Assistant entities by the topic of their announcement. */
	readonly announced: ReadonlyMap<string, readonly Entity[]>;
	/** The same by the topic on which they report. */
	readonly entities: ReadonlyMap<string, readonly Entity[]>;
}

export const NOTHING_KNOWN: Memory = {
	zigbee: new Map(),
	zigbeeBases: new Set(['zigbee2mqtt']),
	shelly: new Map(),
	announced: new Map(),
	entities: new Map()
};

/** A home has hundreds of things at most; what announces more is a fault and may not fill the memory. */
export const MOST_REMEMBERED = 5000;

/** The map with one more entry; the same map where it is full. */
export function remember<T>(map: ReadonlyMap<string, T>, key: string, value: T): ReadonlyMap<string, T> {
	if (map.size >= MOST_REMEMBERED && !map.has(key)) return map;
	return new Map(map).set(key, value);
}
