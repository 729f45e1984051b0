import { describe, expect, it } from 'vitest';
import { dayStart, isoWithOffset } from '#lib/energy/calendar.ts';
import { intervalsOf, periodsOf, sourcesOf, type Bounds } from './intervals.ts';

const timeZone = 'Europe/Stockholm';

function bounds(from: string, to: string, more: Partial<Bounds> = {}): Bounds {
	const life = { from: dayStart('2010-01-01'), to: null, now: dayStart('2030-01-01') };
	return { span: { from, to }, timeZone, ...life, ...more };
}

const shown = (resolution: 'hour' | 'day' | 'month' | 'year', b: Bounds) =>
	intervalsOf(resolution, b).map(({ start, end }) => `${isoWithOffset(start)}/${isoWithOffset(end)}`);

describe('the intervals of a series', () => {
	it('are 23 hours on the day in March and 25 on the one in October, with two hours 02', () => {
		const march = shown('hour', bounds('2017-03-26', '2017-03-27'));
		expect(march).toHaveLength(23);
		expect(march[2]).toBe('2017-03-26T03:00:00+02:00/2017-03-26T04:00:00+02:00');
		const october = shown('hour', bounds('2016-10-30', '2016-10-31'));
		expect(october).toHaveLength(25);
		expect(october.slice(2, 4)).toEqual([
			'2016-10-30T02:00:00+02:00/2016-10-30T02:00:00+01:00',
			'2016-10-30T02:00:00+01:00/2016-10-30T03:00:00+01:00'
		]);
	});

	it('are civil days, also those of 23 and 25 hours', () => {
		expect(shown('day', bounds('2016-10-29', '2016-10-31'))).toEqual([
			'2016-10-29T00:00:00+02:00/2016-10-30T00:00:00+02:00',
			'2016-10-30T00:00:00+02:00/2016-10-31T00:00:00+01:00'
		]);
	});

	it('of months count the asked days only: 25 July to 31 August', () => {
		expect(shown('month', bounds('2016-07-25', '2016-09-01'))).toEqual([
			'2016-07-25T00:00:00+02:00/2016-08-01T00:00:00+02:00',
			'2016-08-01T00:00:00+02:00/2016-09-01T00:00:00+02:00'
		]);
	});

	it('of years end with the asked days', () => {
		expect(shown('year', bounds('2016-07-01', '2017-03-01'))).toEqual([
			'2016-07-01T00:00:00+02:00/2017-01-01T00:00:00+01:00',
			'2017-01-01T00:00:00+01:00/2017-03-01T00:00:00+01:00'
		]);
	});

	it('keep to the home’s own time; the hour that a move cuts belongs to neither home', () => {
		const cut = { from: dayStart('2017-03-01') + 12.5 * 3600, to: dayStart('2017-03-02') + 2.5 * 3600 };
		const hours = shown('hour', bounds('2017-02-01', '2017-04-01', cut));
		expect(hours[0]).toBe('2017-03-01T13:00:00+01:00/2017-03-01T14:00:00+01:00');
		expect(hours.at(-1)).toBe('2017-03-02T01:00:00+01:00/2017-03-02T02:00:00+01:00');
		expect(shown('month', bounds('2017-01-01', '2018-01-01', cut))).toEqual([
			'2017-03-01T13:00:00+01:00/2017-03-02T02:00:00+01:00'
		]);
	});

	it('end with the present: no hour that is not over, no day that has not begun', () => {
		const now = dayStart('2026-11-21') + 2.5 * 3600;
		expect(shown('hour', bounds('2026-11-21', '2026-11-23', { now }))).toHaveLength(2);
		expect(shown('day', bounds('2026-11-20', '2026-11-25', { now }))).toHaveLength(2);
		expect(shown('year', bounds('2025-01-01', '2030-01-01', { now }))).toHaveLength(2);
	});

	it('are none when the days are none', () => {
		expect(shown('day', bounds('2026-11-21', '2026-11-21'))).toEqual([]);
		expect(shown('day', bounds('2009-01-01', '2009-02-01'))).toEqual([]);
	});
});

describe('what a series is read from', () => {
	const now = Date.parse('2026-11-21T12:00:00Z') / 1000;

	it('is months where whole and days at the edges', () => {
		expect(sourcesOf('month', { from: '2016-07-25', to: '2016-10-03' }, now)).toMatchObject({
			grid: 'month',
			hours: null,
			days: [
				{ from: '2016-07-25', to: '2016-08-01' },
				{ from: '2016-10-01', to: '2016-10-03' }
			],
			months: { from: '2016-08-01', to: '2016-10-01' },
			beyond: { from: '2016-10-03', to: '2016-10-04' }
		});
		expect(sourcesOf('year', { from: '2016-01-01', to: '2018-01-01' }, now)).toMatchObject({
			hours: null,
			days: [],
			months: { from: '2016-01-01', to: '2018-01-01' }
		});
	});

	it('is days alone within one month', () => {
		const span = { from: '2016-07-02', to: '2016-07-31' };
		expect(sourcesOf('month', span, now)).toMatchObject({ grid: 'month', days: [span], months: null });
	});

	it('is the days of this month and the hours of today, wherever the home is', () => {
		expect(sourcesOf('year', { from: '2026-01-01', to: '2027-01-01' }, now)).toMatchObject({
			hours: { from: '2026-11-20', to: '2026-11-23' },
			days: [{ from: '2026-11-01', to: '2027-01-01' }],
			months: { from: '2026-01-01', to: '2026-11-01' }
		});
	});

	it('names each row’s period once', () => {
		const spans = [
			{ from: '2016-07-25', to: '2016-08-01' },
			{ from: '2016-07-30', to: '2016-09-02' }
		];
		expect(periodsOf(spans, 'month')).toEqual(['2016-07-01', '2016-08-01', '2016-09-01']);
		expect(periodsOf([{ from: '2015-12-31', to: '2017-01-01' }], 'year')).toEqual([
			'2015-01-01',
			'2016-01-01'
		]);
	});
});
