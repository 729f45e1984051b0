import { describe, expect, it } from 'vitest';
import { gapAfter, runsOf, stripFrame, stripPath, stripWith, stripWords } from './strip.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z') / 1000;
const points = (...watts: number[]) => watts.map((each, i) => ({ at: NOW - 1800 + i * 30, watts: each }));

describe('the last hour', () => {
	it('has an axis from zero to a round line above the highest, with two parts at most', () => {
		expect(stripFrame(points(380, 2266), NOW)).toMatchObject({ min: 0, max: 3000, ticks: [0, 1500, 3000] });
		expect(stripFrame(points(40), NOW)).toMatchObject({ min: 0, max: 200, ticks: [0, 100, 200] });
		expect(stripFrame(points(366, -1540), NOW)).toMatchObject({ ticks: [-2000, 0, 2000] });
		expect(stripFrame([], NOW)).toMatchObject({ min: 0, max: 200 });
	});
	it('ends with the point of now', () => {
		expect(stripFrame([], NOW + 29)).toMatchObject({ from: NOW + 30 - 3600, to: NOW + 30 });
	});
	it('breaks where nothing was heard, and never draws a line across', () => {
		const [a, b, c] = points(1, 2, 3);
		const late = { at: NOW, watts: 4 };
		if (!a || !b || !c) throw new Error('no points');
		expect(runsOf([a, b, c, late], 90)).toEqual([[a, b, c], [late]]);
		expect(stripPath([a, b, c, late], stripFrame([], NOW), 90).match(/M/g)).toHaveLength(2);
	});
	it('knows no pause where the meter speaks as seldom as it does', () => {
		expect(gapAfter(60)).toBe(90);
		expect(gapAfter(900)).toBe(930);
	});
	it('is told in a sentence, rounded, with in and out as words', () => {
		const words = (...watts: number[]) => stripWords(points(...watts), 'Europe/Stockholm', 'sv');
		expect(words(384, 2266)).toBe('380 till 2\u00a0270 watt, högst 12:30');
		expect(words(366, -1540)).toBe('högst 370 watt in och 1\u00a0540 watt ut');
		expect(words(-300, -1540)).toBe('högst 0 watt in och 1\u00a0540 watt ut');
		expect(words(100)).toBe('kurvan börjar när värden har kommit en stund');
	});
	it('takes new points in and lets old ones go, so that it never grows', () => {
		let strip = stripWith([], points(1, 2), NOW - 1770);
		strip = stripWith(strip, [{ at: NOW - 1770, watts: 9 }], NOW - 1770);
		expect(strip.map(({ watts }) => watts)).toEqual([1, 9]);
		for (let i = 0; i < 5000; i++) strip = stripWith(strip, [{ at: NOW + i * 30, watts: i }], NOW + i * 30);
		expect(strip.length).toBeLessThanOrEqual(121);
	});
});
