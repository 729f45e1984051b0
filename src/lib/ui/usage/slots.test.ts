import { describe, expect, it } from 'vitest';
import { hoursOf, spotKey, spotsOf } from './slots.ts';
import { at } from './made-usage.ts';

const ZONE = 'Europe/Stockholm';

describe('the time axis', () => {
	it('has 23 hours on the spring day, without an hour 02', () => {
		const spots = spotsOf('hour', '2016-03-27', ZONE, []);
		expect(spots).toHaveLength(23);
		expect(spots.map((s) => s.hour)).not.toContain(2);
	});
	it('has 25 hours on the autumn day, with two separate hours 02', () => {
		const spots = spotsOf('hour', '2016-10-30', ZONE, []);
		expect(spots).toHaveLength(25);
		expect(spots.filter((s) => s.hour === 2).map((s) => s.twin)).toEqual(['first', 'second']);
		expect(new Set(spots.map((s) => s.key)).size).toBe(25);
	});
	it('starts and ends at civil midnight', () => {
		const hours = hoursOf('2026-11-21', ZONE);
		expect(hours[0]).toBe(at('2026-11-20T23:00:00Z'));
		expect(hours.at(-1)).toBe(at('2026-11-21T22:00:00Z'));
	});
	it('shades night hours and weekends', () => {
		const hours = spotsOf('hour', '2026-11-21', ZONE, []);
		expect(hours.filter((s) => s.shaded).map((s) => s.hour)).toEqual([0, 1, 2, 3, 4, 5, 22, 23]);
		const days = spotsOf('day', '2026-11', ZONE, []);
		expect(days.filter((s) => s.shaded).map((s) => s.day.slice(8))).toContain('21');
		expect(days).toHaveLength(30);
	});
	it('has every year between the first and the last point', () => {
		const starts = [at('2023-06-01T00:00:00Z'), at('2026-01-01T00:00:00Z')];
		expect(spotsOf('year', 'all', ZONE, starts).map((s) => s.key)).toEqual(['2023', '2024', '2025', '2026']);
	});
	it('finds the spot of a first interval that starts within its day, month or year', () => {
		const noon = at('2026-11-21T11:00:00Z');
		expect(spotKey('day', noon, ZONE)).toBe('2026-11-21');
		expect(spotKey('month', noon, ZONE)).toBe('2026-11');
		expect(spotKey('year', at('2025-12-31T23:00:00Z'), ZONE)).toBe('2026');
	});
});
