import { describe, expect, it } from 'vitest';
import { FLAG } from '#lib/energy/quality.ts';
import type { Gap, Usage } from '#lib/energy/series.ts';
import { frameOf } from '../usage/frame.ts';
import { at, madePoint, madeSeries, madeUsage } from '../usage/made-usage.ts';
import { axisWords } from './names.ts';
import { notesOf } from './notes.ts';
import { flagWords } from './readings.ts';

const DAY = 86400;
const FIRST = at('2026-11-09T23:00:00Z');
const days = (flags: readonly number[]) => flags.map((f, i) => madePoint(FIRST + i * DAY, 0.2, f, DAY));
const month = {
	resolution: 'day',
	period: '2026-11',
	firstDay: '2026-11-01',
	lastDay: '2026-11-30'
} as const;
const events = (over: Partial<Usage>, flags: readonly number[]) => {
	const series = [madeSeries('cold_water', days(flags), 'day'), madeSeries('hot_water', days(flags), 'day')];
	return notesOf(frameOf(madeUsage(series, { ...month, ...over })), 'sv').events.map((note) => note.text);
};
const gap: Gap = { start: FIRST + DAY - 3 * 3600, end: FIRST + DAY + 2 * 3600, amount: 0.03 };
const TOUCHED = [FLAG.INTERPOLATED | FLAG.END_IN_GAP, FLAG.INTERPOLATED | FLAG.START_IN_GAP, 0];

describe('a gap over a day’s end', () => {
	it('is told once for all meters that were silent, with its times and its whole amount', () => {
		const gaps = (['cold_water', 'hot_water'] as const).map((medium) => ({ medium, gaps: [gap] }));
		expect(events({ gaps }, TOUCHED)).toEqual([
			expect.stringMatching(
				/^60 liter under fem timmar, .* från 10 november kl\. 21:00 till 11 november kl\. 02:00\./
			)
		]);
	});
	it('is not told where it lies within one day, whose amount is right', () => {
		const within = { ...gap, start: FIRST + 3600, end: FIRST + 7 * 3600 };
		expect(events({ gaps: [{ medium: 'cold_water', gaps: [within] }] }, [0, 0])).toEqual([]);
	});
	it('is not told twice where a block over whole days tells it', () => {
		const long = { start: FIRST - 3600, end: FIRST + 2 * DAY, amount: 0.4 };
		const told = events({ gaps: [{ medium: 'cold_water', gaps: [long] }] }, [
			FLAG.INTERPOLATED,
			FLAG.INTERPOLATED
		]);
		expect(told).toEqual([
			expect.stringMatching(/^400 liter under två dygn, .* från 9 november kl\. 23:00 /)
		]);
	});
	it('adds nothing exported to what was used', () => {
		const series = (['electricity', 'electricity_export'] as const).map((medium) =>
			madeSeries(medium, days(TOUCHED), 'day')
		);
		const gaps = series.map(({ medium }) => ({ medium, gaps: [{ ...gap, amount: 2 }] }));
		const frame = frameOf(madeUsage(series, { ...month, subject: 'electricity', gaps }));
		expect(notesOf(frame, 'sv').events[0]?.text).toMatch(/^2,00 kWh under/);
	});
});

describe('the home’s own time', () => {
	const moved = (from: string, over: Partial<Usage> = {}) => {
		const home = { ...madeUsage([]).home, from: at(from) };
		return events({ ...month, home, ...over }, [0, 0]).join(' ');
	};
	it('is told on the page that it begins in, whether or not a whole bar is cut off', () => {
		expect(moved('2026-11-10T11:00:00Z', { firstDay: '2026-11-10' })).toContain(
			'från och med 10 november 2026'
		);
		expect(moved('2026-11-01T11:00:00Z')).toContain('från och med 1 november 2026');
	});
	it('is not told where it begins with the page or lies further back', () => {
		expect(moved('2026-10-31T23:00:00Z')).toBe('');
		expect(moved('2026-09-01T10:00:00Z')).toBe('');
	});
});

describe('flags in words', () => {
	it('never call a reading measured that was set aside or had a wrong clock', () => {
		expect(flagWords(FLAG.SET_ASIDE, 'sv')).toBe('räknas inte med, stämmer inte med de andra');
		expect(flagWords(FLAG.CLOCK_OFF, 'en')).toBe('the meter’s clock was off');
	});
	it('say that a month’s share of hot water is odd', () => {
		expect(flagWords(FLAG.ODD_SHARE, 'sv')).toBe('ovanlig andel varmt');
	});
});

describe('words below the axis of a month', () => {
	it('name Mondays, and where there is little room only the first of them', () => {
		const frame = frameOf(madeUsage([], month));
		const words = (narrow: boolean) => {
			const { slot } = axisWords(frame, narrow, 'sv');
			return frame.slots.flatMap((s, i) => slot(s, i) ?? []);
		};
		expect(words(false)).toEqual(['mån 2', 'mån 9', 'mån 16', 'mån 23', 'mån 30']);
		expect(words(true)).toEqual(['mån 2', '9', '16', '23', '30']);
	});
});
