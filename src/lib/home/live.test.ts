import { describe, expect, it } from 'vitest';
import { ageOf, keyOf, NOTHING_LIVE, takeIn, type Live } from './live.ts';
import type { Reading } from './reading.ts';

const NOON = Date.parse('2026-11-22T12:00:00Z') / 1000;

function reading(part: Partial<Reading>): Reading {
	return {
		device: 'zigbee:plug',
		channel: '',
		port: null,
		quantity: 'power',
		kind: 'gauge',
		value: 12,
		unit: 'W',
		sourceTime: null,
		receivedAt: NOON,
		retained: false,
		quality: 'good',
		...part
	};
}

const valueIn = (live: Live, part: Partial<Reading> = {}) => live.values.get(keyOf(reading(part)));
const after = (...messages: (readonly Partial<Reading>[])[]) =>
	messages.reduce((live, message) => takeIn(live, message.map(reading)).live, NOTHING_LIVE);

describe('the latest value', () => {
	it('is the newest by the time of measuring, in whatever order messages arrive', () => {
		const live = after(
			[{ value: 30, sourceTime: NOON }],
			[{ value: 10, sourceTime: NOON - 60, receivedAt: NOON + 5 }]
		);
		expect(valueIn(live)).toMatchObject({ value: 30, at: NOON });
	});

	it('moves on within one second, as a door that opens and shuts does', () => {
		const door = { quantity: 'contact_open', kind: 'state', unit: null, sourceTime: NOON } as const;
		expect(valueIn(after([{ ...door, value: true }], [{ ...door, value: false }]), door)?.value).toBe(false);
	});

	it('keeps the age of what a partial message leaves out', () => {
		const live = after(
			[{ value: 5 }, { quantity: 'voltage', value: 230, unit: 'V' }],
			[{ value: 6, receivedAt: NOON + 40 }]
		);
		const [power, voltage] = [valueIn(live), valueIn(live, { quantity: 'voltage' })];
		expect(power && ageOf(power, NOON + 50)).toBe(10);
		expect(voltage && ageOf(voltage, NOON + 50)).toBe(50);
	});

	it('keeps parts of a device apart', () => {
		const live = after([
			{ channel: 'switch:0', value: 1 },
			{ channel: 'switch:1', value: 2 }
		]);
		expect(live.values.size).toBe(2);
	});

	it('knows since when it has been what it is', () => {
		const live = after(
			[{ value: 7 }],
			[{ value: 7, receivedAt: NOON + 60 }],
			[{ value: 7, receivedAt: NOON + 90 }]
		);
		expect(valueIn(live)).toMatchObject({ at: NOON + 90, since: NOON });
	});

	it('tells a battery in volts', () => {
		const battery = { quantity: 'battery_voltage', value: 3045, unit: 'mV' } as const;
		expect(valueIn(after([battery]), battery)).toMatchObject({ value: 3.045, unit: 'V' });
	});

	it('is never of negative age, where a clock runs ahead', () => {
		const ahead = valueIn(after([{ sourceTime: NOON + 30 }]));
		expect(ahead && ageOf(ahead, NOON)).toBe(0);
	});
});

describe('a replay', () => {
	it('has no age, is no sample and no sign of life', () => {
		const taken = takeIn(NOTHING_LIVE, [reading({ retained: true, quality: 'retained' })]);
		expect([...taken.live.values.values()]).toMatchObject([{ at: null, quality: 'retained' }]);
		expect([taken.samples.length, taken.live.heard.size]).toEqual([0, 0]);
	});

	it('never replaces what was measured', () => {
		const live = after([{ value: 3 }], [{ value: 99, retained: true, receivedAt: NOON + 9 }]);
		expect(valueIn(live)).toMatchObject({ value: 3, at: NOON });
	});

	it('with an old time of its own leaves the device as silent as it is', () => {
		const old = { value: 1, sourceTime: NOON - 90_000, receivedAt: NOON };
		expect(after([old]).heard.get('zigbee:plug')).toBe(NOON - 90_000);
	});
});

describe('samples', () => {
	it('of a telegram delivered twice are one', () => {
		const one = reading({ sourceTime: NOON });
		const first = takeIn(NOTHING_LIVE, [one]);
		const second = takeIn(first.live, [{ ...one, receivedAt: NOON + 2 }]);
		expect([first.samples.length, second.samples.length, second.duplicates]).toEqual([1, 0, 1]);
		expect(second.changed).toEqual([]);
	});

	it('that come late still count for their own hour', () => {
		const late = takeIn(after([{ sourceTime: NOON }]), [reading({ value: 1, sourceTime: NOON - 4000 })]);
		expect(late.samples).toHaveLength(1);
		expect([late.late, late.changed.length]).toEqual([1, 0]);
	});
});

it('what a bridge says of a device is no sign of the device', () => {
	expect(after([{ quantity: 'online', kind: 'state', value: true, unit: null }]).heard.size).toBe(0);
});

it('leaves the state before as it was', () => {
	const before = after([{ value: 1 }]);
	takeIn(before, [reading({ value: 2, receivedAt: NOON + 1 })]);
	expect(valueIn(before)?.value).toBe(1);
});
