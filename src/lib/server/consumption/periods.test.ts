import { describe, expect, it } from 'vitest';
import { nearestPeriod, periodOf, periodOfHome, periodSpan } from './periods.ts';
import type { HomeFacts } from './packed.ts';

const at = (iso: string) => Date.parse(iso) / 1000;
const now = at('2026-11-21T00:30:00+01:00');
const home: HomeFacts = ['Europe/Stockholm', at('2026-03-15T12:00:00+01:00'), null];

function of(resolution: 'hour' | 'day' | 'month' | 'year', period: string, facts: HomeFacts = home) {
	const span = periodSpan(resolution, period, now);
	return span && periodOfHome(resolution, span, facts, now);
}

describe('a period', () => {
	it('is a day of hours, a month of days, a year of months, or all years', () => {
		expect(periodSpan('hour', '2026-03-31', now)).toEqual({ from: '2026-03-31', to: '2026-04-01' });
		expect(periodSpan('day', '2026-02', now)).toEqual({ from: '2026-02-01', to: '2026-03-01' });
		expect(periodSpan('month', '2026', now)).toEqual({ from: '2026-01-01', to: '2027-01-01' });
		expect(periodSpan('year', 'all', now)).toMatchObject({ from: '1990-01-01' });
	});

	it.each([
		['hour', '2026-02-30'],
		['hour', '2026-02'],
		['day', '2026-13'],
		['month', '26'],
		['year', '2026'],
		['day', '../etc']
	] as const)('of %s is not %s', (resolution, period) => {
		expect(periodSpan(resolution, period, now)).toBeNull();
	});

	it('is the one that holds a day', () => {
		expect(periodOf('hour', '2026-03-31')).toBe('2026-03-31');
		expect(periodOf('day', '2026-03-31')).toBe('2026-03');
		expect(periodOf('month', '2026-03-31')).toBe('2026');
		expect(periodOf('year', '2026-03-31')).toBe('all');
	});

	it('steps back from 31 March to 30 March', () => {
		expect(of('hour', '2026-03-31')).toEqual({
			firstDay: '2026-03-31',
			lastDay: '2026-03-31',
			previous: '2026-03-30',
			next: '2026-04-01'
		});
	});

	it('of today at half past midnight is today, with nothing to step forward to', () => {
		expect(of('hour', '2026-11-21')).toMatchObject({ firstDay: '2026-11-21', next: null });
		expect(of('hour', '2026-11-22')).toBeNull();
	});

	it('keeps the places of the days to come in this month and year', () => {
		expect(of('day', '2026-11')).toMatchObject({ firstDay: '2026-11-01', lastDay: '2026-11-30', next: null });
		expect(of('month', '2026')).toMatchObject({
			firstDay: '2026-03-15',
			lastDay: '2026-12-31',
			previous: null
		});
		expect(of('year', 'all')).toMatchObject({ firstDay: '2026-03-15', lastDay: '2026-11-21' });
	});

	it('keeps to the home’s own time', () => {
		expect(of('day', '2026-03')).toMatchObject({ firstDay: '2026-03-15', previous: null, next: '2026-04' });
		expect(of('day', '2026-02')).toBeNull();
		const former: HomeFacts = ['Europe/Stockholm', home[1], at('2026-06-10T12:00:00+02:00')];
		expect(of('day', '2026-06', former)).toMatchObject({ lastDay: '2026-06-10', next: null });
		expect(of('hour', '2026-06-11', former)).toBeNull();
	});

	it.each([
		['day', '2026-05', '2026-05'],
		['day', '2019-05', '2026-03'],
		['hour', '2031-01-01', '2026-11-21'],
		['month', 'soon', '2026']
	] as const)(
		'by %s that is asked as %s is the home’s own or the nearest that is: %s',
		(resolution, asked, shown) => {
			expect(nearestPeriod(resolution, asked, home, now)).toBe(shown);
		}
	);
});
