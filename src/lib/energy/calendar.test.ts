import { describe, expect, test } from 'vitest';
import {
	addDays,
	addMonths,
	civilDay,
	dayStart,
	daysInMonth,
	firstOfMonth,
	firstOfYear,
	hoursOfDay,
	isoWithOffset,
	offsetMinutes
} from './calendar.ts';

const utc = (iso: string) => Date.parse(iso) / 1000;

describe('civil days of Europe/Stockholm', () => {
	test('the last Sunday of March has 23 hours and October’s has 25', () => {
		expect(hoursOfDay('2017-03-26')).toBe(23);
		expect(hoursOfDay('2016-10-30')).toBe(25);
		expect(hoursOfDay('2016-07-25')).toBe(24);
	});

	test('a day begins at local midnight, stored as UTC', () => {
		expect(dayStart('2016-07-25')).toBe(utc('2016-07-24T22:00:00Z'));
		expect(dayStart('2016-12-25')).toBe(utc('2016-12-24T23:00:00Z'));
		expect(dayStart('2016-10-31') - dayStart('2016-10-30')).toBe(25 * 3600);
	});

	test('today at 00:30 is today', () => {
		expect(civilDay(utc('2026-03-30T22:30:00Z'))).toBe('2026-03-31');
		expect(civilDay(utc('2026-03-30T21:59:59Z'))).toBe('2026-03-30');
	});

	test('a day holds its first second and not the next day’s', () => {
		for (let day = '2016-01-01'; day < '2018-01-01'; day = addDays(day, 1)) {
			expect(civilDay(dayStart(day))).toBe(day);
			expect(civilDay(dayStart(addDays(day, 1)) - 1)).toBe(day);
		}
	});

	test('a zone whose UTC day holds two midnights keeps them apart', () => {
		const zone = 'Europe/London';
		expect(civilDay(utc('2017-03-26T00:00:00Z'), zone)).toBe('2017-03-26');
		expect(civilDay(utc('2017-03-26T22:59:59Z'), zone)).toBe('2017-03-26');
		expect(civilDay(utc('2017-03-26T23:00:00Z'), zone)).toBe('2017-03-27');
	});

	test('stepping back from 31 March lands on 30 March', () => {
		expect(addDays('2026-03-31', -1)).toBe('2026-03-30');
		expect(addDays('2017-03-27', -1)).toBe('2017-03-26');
		expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
		expect(addMonths('2026-12-01', 1)).toBe('2027-01-01');
	});

	test('October’s two hours 02 have two names', () => {
		expect(isoWithOffset(utc('2016-10-30T00:00:00Z'))).toBe('2016-10-30T02:00:00+02:00');
		expect(isoWithOffset(utc('2016-10-30T01:00:00Z'))).toBe('2016-10-30T02:00:00+01:00');
		expect(offsetMinutes(utc('2016-10-30T00:59:59Z'))).toBe(120);
		expect(offsetMinutes(utc('2016-10-30T01:00:00Z'))).toBe(60);
	});

	test('months and years begin on their first day', () => {
		expect(firstOfMonth('2016-02-29')).toBe('2016-02-01');
		expect(firstOfYear('2016-02-29')).toBe('2016-01-01');
		expect(daysInMonth('2016-02-10')).toBe(29);
		expect(daysInMonth('2017-02-10')).toBe(28);
	});

	test('what is no day is refused', () => {
		expect(() => dayStart('2017-02-29')).toThrow(RangeError);
		expect(() => addDays('2017-13-01', 1)).toThrow(RangeError);
	});
});
