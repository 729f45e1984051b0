import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { interpret } from './interpret.ts';
import { MOST_REMEMBERED, NOTHING_KNOWN, type Memory } from './memory.ts';
import { LARGEST_PAYLOAD, type Message } from './message.ts';
import { QUANTITIES } from './quantity.ts';

const NOON = Date.parse('2026-11-22T12:00:00Z') / 1000;
const FOLDER = path.resolve(import.meta.dirname, '../../../tests/fixtures/messages');

const message = (topic: string, payload: unknown, part: Partial<Message> = {}): Message => ({
	topic,
	payload: typeof payload === 'string' || payload instanceof Uint8Array ? payload : JSON.stringify(payload),
	retained: false,
	receivedAt: NOON,
	...part
});

interface Sample {
	readonly topic: string;
	readonly payload: unknown;
}

/** Every message of the fixtures: what random ones are made of. */
const samples = readdirSync(FOLDER).flatMap((file) => {
	const family = JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as {
		cases: { lines: Sample[] }[];
	};
	return family.cases.flatMap((c) => c.lines);
});
const topics = [...new Set(samples.map((s) => s.topic))];
const taught = samples.reduce<Memory>(
	(memory, { topic, payload }) =>
		topic.endsWith('/config') && payload === '' ? memory : interpret(message(topic, payload), memory).memory,
	NOTHING_KNOWN
);

/** No crash, and nothing that is no plain finite value gets through. */
function soundly(one: Message, memory: Memory): void {
	const result = interpret(one, memory);
	if (result.kind === 'rejected') return;
	for (const { value, quantity, kind } of result.readings) {
		const number = typeof value === 'number';
		expect(number ? Math.abs(value) <= 1e15 : typeof value === 'boolean').toBe(true);
		if (kind !== 'event') expect(QUANTITIES[quantity].kind).toBe(kind);
		expect(number).toBe(kind === 'counter' || kind === 'gauge');
	}
}

const hostile = fc.oneof(
	fc.jsonValue({ maxDepth: 5 }),
	fc.constantFrom<unknown>(null, '', 'NaN', 1e308, -1e308, '1e308', [], {}, [[]], true, '0', 'null', -0),
	fc.double(),
	fc.string()
);

describe('whatever arrives', () => {
	it('random text and bytes on any topic crash nothing', () => {
		const topic = fc.oneof(fc.constantFrom(...topics), fc.string());
		const payload = fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 300 }), fc.json());
		fc.assert(
			fc.property(topic, payload, fc.boolean(), (t, p, retained) => {
				soundly(message(t, p, { retained }), taught);
			}),
			{ numRuns: 4000 }
		);
	});

	it('known messages with any field changed for anything crash nothing', () => {
		const sample = fc.constantFrom(...samples.filter((s) => typeof s.payload === 'object'));
		fc.assert(
			fc.property(sample, fc.array(fc.tuple(fc.nat(), hostile), { maxLength: 4 }), (s, changes) => {
				const copy = structuredClone(s.payload) as Record<string, unknown>;
				for (const [at, value] of changes) change(copy, at, value);
				soundly(message(s.topic, copy), taught);
			}),
			{ numRuns: 6000 }
		);
	});

	it('known texts cut, doubled or with letters exchanged crash nothing', () => {
		const sample = fc.constantFrom(...samples.map((s) => message(s.topic, s.payload)));
		fc.assert(
			fc.property(sample, fc.nat(), fc.nat(), fc.string({ maxLength: 3 }), (s, from, to, put) => {
				const text = String(s.payload);
				const [a, b] = [from % (text.length + 1), to % (text.length + 1)];
				soundly({ ...s, payload: text.slice(0, a) + put + text.slice(b) }, taught);
			}),
			{ numRuns: 4000 }
		);
	});
});

/** Puts a value in the place of one field, at any depth. */
function change(object: Record<string, unknown>, at: number, value: unknown): void {
	const keys = Object.keys(object);
	const key = keys[at % keys.length];
	if (key === undefined) return;
	const inner = object[key];
	if (typeof inner === 'object' && inner !== null && at % 3 !== 0)
		change(inner as Record<string, unknown>, Math.floor(at / 3), value);
	else object[key] = structuredClone(value);
}

describe('what is too much', () => {
	it('is not looked at: a payload above 64 KiB is rejected, one of 64 KiB is read', () => {
		const pad = (bytes: number) => `{"temperature":1,"x":"${'a'.repeat(bytes - 24)}"}`;
		const of = (bytes: number) => interpret(message('zigbee2mqtt/a', pad(bytes)), NOTHING_KNOWN);
		expect(pad(LARGEST_PAYLOAD)).toHaveLength(LARGEST_PAYLOAD);
		expect(of(LARGEST_PAYLOAD)).toMatchObject({ kind: 'read' });
		expect(of(LARGEST_PAYLOAD + 1)).toMatchObject({ kind: 'rejected', reason: 'too_large' });
		const wide = message('zigbee2mqtt/a', `{"temperature":1,"x":"${'å'.repeat(40_000)}"}`);
		expect(interpret(wide, NOTHING_KNOWN)).toMatchObject({ reason: 'too_large' });
	});

	it('may be as long as a whole network where the bridge describes it', () => {
		const devices = Array.from({ length: 200 }, (_, i) => ({
			friendly_name: `Plug ${i}`,
			definition: { exposes: Array.from({ length: 20 }, (_, j) => ({ type: 'numeric', property: `p${j}` })) }
		}));
		const { memory } = interpret(message('zigbee2mqtt/bridge/devices', devices), NOTHING_KNOWN);
		expect(memory.zigbee.size).toBe(200);
	});

	it('does not fill the memory: announcements beyond thousands are not kept', () => {
		const announced = new Map(Array.from({ length: MOST_REMEMBERED }, (_, i) => [`t${i}`, []]));
		const full: Memory = { ...NOTHING_KNOWN, announced };
		const one = { state_topic: 'a/b', device_class: 'power', unit_of_measurement: 'W' };
		const { memory } = interpret(message('homeassistant/sensor/new/config', one), full);
		expect([memory.announced.size, memory.entities.size]).toEqual([MOST_REMEMBERED, 0]);
	});

	it('is nested too deep, and still crashes nothing', () => {
		const deep = '['.repeat(30_000) + ']'.repeat(30_000);
		expect(() => interpret(message('zigbee2mqtt/a', deep), NOTHING_KNOWN)).not.toThrow();
		expect(() => interpret(message('x/SENSOR', `{"a":${deep}}`), NOTHING_KNOWN)).not.toThrow();
	});
});

describe('fields that look like something else', () => {
	it('named as JavaScript names its own are fields that nobody knows', () => {
		const result = interpret(
			message('zigbee2mqtt/a', '{"__proto__":{"power":1},"constructor":2,"temperature":3}'),
			NOTHING_KNOWN
		);
		expect(result).toMatchObject({ kind: 'read', unknown: ['__proto__', 'constructor'] });
		expect(result.kind === 'read' && result.readings.map((r) => r.quantity)).toEqual(['temperature']);
	});

	it("on a topic of nobody are said to be nobody's, after what is wrong with them", () => {
		const reason = (payload: unknown) => interpret(message('garden/gnome', payload), NOTHING_KNOWN);
		expect(reason({ hat: 'red' })).toMatchObject({ reason: 'unknown_source', source: null });
		expect(reason('null')).toMatchObject({ reason: 'null_value' });
		expect(reason('hello')).toMatchObject({ reason: 'not_json' });
		expect(reason('')).toMatchObject({ reason: 'empty' });
	});
});

it('the memory before a message stays as it was', () => {
	const device = [{ friendly_name: 'a', definition: { exposes: [] } }];
	interpret(message('zigbee2mqtt/bridge/devices', device), NOTHING_KNOWN);
	expect(NOTHING_KNOWN.zigbee.size).toBe(0);
});
