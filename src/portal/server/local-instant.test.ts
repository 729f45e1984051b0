import { describe, expect, test } from 'vitest';
import { localInstant } from './local-instant.ts';

const iso = (day: string, clock: string) => {
	const at = localInstant(day, clock);
	return at === null ? null : new Date(at * 1000).toISOString();
};

describe('a date and a clock of a form', () => {
	test('are those of where the homes are, on days of 23 and 25 hours too', () => {
		expect(iso('2026-11-23', '12:00')).toBe('2026-11-23T11:00:00.000Z');
		expect(iso('2026-07-01', '00:30')).toBe('2026-06-30T22:30:00.000Z');
		expect(iso('2026-10-25', '12:00')).toBe('2026-10-25T11:00:00.000Z');
		expect(iso('2026-03-29', '12:00')).toBe('2026-03-29T10:00:00.000Z');
	});

	test('that are none mean nothing', () => {
		for (const [day, clock] of [
			['2026-02-30', '12:00'],
			['', '12:00'],
			['2026-02-01', '24:00'],
			['2026-02-01', '']
		] as const)
			expect(localInstant(day, clock)).toBeNull();
	});
});
