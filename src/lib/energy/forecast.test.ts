import { describe, expect, it } from 'vitest';
import { forecastEnd } from './forecast.ts';

const days = Array.from({ length: 28 }, (_, i) => (i % 2 === 0 ? 100 : 140));

describe('the forecast of a month’s end', () => {
	it('is what there is and the rest at the pace of the latest weeks', () => {
		const forecast = forecastEnd({ days, soFar: 1000, daysLeft: 10 });
		expect(forecast?.expected).toBeCloseTo(2200);
		expect(forecast?.low).toBeLessThan(2200);
		expect(forecast?.high).toBeGreaterThan(2200);
	});

	it('is surer the less is left, and the more even the days are', () => {
		const width = (of: readonly number[], daysLeft: number) => {
			const forecast = forecastEnd({ days: of, soFar: 1000, daysLeft });
			return (forecast?.high ?? 0) - (forecast?.low ?? 0);
		};
		expect(width(days, 2)).toBeLessThan(width(days, 20));
		expect(
			width(
				Array.from(days, () => 120),
				20
			)
		).toBe(0);
	});

	it('never ends below what is used already', () => {
		const uneven = days.map((day, i) => (i % 7 === 0 ? day * 9 : 0));
		expect(forecastEnd({ days: uneven, soFar: 1000, daysLeft: 3 })?.low).toBe(1000);
	});

	it('is none before ten days are measured, and none of a month that is over', () => {
		expect(forecastEnd({ days: days.slice(0, 9), soFar: 1000, daysLeft: 10 })).toBeNull();
		expect(forecastEnd({ days: days.slice(0, 10), soFar: 1000, daysLeft: 10 })).not.toBeNull();
		expect(forecastEnd({ days, soFar: 1000, daysLeft: 0 })).toBeNull();
	});
});
