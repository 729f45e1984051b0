import { describe, expect, it } from 'vitest';
import { ageWords, isOld, momentWords } from './age.ts';

const NOON = Date.parse('2026-11-22T12:00:00Z') / 1000;
const ago = (seconds: number) => ageWords(NOON - seconds, NOON, 'sv');

describe('an age', () => {
	it.each([
		[0, 'nyss'],
		[1.9, 'nyss'],
		[4, 'för 4 s sedan'],
		[59.9, 'för 59 s sedan'],
		[60, 'för 1 min sedan'],
		[3599, 'för 59 min sedan'],
		[3600, 'för 1 tim sedan'],
		[47.9 * 3600, 'för 47 tim sedan'],
		[48 * 3600, 'för 2 dygn sedan']
	])('of %d s is said as one says it', (seconds, words) => {
		expect(ago(seconds)).toBe(words);
	});
	it('of something to come is now: two clocks never agree', () => {
		expect(ago(-3)).toBe('nyss');
	});
	it('that nobody knows is said to be unknown', () => {
		expect(ageWords(null, NOON, 'sv')).toBe('okänt när');
		expect(ageWords(NOON - 4, NOON, 'en')).toBe('4 s ago');
		expect(ageWords(NOON - 4, NOON, 'nb')).toBe('for 4 s siden');
	});
});

describe('a value', () => {
	const value = { at: NOON, stale: false, staleAfterS: 60 };
	it('is old as soon as its time has passed, also when the node says nothing more', () => {
		expect(isOld(value, NOON + 60)).toBe(false);
		expect(isOld(value, NOON + 60.1)).toBe(true);
	});
	it('is old when the node says so, and when nobody knows its age', () => {
		expect(isOld({ ...value, stale: true }, NOON)).toBe(true);
		expect(isOld({ ...value, at: null }, NOON)).toBe(true);
	});
});

it('names a moment of today by its time and another by its day', () => {
	expect(momentWords(NOON - 600, NOON, 'Europe/Stockholm', 'sv')).toBe('12:50');
	expect(momentWords(NOON - 86_400, NOON, 'Europe/Stockholm', 'sv')).toBe('lördag 21');
});
