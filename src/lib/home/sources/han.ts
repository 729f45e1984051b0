import { instantOf } from '../clock.ts';
import { objectAt, own, type JsonObject, type Opened } from '../message.ts';
import { numberOf, scaled, tidy } from '../number.ts';
import { Sheet } from '../sheet.ts';
import { ASIDE, type Adapter, type Finding } from '../source.ts';
import { DSMR_NAMES, DSMR_TARIFFS, HAN_NAMES, READER_NAMES, READER_TOPICS, type Name } from './han-names.ts';

/**
 * Readers of the customer port of electricity meters (HAN, P1) that publish decoded values: amsreader in its
 * formats, bridges with the names of the Norwegian lists, DSMR readers. A list holds only what the meter sent:
 * list 1 the power, list 2 voltages and currents, the hourly one the registers.
 */
export const readHan: Adapter = (opened) => {
	const { object } = opened;
	if (object === null) return readTopic(opened);
	const data = objectAt(object, 'data');
	if (isReader(data)) return readNames(opened, data, READER_NAMES, own(object, 't') ?? own(data, 't'));
	if (isReader(object) && /\/(?:power|energy|realtime|meter)$/.test(opened.topic))
		return readNames(opened, object, READER_NAMES, own(object, 't'));
	if (HAS.han(object)) return readNames(opened, object, HAN_NAMES, own(object, 'meter_datetime'));
	if (HAS.dsmr(object)) return readDsmr(opened, object);
	return null;
};

const some = (object: JsonObject, names: Iterable<string>) =>
	[...names].some((n) => Object.hasOwn(object, n));
const HAS = {
	han: (object: JsonObject) =>
		some(object, HAN_NAMES.keys()) &&
		some(object, ['meter_manufacturer', 'active_power_import', 'list_ver_id', 'active_power_import_total']),
	dsmr: (object: JsonObject) =>
		some(
			object,
			DSMR_TARIFFS.map((t) => t[1])
		) || some(object, ['electricity_currently_delivered', 'power_delivered'])
};

/** amsreader: one-letter names, P always among them, or a register. */
function isReader(object: JsonObject): boolean {
	return ['P', 'PO', 'tPI', 'tPO', 'U1', 'I1'].some((key) => typeof own(object, key) === 'number');
}

function readNames(
	{ message, topic }: Opened,
	object: JsonObject,
	names: ReadonlyMap<string, Name>,
	clock: Parameters<typeof instantOf>[0]
): Finding {
	const sheet = new Sheet(message, `han:${topic}`, instantOf(clock, message.receivedAt));
	for (const [key, { quantity, factor = 1 }] of names)
		if (!sheet.has(quantity)) sheet.measure(quantity, own(object, key), { key, factor });
	sheet.leave(object, names);
	return { sheet };
}

/** Names of DSMR: registers by tariff, power in kW; some put each value into `{value, unit}`. */
function readDsmr({ message, topic }: Opened, object: JsonObject): Finding {
	const value = (key: string) => {
		const raw = own(object, key);
		const list = Array.isArray(raw) ? (raw[0] as typeof raw) : raw;
		return typeof list === 'object' && list !== null && 'value' in list ? list['value'] : raw;
	};
	const time = instantOf(own(object, 'timestamp') ?? own(object, 'read_at') ?? undefined, message.receivedAt);
	const sheet = new Sheet(message, `p1:${topic}`, time);
	for (const quantity of ['electricity_import', 'electricity_export'] as const) {
		const tariffs: Record<string, number> = {};
		for (const [of, key, tariff] of DSMR_TARIFFS) {
			const raw = of === quantity ? value(key) : undefined;
			if (raw === undefined) continue;
			const number = numberOf(raw);
			if ('value' in number) tariffs[tariff] = number.value;
			else sheet.refuse(key, number.refused);
		}
		const parts = Object.values(tariffs);
		if (parts.length > 0) sheet.tariffs(quantity, tidy(parts.reduce((sum, part) => sum + part, 0)), tariffs);
	}
	for (const [key, { quantity, factor = 1 }] of DSMR_NAMES)
		if (!sheet.has(quantity)) sheet.measure(quantity, value(key), { key, factor });
	sheet.leave(object, new Set([...DSMR_NAMES.keys(), ...DSMR_TARIFFS.map((t) => t[1])]));
	return { sheet };
}

/** A topic for each value: amsreader's raw format and DSMR-reader's `dsmr/reading/…`. */
function readTopic({ message, topic, text }: Opened): Finding | null {
	for (const [pattern, { quantity, factor = 1 }] of READER_TOPICS) {
		const found = pattern.exec(topic);
		if (!found) continue;
		const sheet = new Sheet(message, `han:${found[1] ?? ''}`);
		sheet.measure(quantity, text.trim(), { key: topic, factor });
		return { sheet };
	}
	const reading = /^(.*\/reading)\/([a-z0-9_]+)$/.exec(topic);
	if (!reading)
		return /\/meter\/(?:dlms|id|type|clock|(?:import|export)\/reactive)/.test(topic) ? ASIDE : null;
	const [, base = '', key = ''] = reading;
	const name = DSMR_NAMES.get(key);
	const tariff = DSMR_TARIFFS.find((t) => t[1] === key);
	const sheet = new Sheet(message, `p1:${base}`);
	if (name) sheet.measure(name.quantity, text.trim(), { key, factor: name.factor ?? 1 });
	else if (tariff) {
		// one tariff alone is a register of its own, not the meter's
		const number = numberOf(text);
		if ('refused' in number) sheet.refuse(key, number.refused);
		else
			sheet.measure(tariff[0], scaled(number.value, 1), {
				key,
				channel: `tariff:${tariff[2]}`,
				port: Number(tariff[2])
			});
	} else sheet.unknown.push(key);
	return { sheet };
}
