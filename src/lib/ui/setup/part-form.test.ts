import { describe, expect, it } from 'vitest';
import type { LiveValue } from '#lib/home/live.ts';
import type { Quantity } from '#lib/home/quantity.ts';
import type { Setup } from '#lib/home/setup.ts';
import { filledFrom, readPart } from './part-form.ts';
import { partsOf, type Part } from './part.ts';

const heard = (device: string, quantity: Quantity, channel = ''): LiveValue => ({
	...{ device, channel, quantity, kind: 'counter', value: 1, unit: 'm3', at: 0, since: 0, quality: 'good' }
});
const setup = (more: Partial<Setup>): Setup => ({
	...{ device: 'wmbus:2', channel: '', quantity: 'water', name: 'Bad', medium: 'cold_water', room: null },
	...{ serial: '2', expectedS: null, hidden: false, ...more }
});
const only = (parts: readonly Part[]): Part => {
	const [part] = parts;
	if (part === undefined || parts.length > 1) throw new Error('not one part');
	return part;
};
const water = only(partsOf('wmbus:1', [heard('wmbus:1', 'water')], []));
const around = { device: 'wmbus:1', part: water, setups: [], meters: null };
const typed = { name: 'Kök', 'medium-water': 'cold_water', interval: 'learned' };

describe('a part of a device', () => {
	it('that meters water has no medium until somebody says one, also where the meter says it of itself', () => {
		expect(filledFrom(water, null)['medium-water']).toBe('');
		const telling = only(partsOf('wmbus:1', [heard('wmbus:1', 'hot_water')], []));
		expect(filledFrom(telling, null)['medium-hot_water']).toBe('');
		expect(telling.registers[0]?.says).toBe('hot_water');
	});
	it('that is the only one of its kind is that meter, unless another has been said to be', () => {
		const reader = [heard('han:a', 'electricity_import')];
		expect(only(partsOf('han:a', reader, [])).registers[0]?.medium).toBe('electricity');
		const told = setup({ quantity: 'electricity_import', medium: 'electricity' });
		expect(only(partsOf('han:a', reader, [told])).registers[0]?.medium).toBe('');
		expect(
			only(partsOf('zigbee:plug', [heard('zigbee:plug', 'electricity_import')], [])).registers[0]?.medium
		).toBe('');
	});
	it('has a form of its own for each channel, and the device none beside them', () => {
		const values = [heard('p1:x', 'electricity_import', 'a'), heard('p1:x', 'gas', 'b')];
		expect(partsOf('p1:x', values, []).map(({ channel }) => channel)).toEqual(['a', 'b']);
	});
	it('is offered the meter that has the number which the device sends', () => {
		expect(filledFrom(water, [{ serial: '1', medium: 'hot_water' }])['serial-water']).toBe('1');
		expect(filledFrom(water, [{ serial: '9', medium: 'hot_water' }])['serial-water']).toBe('');
		expect(filledFrom(water, null)['serial-water']).toBe('1');
	});
	it('is offered the home’s only meter where there is no doubt what it meters', () => {
		const reader = only(partsOf('han:a', [heard('han:a', 'electricity_import')], []));
		const meter = (serial: string, medium: string) => ({ serial, medium });
		const offered = (...meters: ReturnType<typeof meter>[]) =>
			filledFrom(reader, meters)['serial-electricity_import'];
		expect(offered(meter('7', 'electricity'), meter('8', 'cold_water'))).toBe('7');
		expect(offered(meter('7', 'electricity'), meter('8', 'electricity'))).toBe('');
		expect(filledFrom(water, [meter('8', 'cold_water')])['serial-water']).toBe('');
	});
});

describe('a part’s form', () => {
	it('gives a row for the part and one for each register', () => {
		const read = readPart({ ...typed, 'serial-water': ' 1 ', room: 'Kök', hidden: 'on' }, around);
		expect(read).toEqual({
			ok: true,
			rows: [
				setup({
					device: 'wmbus:1',
					quantity: '',
					name: 'Kök',
					medium: null,
					room: 'Kök',
					serial: null,
					hidden: true
				}),
				setup({ device: 'wmbus:1', name: 'Kök', room: 'Kök', serial: '1', hidden: true })
			]
		});
	});
	it('says everything that is wrong at once', () => {
		const read = readPart({ name: ' ', interval: 'minutes', minutes: '-3', room: 'x'.repeat(61) }, around);
		expect(read).toMatchObject({
			problems: {
				name: { key: 'name_missing' },
				minutes: { key: 'minutes_wrong' },
				room: { key: 'room_long' },
				'medium-water': { key: 'medium_missing' }
			}
		});
	});
	it.each([
		['0,2', 12],
		['15', 900],
		['0.01', 1],
		['43200', 2_592_000],
		['43201', null],
		['0', null],
		['1e3', null],
		['', null]
	])('reads %s minutes', (minutes, seconds) => {
		const read = readPart({ ...typed, interval: 'minutes', minutes }, around);
		expect(read.ok ? read.rows[0]?.expectedS : null).toBe(seconds);
	});
	it('takes no medium that the register cannot be of', () => {
		expect(readPart({ ...typed, 'medium-water': 'electricity' }, around).ok).toBe(false);
	});
	it('keeps a meter from being two devices, and from being of another medium than the central system says', () => {
		const meters = [{ serial: '3', medium: 'hot_water' }];
		const taken = readPart({ ...typed, 'serial-water': '2' }, { ...around, setups: [setup({})] });
		expect(taken).toMatchObject({ problems: { 'serial-water': { key: 'serial_taken', with: 'Bad' } } });
		const other = readPart({ ...typed, 'serial-water': '3' }, { ...around, meters });
		expect(other).toMatchObject({
			problems: { 'serial-water': { key: 'serial_medium', with: 'hot_water' } }
		});
	});
	it('forgets the meter of what is no meter of the home', () => {
		const read = readPart(
			{ ...typed, 'medium-water': 'none', 'serial-water': '2' },
			{ ...around, setups: [setup({})] }
		);
		expect(read.ok && read.rows[1]).toMatchObject({ medium: null, serial: null });
	});
});
