import { describe, expect, it } from 'vitest';
import type { LiveValue } from '#lib/home/live.ts';
import type { Quantity } from '#lib/home/quantity.ts';
import type { Setup } from '#lib/home/setup.ts';
import { devicesOf, found, naming } from './devices.ts';
import { changesOf } from './file-changes.ts';
import { isMoving, movementOf } from './movement.ts';

const value = (device: string, quantity: Quantity, reading = 1, at = 100): LiveValue => ({
	...{
		device,
		channel: '',
		quantity,
		kind: 'counter',
		value: reading,
		unit: 'm3',
		at,
		since: at,
		quality: 'good'
	}
});
const row = (device: string, name: string, more: Partial<Setup> = {}): Setup => ({
	...{ device, channel: '', quantity: 'water', name, medium: 'cold_water', room: null, serial: null },
	...{ expectedS: null, hidden: false, ...more }
});
const never = () => false;

describe('the devices of a home', () => {
	const heard = [
		value('wmbus:1', 'water'),
		value('wmbus:2', 'water'),
		{ ...value('zigbee:bridge', 'online'), kind: 'state' as const, value: true }
	];
	it('come unnamed first, technical ones last, those never heard with the rest', () => {
		const devices = devicesOf(heard, [row('wmbus:1', 'Kök', { room: 'Kök' }), row('wmbus:9', 'Gammal')]);
		expect(devices.map(({ name }) => name)).toEqual(['2', 'Kök', 'Gammal', 'bridge']);
		expect(naming(devices)).toEqual({ heard: 3, named: 2 });
	});
	it('are found by every word of name, room, number and topic', () => {
		const devices = devicesOf(heard, [row('wmbus:1', 'Kallt', { room: 'Kök' })]);
		expect(found(devices, 'kök WMBUS', 'all', never).map(({ device }) => device)).toEqual(['wmbus:1']);
		expect(found(devices, '', 'unnamed', never).map(({ device }) => device)).toEqual(['wmbus:2']);
		expect(found(devices, '', 'moving', ({ device }) => device === 'wmbus:2')).toHaveLength(1);
	});
	it('have a key that an address can hold, whatever they are called', () => {
		const [odd] = devicesOf([value('wmbus:\ud800/å %', 'water')], []);
		expect(odd && decodeURIComponent(odd.key)).toBe('wmbus:\ufffd/å %');
	});
});

describe('a register', () => {
	const look = { since: 90, values: new Map([['wmbus:1\n\nwater', 1]]) };
	it('moves when it has counted on since somebody began to look, and a moment ago', () => {
		const moved = value('wmbus:1', 'water', 1.012, 200);
		expect(movementOf(moved, look)).toBeCloseTo(0.012);
		expect(isMoving(moved, look, 210)).toBe(true);
		expect(isMoving(moved, look, 400)).toBe(false);
	});
	it('that was heard for the first time, or fell, or stood still does not', () => {
		for (const each of [
			value('wmbus:2', 'water', 5),
			value('wmbus:1', 'water', 0.5),
			value('wmbus:1', 'water', 1)
		])
			expect(movementOf(each, look)).toBeNull();
	});
});

describe('a file of commissioning', () => {
	it('changes devices, adds and removes them, and leaves what is the same', () => {
		const now = [row('a', 'A'), row('b', 'B'), row('c', 'C')];
		const next = [row('b', 'B'), row('c', 'Kök'), row('d', 'D')];
		expect(changesOf(now, next).map(({ device, kind, before }) => [device, kind, before])).toEqual([
			['a', 'removed', null],
			['c', 'changed', 'C'],
			['d', 'added', null],
			['b', 'same', null]
		]);
	});
	it('in another order is the same', () => {
		const rows = [row('a', 'A'), row('a', 'A', { quantity: '', medium: null })];
		expect(changesOf(rows, rows.toReversed())).toMatchObject([{ kind: 'same' }]);
	});
});
