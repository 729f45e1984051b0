import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeLine, type DecodedLine, type PlainReading } from '#lib/home/decode-line.ts';
import { interpret } from '#lib/home/interpret.ts';
import { NOTHING_KNOWN } from '#lib/home/memory.ts';
import { FOLDER, NOW } from './real-series.ts';

/** Where the real messages lie: not part of the repository. */
const absent = !existsSync(path.join(FOLDER, 'mqtt_payloads.json'));
const SKIPPED = absent ? ' (SKIPPED: no real messages, see HEMVY_REAL_DATA)' : '';

interface Expected extends PlainReading {
	readonly tariffs?: Record<string, number>;
}
interface Case {
	readonly id: string;
	readonly topic: string;
	readonly payload: unknown;
	readonly expected: readonly Expected[];
	readonly device_time?: unknown;
	readonly crc_ok?: boolean;
	readonly llc_apdu_hex?: string;
}
interface Telegram {
	readonly driver: string;
	readonly mqtt_topic: string;
	readonly mqtt_payload: unknown;
	readonly expected: readonly Expected[];
}
interface Traced {
	readonly seq: number;
	readonly topic: string;
	readonly payload: string;
}
interface Described {
	readonly friendly_name: string;
	readonly exposes: readonly unknown[];
}

const real = (file: string): unknown => JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8'));
const cases = absent ? [] : (real('mqtt_payloads.json') as { cases: Case[] }).cases;
const telegrams = absent ? [] : (real('wmbus_telegrams.json') as { telegrams: Telegram[] }).telegrams;
const devices = absent ? [] : (real('zigbee2mqtt_devices.json') as { devices: Described[] }).devices;
const trace = absent
	? []
	: gunzipSync(readFileSync(path.join(FOLDER, 'zigbee2mqtt_trace.jsonl.gz')))
			.toString('utf8')
			.split('\n')
			.filter((line) => line !== '')
			.map((line) => JSON.parse(line) as Traced);

const described = {
	topic: 'zigbee2mqtt/bridge/devices',
	payload: JSON.stringify(devices),
	retained: true,
	receivedAt: NOW
};

const inOrder = (readings: readonly PlainReading[]) =>
	readings
		.map(({ quantity, value, unit, kind, channel = null }) =>
			JSON.stringify([quantity, value, unit, kind, channel])
		)
		.sort();

function decoded(message: object, memory = NOTHING_KNOWN): DecodedLine {
	return decodeLine(JSON.stringify(message), 1, NOW, memory).result;
}

function readingsOf(result: DecodedLine): readonly PlainReading[] {
	expect(result).not.toHaveProperty('rejected');
	return 'readings' in result ? result.readings : [];
}

describe.skipIf(absent)(`messages of real devices${SKIPPED}`, () => {
	it.each(cases.map((c) => [c.id, c] as const))('%s gives exactly what is expected', (_, one) => {
		expect(inOrder(readingsOf(decoded(one)))).toEqual(inOrder(one.expected));
	});

	it('gives the same where the reader passes the list on undecoded', () => {
		const lists = cases.filter((c) => c.llc_apdu_hex !== undefined);
		expect(lists).toHaveLength(7);
		for (const { topic, llc_apdu_hex: payload, expected } of lists)
			expect(inOrder(readingsOf(decoded({ topic, payload, payload_type: 'hex' })))).toEqual(
				inOrder(expected)
			);
	});

	it('gives the same where the bridge has described its devices', () => {
		const { memory } = interpret(described, NOTHING_KNOWN);
		expect(memory.zigbee.size).toBe(devices.length);
		for (const one of cases) expect(inOrder(readingsOf(decoded(one, memory)))).toEqual(inOrder(one.expected));
	});

	it('tells registers by tariff as the meter does', () => {
		const withTariffs = cases.filter((c) => c.expected.some((e) => e.tariffs));
		expect(withTariffs.length).toBeGreaterThan(3);
		for (const { topic, payload, expected } of withTariffs) {
			const read = interpret(
				{ topic, payload: payload as string, retained: false, receivedAt: NOW },
				NOTHING_KNOWN
			);
			for (const { quantity, tariffs } of expected.filter((e) => e.tariffs))
				expect(read.kind === 'read' && read.readings.find((r) => r.quantity === quantity)?.tariffs).toEqual(
					tariffs
				);
		}
	});

	it('refuses every telegram in which one digit was changed', () => {
		for (const { topic, payload } of cases.filter((c) => c.crc_ok)) {
			const broken = String(payload).replace(/1-0:1\.8\.(\d)\((\d)/, (_, tariff: string, digit: string) => {
				return `1-0:1.8.${tariff}(${(Number(digit) + 1) % 10}`;
			});
			expect(decoded({ topic, payload: broken })).toEqual({ line: 1, rejected: 'checksum' });
		}
	});
});

describe.skipIf(absent)(`telegrams as wmbusmeters publishes them${SKIPPED}`, () => {
	const drivers = [...new Set(telegrams.map((t) => t.driver))];
	it.each(drivers)('%s', (driver) => {
		for (const { mqtt_topic: topic, mqtt_payload: payload, expected } of telegrams.filter(
			(t) => t.driver === driver
		))
			expect(inOrder(readingsOf(decoded({ topic, payload })))).toEqual(inOrder(expected));
	});
});

describe.skipIf(absent)(`a real Zigbee2MQTT network${SKIPPED}`, () => {
	it('reads its trace in order: states, availability, and no command as a reading', () => {
		let memory = interpret(described, NOTHING_KNOWN).memory;
		const count = { readings: 0, messages: 0, online: 0, commands: 0 };
		for (const { topic, payload } of trace) {
			const result = interpret({ topic, payload, retained: false, receivedAt: NOW }, memory);
			memory = result.memory;
			if (result.kind === 'rejected') {
				expect([topic, result.reason]).toEqual([expect.stringMatching(/\/[gs]et$/), 'command']);
				count.commands += 1;
				continue;
			}
			count.messages += 1;
			count.readings += result.readings.length;
			if (topic.endsWith('/availability')) {
				expect(result.readings.map((r) => [r.quantity, r.value])).toEqual([['online', true]]);
				count.online += 1;
			} else compareWithFields(result.readings, JSON.parse(payload) as Record<string, unknown>);
		}
		expect(count.messages + count.commands).toBe(trace.length);
		expect(count).toMatchObject({ online: 9, commands: 3 });
	});
});

/** Every reading is a field of the message, unchanged, and belongs to the moment that the bridge heard it. */
function compareWithFields(
	readings: readonly { quantity: string; value: unknown; sourceTime: number | null }[],
	fields: Record<string, unknown>
): void {
	const seen = Math.floor(Date.parse(String(fields['last_seen'])) / 1000);
	for (const { quantity, value, sourceTime } of readings) {
		expect(sourceTime).toBe(seen);
		if (quantity === 'contact_open') expect(value).toBe(fields['contact'] === false);
		else if (quantity === 'switch_on') expect(value).toBe(fields['state'] === 'ON');
		else expect(Object.values(fields)).toContain(value);
	}
	expect(readings.length).toBeGreaterThan(2);
}
