import { describe, expect, it } from 'vitest';
import { isNight, lookOf } from './night.ts';

const ZONE = 'Europe/Stockholm';
const at = (iso: string) => Date.parse(iso) / 1000;
const night = (iso: string, nightFrom = '22:00', nightTo = '06:00') =>
	isNight({ nightFrom, nightTo }, at(iso), ZONE);

describe('night', () => {
	it('passes midnight, begins with its first minute and ends with its last', () => {
		expect(night('2026-11-22T21:59:59+01:00')).toBe(false);
		expect(night('2026-11-22T22:00:00+01:00')).toBe(true);
		expect(night('2026-11-23T05:59:59+01:00')).toBe(true);
		expect(night('2026-11-23T06:00:00+01:00')).toBe(false);
	});
	it('may lie within a day, and is never where both limits are the same', () => {
		expect(night('2026-11-22T13:30:00+01:00', '13:00', '15:00')).toBe(true);
		expect(night('2026-11-22T15:00:00+01:00', '13:00', '15:00')).toBe(false);
		expect(night('2026-11-22T13:00:00+01:00', '13:00', '13:00')).toBe(false);
	});
	it('lasts through both hours 02 on the day of 25 hours', () => {
		expect(night('2026-10-25T02:30:00+02:00', '22:00', '02:15')).toBe(false);
		expect(night('2026-10-25T02:10:00+02:00', '22:00', '02:15')).toBe(true);
		expect(night('2026-10-25T02:10:00+01:00', '22:00', '02:15')).toBe(true);
		expect(night('2026-10-25T02:30:00+01:00', '22:00', '06:00')).toBe(true);
	});
	it('ends when the clocks have jumped over its end on the day of 23 hours', () => {
		expect(night('2026-03-29T01:59:59+01:00', '22:00', '02:30')).toBe(true);
		expect(night('2026-03-29T03:00:00+02:00', '22:00', '02:30')).toBe(false);
	});
});

describe('the look', () => {
	const settings = { nightFrom: '22:00', nightTo: '06:00', nightDim: true, appearance: 'auto' as const };
	const day = at('2026-11-22T12:00:00Z');
	const late = at('2026-11-22T23:00:00Z');
	it('is the one that was chosen by day', () => {
		expect(lookOf(settings, day, ZONE)).toBe('auto');
		expect(lookOf({ ...settings, appearance: 'dark' }, day, ZONE)).toBe('dark');
	});
	it('is dim at night where the household wants so, whatever else was chosen', () => {
		expect(lookOf({ ...settings, appearance: 'light' }, late, ZONE)).toBe('night');
	});
	it('is dark at night otherwise, unless light was chosen', () => {
		expect(lookOf({ ...settings, nightDim: false }, late, ZONE)).toBe('dark');
		expect(lookOf({ ...settings, nightDim: false, appearance: 'light' }, late, ZONE)).toBe('light');
	});
});
