import type { Snapshot } from './snapshot.ts';

/** A retained message: what the node says of itself, or takes back (an empty payload). */
export interface Announced {
	readonly topic: string;
	readonly payload: string;
}

/** Who announces. */
export interface Announcer {
	/** The node's name at the broker, `hemvy-` and eight hexadecimal digits. */
	readonly clientId: string;
	/** What people call it. */
	readonly name: string;
}

interface Entity {
	readonly key: string;
	readonly name: string;
	/** Null: not known now. */
	readonly value: (snapshot: Snapshot) => number | string | null;
	readonly settings: Readonly<Record<string, unknown>>;
}

const measured = (device_class: string, unit_of_measurement: string, decimals: number) => ({
	...{ device_class, unit_of_measurement, state_class: 'measurement' },
	suggested_display_precision: decimals
});
const today = (device_class: string, unit_of_measurement: string, decimals: number) => ({
	...measured(device_class, unit_of_measurement, decimals),
	// begins anew at midnight: Home Assistant counts on
	state_class: 'total_increasing'
});
const link = {
	device_class: 'enum',
	options: ['up', 'down', 'unknown', 'none'],
	entity_category: 'diagnostic'
};

const ENTITIES: readonly Entity[] = [
	{
		...{ key: 'power', name: 'Power', settings: measured('power', 'W', 0) },
		value: ({ power }) => (power.stale ? null : power.watts)
	},
	{
		...{ key: 'water', name: 'Water flow', settings: measured('volume_flow_rate', 'L/min', 1) },
		value: ({ water }) => (water.stale ? null : water.litresPerMinute)
	},
	{
		...{ key: 'electricity_today', name: 'Electricity today', settings: today('energy', 'kWh', 2) },
		value: (snapshot) => rounded(snapshot.today.electricityKWh, 2)
	},
	{
		...{ key: 'export_today', name: 'Electricity export today', settings: today('energy', 'kWh', 2) },
		value: (snapshot) => rounded(snapshot.today.exportKWh, 2)
	},
	{
		...{ key: 'cold_water_today', name: 'Cold water today', settings: today('water', 'L', 0) },
		value: (snapshot) => rounded(snapshot.today.coldL, 0)
	},
	{
		...{ key: 'hot_water_today', name: 'Hot water today', settings: today('water', 'L', 0) },
		value: (snapshot) => rounded(snapshot.today.hotL, 0)
	},
	{ key: 'radio', name: 'Radio', settings: link, value: ({ links }) => links.radio.state },
	{ key: 'central', name: 'Central system', settings: link, value: ({ links }) => links.central.state }
];

/** The keys of all entities. */
export const ENTITY_KEYS: readonly string[] = ENTITIES.map(({ key }) => key);

const rounded = (value: number | null, decimals: number) =>
	value === null ? null : Number(value.toFixed(decimals));

/** What home nodes say of themselves at a broker; no node listens to it, its own or another's. */
export const SAID_BY_NODES = /^(?:hemvy|homeassistant\/[a-z_]+)\/hemvy-[0-9a-f]{8}\//;

const configTopic = ({ clientId }: Announcer, key: string) =>
	`homeassistant/sensor/${clientId}/${key}/config`;
const stateTopic = ({ clientId }: Announcer, key: string) => `hemvy/${clientId}/${key}`;

/**
 * The announcement of an entity by which Home Assistant and others who understand it show what the node shows.
 * Source: home-assistant.io, MQTT discovery.
 */
export function announcementOf(announcer: Announcer, key: string): Announced | null {
	const entity = ENTITIES.find((each) => each.key === key);
	if (entity === undefined) return null;
	const { clientId, name } = announcer;
	const config = {
		...entity.settings,
		name: entity.name,
		unique_id: `${clientId}_${key}`,
		state_topic: stateTopic(announcer, key),
		// the topic of the node's last will
		availability_topic: `hemvy/${clientId}/status`,
		device: { identifiers: [clientId], name, manufacturer: 'Hemvy', model: 'Home node' },
		origin: { name: 'Hemvy' }
	};
	return { topic: configTopic(announcer, key), payload: JSON.stringify(config) };
}

/** Takes the announcement of an entity back. */
export const withdrawalOf = (announcer: Announcer, key: string): Announced => ({
	topic: configTopic(announcer, key),
	payload: ''
});

/** What each entity says now: a number or word, `None` where it is not known, as Home Assistant has it. */
export function reportsOf(
	announcer: Announcer,
	snapshot: Snapshot
): ({ readonly key: string; readonly isKnown: boolean } & Announced)[] {
	return ENTITIES.map(({ key, value }) => {
		const now = value(snapshot);
		const payload = now === null ? 'None' : String(now);
		return { key, isKnown: now !== null && now !== 'none', topic: stateTopic(announcer, key), payload };
	});
}
