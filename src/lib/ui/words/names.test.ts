import { describe, expect, it } from 'vitest';
import { frameOf } from '../usage/frame.ts';
import { at, madePoint, madeSeries, madeUsage } from '../usage/made-usage.ts';
import { axisWords, spanName } from './names.ts';

const DAY = 86400;
const first = at('2026-10-31T23:00:00Z');
const days = Array.from({ length: 10 }, (_, i) => madePoint(first + i * DAY, 0.2, 0, DAY));
const frame = frameOf(
	madeUsage([madeSeries('cold_water', days, 'day')], {
		resolution: 'day',
		period: '2026-11',
		firstDay: '2026-11-01',
		lastDay: '2026-11-30'
	})
);

describe('days by name', () => {
	it('begins the week on Monday in every language', () => {
		const labels = (language: 'sv' | 'en' | 'nb') =>
			frame.slots
				.map((slot) => axisWords(frame, false, language).slot(slot, 0))
				.filter((text) => text !== null);
		expect(labels('sv').slice(0, 2)).toEqual(['mån 2', 'mån 9']);
		expect(labels('nb').slice(0, 2)).toEqual(['man 2.', 'man 9.']);
		expect(labels('en').slice(0, 2)).toEqual(['Mon 2', 'Mon 9']);
	});

	it('names several in a row as one says it', () => {
		const [, , from, , to] = frame.slots;
		if (from === undefined || to === undefined) throw new Error('The month has five days.');
		expect(spanName(from, to, 'day', 'sv')).toBe('3 till 5 november');
		expect(spanName(from, to, 'day', 'nb')).toBe('3. til 5. november');
	});
});
