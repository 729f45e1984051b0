import { instantOf } from '../clock.ts';
import { own, type Json, type Opened } from '../message.ts';
import { remember, type Memory } from '../memory.ts';
import { numberOf } from '../number.ts';
import { Sheet } from '../sheet.ts';
import { type Adapter, type Finding } from '../source.ts';
import { celsius, conversionTo, isFahrenheit } from '../units.ts';
import { entitiesOf, type Entity } from './discovery-entity.ts';
import { render } from './template.ts';

const ANNOUNCEMENT = /^[^/]+\/(sensor|binary_sensor|switch|device)\/(?:[^/]+\/)?([^/]+)\/config$/;
const OTHER = /^homeassistant\/[a-z_]+\/(?:[^/]+\/)?[^/]+\/config$/;

/**
 * Home Assistant MQTT discovery, the way in for whatever has no adapter of its own: an announcement says
 * where a thing reports and how to read it; an empty one takes it back.
 * Source: home-assistant.io, MQTT discovery.
 */
export const readAnnouncement: Adapter = (opened, memory) => {
	const { topic, object, text, json } = opened;
	const match = ANNOUNCEMENT.exec(topic);
	if (!match) return OTHER.test(topic) ? { aside: true } : null;
	if (text.trim() === '') return { aside: true, memory: announce(memory, topic, []) };
	if (object === null) return { rejected: json === undefined ? 'not_json' : 'malformed' };
	const name = topic.split('/').slice(1, -1).join('/');
	return { aside: true, memory: announce(memory, topic, entitiesOf(object, match[1] ?? '', name)) };
};

/** What an announced entity reports. */
export const readAnnounced: Adapter = (opened, memory) => {
	const entities = memory.entities.get(opened.topic);
	return entities === undefined || entities.length === 0 ? null : readEntities(opened, entities);
};

function readEntities(opened: Opened, entities: readonly Entity[]): Finding {
	const { message, object } = opened;
	const clock = object ? (own(object, 'last_seen') ?? own(object, 'timestamp')) : undefined;
	const sheet = new Sheet(
		message,
		entities[0]?.device ?? '',
		instantOf(clock ?? undefined, message.receivedAt)
	);
	for (const entity of entities) {
		const rendered = render(entity.template, opened.text, opened.json);
		if (rendered === null) sheet.refuse(entity.channel, 'unsupported_template');
		else write(sheet, entity, rendered.value, entities.length > 1);
	}
	return { sheet };
}

function write(sheet: Sheet, { reads, channel }: Entity, value: Json | undefined, several: boolean): void {
	const place = { key: channel, channel, ...(several ? { port: channel } : {}) };
	if ('state' in reads) {
		const word = (typeof value === 'object' ? '' : String(value)).toLowerCase();
		const said = word === reads.on.toLowerCase() ? true : word === reads.off.toLowerCase() ? false : value;
		sheet.state(reads.state, said, place);
		return;
	}
	const { measure, unit } = reads;
	const number = isFahrenheit(unit) && value !== undefined ? numberOf(value) : null;
	if (number && 'value' in number) sheet.measure(measure, celsius(number.value), place);
	else sheet.measure(measure, value, { ...place, ...conversionTo(measure, unit) });
}

/** The memory with this announcement in the place of what the same topic announced before. */
function announce(memory: Memory, topic: string, entities: readonly Entity[]): Memory {
	const before = memory.announced.get(topic) ?? [];
	if (before.length === 0 && entities.length === 0) return memory;
	const announced = remember(memory.announced, topic, entities);
	if (announced === memory.announced) return memory;
	const reports = new Map(memory.entities);
	for (const old of before)
		reports.set(
			old.topic,
			(reports.get(old.topic) ?? []).filter((e) => e !== old)
		);
	for (const entity of entities) {
		const others = (reports.get(entity.topic) ?? []).filter((e) => e.channel !== entity.channel);
		reports.set(entity.topic, [...others, entity]);
	}
	return { ...memory, announced, entities: reports };
}
