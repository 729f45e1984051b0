import { Readable, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { decode } from './decode.ts';

/** What comes out for these lines of input, line by line. */
async function decoded(input: string): Promise<unknown[]> {
	const out: string[] = [];
	const output = new Writable({
		highWaterMark: 16,
		write(chunk, _encoding, done) {
			out.push(String(chunk));
			setImmediate(done);
		}
	});
	await decode(Readable.from([input]), output);
	return out.map((line) => JSON.parse(line) as unknown);
}

const temperature = { quantity: 'temperature', value: 20, unit: 'C', kind: 'gauge' };

describe('decode', () => {
	it('goes on after a broken line and keeps the numbers of lines', async () => {
		const good = '{"topic":"zigbee2mqtt/a","payload":{"temperature":20}}';
		expect(await decoded(`${good}\nbroken\n\n${good}`)).toEqual([
			{ line: 1, readings: [temperature] },
			{ line: 2, rejected: 'broken_line' },
			{ line: 4, readings: [temperature] }
		]);
	});

	it('keeps what earlier lines taught', async () => {
		const announcement = {
			topic: 'homeassistant/sensor/x/config',
			payload: { state_topic: 'x/y', device_class: 'temperature', unit_of_measurement: '°C' }
		};
		const report = { topic: 'x/y', payload: '20' };
		const lines = [report, announcement, report].map((l) => JSON.stringify(l)).join('\n');
		expect(await decoded(lines)).toEqual([
			{ line: 1, rejected: 'unknown_source' },
			{ line: 2, readings: [] },
			{ line: 3, readings: [temperature] }
		]);
	});
});
