import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInstant } from './instant.ts';

const NOON = Date.UTC(2016, 9, 30, 12) / 1000;

describe('times in files', () => {
	it.each([
		'2016-10-30T12:00:00Z',
		'2016-10-30t12:00:00z',
		'2016-10-30 12:00:00Z',
		'2016-10-30T12:00Z',
		'2016-10-30T13:00:00+01:00',
		'2016-10-30T13:00:00+0100',
		'2016-10-30T13:00:00 +01',
		'2016-10-30T12:00:00.999Z',
		'2016-10-30T06:30:00-05:30',
		'2016-10-31T00:00:00+12:00'
	])('takes %s', (text) => {
		expect(parseInstant(text)).toBe(NOON);
	});

	it('tells the two hours 02 of an autumn night apart by their offset', () => {
		const summer = parseInstant('2016-10-30T02:00:00+02:00');
		expect(parseInstant('2016-10-30T02:00:00+01:00')).toBe(Number(summer) + 3600);
	});

	it.each(['2016-10-30T02:30:00', '2016-10-30 02:30', '2016-10-30T02:30:00.5'])(
		'refuses the local time %s',
		(text) => {
			expect(parseInstant(text)).toBe('no_offset');
		}
	);

	it.each([
		'2017-02-29T12:00:00Z',
		'2016-13-01T12:00:00Z',
		'2016-00-10T12:00:00Z',
		'2016-10-30T24:00:00Z',
		'2016-10-30T12:60:00Z',
		'2016-10-30T12:00:60Z',
		'2016-10-30T1a:00:00Z',
		'2016-10-30T12:00:00+25:00',
		'2016-10-30T12:00:00+01:75',
		'1969-12-31T23:59:59Z',
		'2016-10-30',
		'30.10.2016 12:00',
		'1477828800',
		''
	])('refuses %j, which is no existing time', (text) => {
		parseInstant('2016-10-30T00:00:00Z');
		expect(parseInstant(text)).toBe('bad_time');
	});

	it('reads back any instant that Date writes', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 7_000_000_000 }), (at) => {
				const text = new Date(at * 1000).toISOString();
				expect(parseInstant(text)).toBe(at);
				expect(parseInstant(text.replace('.000Z', 'Z'))).toBe(at);
				expect(parseInstant(text.replace('.000Z', 'Z'))).toBe(at);
			})
		);
	});
});
