import { expect, test } from 'vitest';
import { frameOf, passedMinutes } from './day-frame.ts';
import { sunHeight } from './climate.ts';
import { mix, noise, Random } from './random.ts';

test('weekdays, holidays and days of the year are those of the calendar', () => {
	expect(frameOf('2025-11-22')).toMatchObject({ weekday: 5, free: true, dayOfYear: 326, hours: 24 });
	expect(frameOf('2025-04-18')).toMatchObject({ weekday: 4, free: true }); // Good Friday
	expect(frameOf('2025-05-29')).toMatchObject({ weekday: 3, free: true }); // Ascension
	expect(frameOf('2025-06-20')).toMatchObject({ weekday: 4, free: true }); // Midsummer's Eve
	expect(frameOf('2025-06-27').free).toBe(false);
});

test('clock minutes after the change of clocks are an hour off the minutes passed', () => {
	expect(passedMinutes(frameOf('2025-03-30'), 420)).toBe(360);
	expect(passedMinutes(frameOf('2025-10-26'), 420)).toBe(480);
	expect(passedMinutes(frameOf('2025-10-26'), 60)).toBe(60);
	expect(passedMinutes(frameOf('2025-06-01'), 420)).toBe(420);
});

test('the sun stands 54° high at midsummer noon at 59.3° N, 7° at midwinter, and is down at midnight', () => {
	const degrees = (iso: string) => (Math.asin(sunHeight(Date.parse(iso) / 1000)) * 180) / Math.PI;
	expect(degrees('2025-06-21T10:56:00Z')).toBeCloseTo(54.1, 0);
	expect(degrees('2025-12-21T10:52:00Z')).toBeCloseTo(7.3, 0);
	expect(degrees('2025-06-21T22:56:00Z')).toBeLessThan(-6);
});

test('the same key draws the same chance, another key another', () => {
	expect(new Random(1, 2).next()).toBe(new Random(1, 2).next());
	expect(new Random(1, 2).next()).not.toBe(new Random(2, 1).next());
	expect(mix(1, 2)).not.toBe(mix(2, 1));
});

test('chance is fair: uniform, normal and counted draws have their means, noise stays within its bounds', () => {
	const random = new Random(5);
	const mean = (draw: () => number) =>
		Array.from({ length: 20_000 }, draw).reduce((a, b) => a + b, 0) / 20_000;
	expect(mean(() => random.next())).toBeCloseTo(0.5, 1);
	expect(mean(() => random.normal(10, 2))).toBeCloseTo(10, 0);
	expect(mean(() => random.count(2.5))).toBeCloseTo(2.5, 0);
	for (let x = 0; x < 50; x += 0.37) expect(Math.abs(noise(3, x))).toBeLessThanOrEqual(1);
});
