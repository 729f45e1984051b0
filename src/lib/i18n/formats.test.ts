import { describe, expect, it } from 'vitest';
import {
	civilDate,
	civilTime,
	formatClock,
	formatDayAndMonth,
	formatHeading,
	formatInstant,
	formatLongDay,
	formatMonthAbbreviation,
	formatNumber,
	formatShortDay,
	isWeekend,
	daysInCivilMonth,
	zoneOffsetMinutes,
	type Language
} from './formats.ts';

const utc = (iso: string) => Date.parse(iso) / 1000;

describe('numbers', () => {
	it('has a comma in Swedish and a point in English', () => {
		expect(formatNumber(1.726, 'sv', 2)).toBe('1,73');
		expect(formatNumber(1.726, 'en', 2)).toBe('1.73');
	});
	it('groups thousands with a space that does not break in Swedish', () => {
		expect(formatNumber(12345, 'sv')).toBe('12\u00a0345');
	});
	it('writes them in Norwegian as in Swedish', () => {
		expect(formatNumber(12345.6, 'nb', 1)).toBe('12\u00a0345,6');
		expect(formatNumber(-4.5, 'nb', 1)).toBe('−4,5');
	});
	it('never writes minus zero and never a hyphen for a minus', () => {
		expect(formatNumber(-0.0001, 'sv', 2)).toBe('0');
		expect(formatNumber(-0.04, 'en', 1, 1)).toBe('0.0');
		expect(formatNumber(-4.5, 'sv', 1)).toBe('−4,5');
	});
	it('never writes scientific notation', () => {
		expect(formatNumber(1e-9, 'sv', 3)).toBe('0');
		expect(formatNumber(1e21, 'en')).not.toMatch(/e/);
	});
});

describe('days and times', () => {
	it('shows instants by the clock of the home, summer and winter', () => {
		expect(formatClock(utc('2016-10-30T00:00:00Z'))).toBe('02:00');
		expect(formatClock(utc('2016-10-30T01:00:00Z'))).toBe('02:00');
		expect(zoneOffsetMinutes(utc('2016-10-30T00:00:00Z'))).toBe(120);
		expect(zoneOffsetMinutes(utc('2016-10-30T01:00:00Z'))).toBe(60);
	});
	it('says today at half past midnight', () => {
		expect(civilDate(utc('2026-11-20T23:30:00Z'))).toBe('2026-11-21');
		expect(civilTime(utc('2026-11-20T23:30:00Z')).hour).toBe(0);
	});
	it('writes days as people say them', () => {
		expect(formatHeading(formatLongDay('2026-11-21', 'sv'))).toBe('Lördag 21 november 2026');
		expect(formatLongDay('2026-11-21', 'en')).toBe('Saturday 21 November 2026');
		expect(formatShortDay('2026-11-21', 'sv')).toBe('lördag 21');
	});
	it('puts a full stop after the day’s number in Norwegian', () => {
		expect(formatHeading(formatLongDay('2026-11-21', 'nb'))).toBe('Lørdag 21. november 2026');
		expect(formatShortDay('2026-11-21', 'nb')).toBe('lørdag 21.');
		expect(formatDayAndMonth('2026-05-17', 'nb')).toBe('17. mai');
		expect(formatInstant(utc('2026-11-21T13:03:12Z'), 'nb')).toBe('21. november 2026 14:03:12');
	});
	it('names the days of the week in each language, without capitals where the language has none', () => {
		const monday = (language: Language) => formatShortDay('2026-11-23', language);
		expect([monday('sv'), monday('nb'), monday('en')]).toEqual(['måndag 23', 'mandag 23.', 'Monday 23']);
	});
	it('writes trace times with seconds', () => {
		expect(formatInstant(utc('2026-11-21T13:03:12Z'), 'sv')).toBe('21 november 2026 14:03:12');
	});
	it('abbreviates months without a full stop', () => {
		expect(formatMonthAbbreviation('2026-11', 'sv')).toBe('nov');
		expect(formatMonthAbbreviation('2026-06', 'sv')).toBe('juni');
		expect(formatMonthAbbreviation('2026-12', 'nb')).toBe('des');
		expect(formatMonthAbbreviation('2026-05', 'nb')).toBe('mai');
	});
	it('knows weekends and the length of months', () => {
		expect(isWeekend('2026-11-21')).toBe(true);
		expect(isWeekend('2026-11-23')).toBe(false);
		expect(daysInCivilMonth('2024-02')).toBe(29);
	});
});
