import { expect, it } from 'vitest';
import { interpret } from './interpret.ts';
import { NOTHING_KNOWN } from './memory.ts';
import { count, NOTHING_HEARD } from './tally.ts';

const heard = (payload: string) =>
	interpret({ topic: 'zigbee2mqtt/a', payload, retained: false, receivedAt: 1_795_348_800 }, NOTHING_KNOWN);

it('counts messages, readings, what was rejected by reason, and fields that nobody reads', () => {
	const payloads = ['{', '{"temperature":1,"humidity":null,"mood":2}', '{"temperature":null}', '{"mood":3}'];
	const tally = payloads.map(heard).reduce(count, NOTHING_HEARD);
	expect(tally.messages).toBe(4);
	expect(tally.readings).toBe(1);
	expect(Object.fromEntries(tally.rejected)).toEqual({ not_json: 1, null_value: 1 });
	expect(Object.fromEntries(tally.refused)).toEqual({ null_value: 1 });
	expect(Object.fromEntries(tally.unknown)).toEqual({ 'zigbee2mqtt mood': 2 });
});

it('keeps no more names than somebody would look through', () => {
	const many = Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`f${i}`, i]));
	expect(count(NOTHING_HEARD, heard(JSON.stringify(many))).unknown.size).toBe(500);
});
