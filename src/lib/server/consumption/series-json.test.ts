import { describe, expect, it } from 'vitest';
import { dayStart, isoWithOffset } from '#lib/energy/calendar.ts';
import { FLAG } from '#lib/energy/quality.ts';
import type { Point, Series } from '#lib/energy/series.ts';
import { IsoWriter, seriesJson } from './series-json.ts';

const ZONES = ['Europe/Stockholm', 'UTC', 'America/New_York', 'Asia/Kolkata'];

function hours(from: string, to: string): Point[] {
	const points: Point[] = [];
	for (let start = dayStart(from); start < dayStart(to); start += 3600) {
		points.push({ start, end: start + 3600, amount: 0.1, low: null, high: null, flags: 0 });
	}
	return points;
}

function series(points: readonly Point[], total: number | null): Series {
	return {
		medium: 'cold_water',
		unit: 'm³',
		resolution: 'hour',
		timeZone: 'Europe/Stockholm',
		points,
		total
	};
}

describe('instants', () => {
	it.each(ZONES)('of %s are what the calendar says, hour by hour through a year', (zone) => {
		const iso = new IsoWriter(zone);
		for (let at = Date.UTC(2016, 0, 1) / 1000; at < Date.UTC(2017, 0, 2) / 1000; at += 3600) {
			if (iso.write(at) !== isoWithOffset(at, zone)) expect(iso.write(at)).toBe(isoWithOffset(at, zone));
		}
	});

	it('need not stand on the hour', () => {
		expect(new IsoWriter('Europe/Stockholm').write(Date.UTC(2016, 6, 1, 10, 30) / 1000)).toBe(
			'2016-07-01T12:30:00+02:00'
		);
	});
});

describe('a series as text', () => {
	it('is the JSON that the interface promises', () => {
		const [first, ...rest] = hours('2016-10-30', '2016-10-31');
		const missing: Point = { ...(first as Point), amount: null, flags: FLAG.MISSING | FLAG.ABSENT };
		const parsed = JSON.parse(seriesJson('a-home', series([missing, ...rest], 2.4))) as {
			points: unknown[];
		};
		expect(parsed).toMatchObject({
			home: 'a-home',
			medium: 'cold_water',
			unit: 'm³',
			resolution: 'hour',
			timeZone: 'Europe/Stockholm',
			total: 2.4
		});
		expect(parsed.points).toHaveLength(25);
		expect(parsed.points.slice(0, 4)).toEqual([
			{
				start: '2016-10-30T00:00:00+02:00',
				end: '2016-10-30T01:00:00+02:00',
				amount: null,
				quality: 'missing'
			},
			{
				start: '2016-10-30T01:00:00+02:00',
				end: '2016-10-30T02:00:00+02:00',
				amount: 0.1,
				quality: 'measured'
			},
			{
				start: '2016-10-30T02:00:00+02:00',
				end: '2016-10-30T02:00:00+01:00',
				amount: 0.1,
				quality: 'measured'
			},
			{
				start: '2016-10-30T02:00:00+01:00',
				end: '2016-10-30T03:00:00+01:00',
				amount: 0.1,
				quality: 'measured'
			}
		]);
	});

	it('of nothing has no points', () => {
		expect(JSON.parse(seriesJson('a-home', series([], null)))).toMatchObject({ points: [], total: null });
	});
});
