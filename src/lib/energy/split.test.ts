import { expect, test } from 'vitest';
import { dayStart, HOUR } from './calendar.ts';
import { splitByOccupancy } from './split.ts';

const midnight = dayStart('2016-10-30');
const hours = Array.from({ length: 25 }, (_, i) => ({
	start: midnight + i * HOUR,
	end: midnight + (i + 1) * HOUR
}));

test('a boundary on the hour cuts nothing', () => {
	const noon = midnight + 13 * HOUR;
	const [before, after] = splitByOccupancy(hours, [
		{ start: 0, end: noon },
		{ start: noon, end: null }
	]);
	expect(before).toHaveLength(13);
	expect(after).toHaveLength(12);
	expect(after?.[0]?.start).toBe(noon);
});

test('the hour that a boundary cuts belongs to neither', () => {
	for (const cut of [1, 1800, 3599]) {
		const at = midnight + 13 * HOUR + cut;
		const [before, after] = splitByOccupancy(hours, [
			{ start: 0, end: at },
			{ start: at, end: null }
		]);
		expect(before).toHaveLength(13);
		expect(after).toHaveLength(11);
	}
});

test('a vacancy between two households, and time that is nobody’s', () => {
	const parts = splitByOccupancy(hours, [
		{ start: midnight, end: midnight + HOUR },
		{ start: midnight + 3 * HOUR, end: midnight + 4 * HOUR },
		{ start: midnight + 30 * HOUR, end: null }
	]);
	expect(parts.map((part) => part.length)).toEqual([1, 1, 0]);
});
