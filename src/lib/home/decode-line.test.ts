import { describe, expect, it } from 'vitest';
import { decodeLine } from './decode-line.ts';
import { NOTHING_KNOWN } from './memory.ts';

const decode = (line: unknown) =>
	decodeLine(typeof line === 'string' ? line : JSON.stringify(line), 3, 1_795_348_800, NOTHING_KNOWN).result;

describe('a line', () => {
	it('with an object and with its text reads the same', () => {
		const readings = [{ quantity: 'temperature', value: 20.5, unit: 'C', kind: 'gauge' }];
		const payload = { temperature: 20.5 };
		expect(decode({ topic: 'zigbee2mqtt/a', payload })).toEqual({ line: 3, readings });
		expect(
			decode({ topic: 'zigbee2mqtt/a', payload: JSON.stringify(payload), payload_type: 'text' })
		).toEqual({
			line: 3,
			readings
		});
	});

	it('with bytes says how they are written', () => {
		const payload = 'E6E7000F40000000000101020309060100010700FF060000011802020F00161B';
		const readings = [{ quantity: 'power_import', value: 280, unit: 'W', kind: 'gauge' }];
		expect(decode({ topic: 'han', payload, payload_type: 'hex' })).toEqual({ line: 3, readings });
		const base64 = Buffer.from(payload, 'hex').toString('base64');
		expect(decode({ topic: 'han', payload: base64, payload_type: 'base64' })).toEqual({ line: 3, readings });
	});

	it('counts the values that do not count beside those that do', () => {
		const payload = { temperature: null, humidity: null, battery: 50 };
		expect(decode({ topic: 'zigbee2mqtt/a', payload })).toMatchObject({ refused: { null_value: 2 } });
	});

	it.each(['', '{', '[]', 'null', '{}', '{"topic":"a"}', '{"topic":7,"payload":1}', '{"payload":{}}'])(
		'%j is broken and says so',
		(line) => {
			expect(decode(line)).toEqual({ line: 3, rejected: 'broken_line' });
		}
	);

	it('is rejected by the reason of its payload', () => {
		expect(decode({ topic: 'zigbee2mqtt/a', payload: null })).toEqual({ line: 3, rejected: 'null_value' });
		expect(decode({ topic: 'zigbee2mqtt/a', payload: '{' })).toEqual({ line: 3, rejected: 'not_json' });
	});
});
