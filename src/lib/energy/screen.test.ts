import { describe, expect, test } from 'vitest';
import { everyHour, utc, waterMeter } from './made-readings.ts';
import { FLAG } from './quality.ts';
import { screen, type Verdict } from './screen.ts';

const START = utc('2017-01-17T10:00:00Z');

/** What each reading was found to be, in a word. */
function words(verdicts: readonly Verdict[]): string[] {
	return verdicts.map((verdict) => {
		if (verdict.kind === 'suspect') return verdict.reason;
		if (verdict.kind === 'pending') return 'pending';
		if (verdict.passage !== 'use') return verdict.passage;
		return verdict.value === verdict.reading.register ? 'ok' : 'held';
	});
}

function used(verdicts: readonly Verdict[]): number {
	const accepted = verdicts.filter((verdict) => verdict.kind === 'accepted');
	return accepted
		.slice(1)
		.reduce((sum, { value, step }, i) => sum + value - (accepted[i]?.value ?? 0) + step, 0);
}

const screened = (registers: readonly number[], told = {}) =>
	screen(everyHour(START, registers), waterMeter(told));

describe('a rise', () => {
	test('another meter’s readings mixed in, four times on end, are all set aside', () => {
		const at = [36, 94, 97, 154, 157, 214, 217, 274, 277, 337];
		const registers = [207774, 456017, 207814, 456273, 207851, 456353, 207886, 456427, 207907, 207925];
		const readings = registers.map((register, i) => ({
			at: START + (at[i] ?? 0) * 60,
			register,
			flags: 0,
			source: 1
		}));
		const verdicts = screen(readings, waterMeter());
		expect(words(verdicts).filter((word) => word === 'spike')).toHaveLength(4);
		expect(used(verdicts)).toBe(207925 - 207774);
	});

	test('a spike of two readings is two spikes', () => {
		const verdicts = screened([100, 90_000, 90_010, 120, 130]);
		expect(words(verdicts)).toEqual(['ok', 'spike', 'spike', 'ok', 'ok']);
	});

	test('a spike that a long silence could explain is one too', () => {
		const readings = everyHour(START, [1000, 201_000, 1100, 1200, 1300], 40 * 3600);
		const verdicts = screen(
			readings.map((reading, i) => ({ ...reading, at: START + (i === 0 ? 0 : 40 * 3600 + i * 3600) })),
			waterMeter()
		);
		expect(words(verdicts)).toEqual(['ok', 'spike', 'ok', 'ok', 'ok']);
	});

	test('is no spike when what comes after is below both, or itself does not fit', () => {
		expect(words(screened([100_000, 190_000, 5, 6, 7, 8]))).toEqual(['ok', 'ok', 'break', 'ok', 'ok', 'ok']);
		expect(words(screened([100, 900_100, 500_000, 900_120, 900_130]))).toEqual([
			'ok',
			'break',
			'dip',
			'ok',
			'ok'
		]);
	});

	test('that a silence explains is no spike for a fall that an hour’s use could hide', () => {
		const registers = [1000, 21_000, 20_500, 20_510, 20_520, 20_530];
		const verdicts = screen(everyHour(START, registers, 40 * 3600), waterMeter());
		expect(words(verdicts)).toEqual(['ok', 'ok', 'break', 'ok', 'ok', 'ok']);
	});

	test('above the meter’s highest flow, and staying: counted, and suspect', () => {
		const verdicts = screened([100, 5100, 5110, 5120, 5130], { maxFlowPerHour: 3125 });
		expect(words(verdicts)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
		expect(verdicts.map((verdict) => verdict.kind === 'accepted' && verdict.flags)).toEqual([
			0,
			FLAG.SUSPECT,
			0,
			0,
			0
		]);
		expect(used(verdicts)).toBe(5030);
	});

	test('no flow at all but another register: nothing counted', () => {
		const verdicts = screened([100, 900_100, 900_110, 900_120, 900_130]);
		expect(words(verdicts)).toEqual(['ok', 'break', 'ok', 'ok', 'ok']);
		expect(used(verdicts)).toBe(30);
	});

	test('too much and nothing yet after it: undecided, and so is what follows', () => {
		expect(words(screened([100, 60_000]))).toEqual(['ok', 'pending']);
		expect(words(screened([100, 60_000, 60_010, 60_020]))).toEqual(['ok', 'pending', 'pending', 'pending']);
		expect(words(screened([100, 60_000, 60_010, 110]))).toEqual(['ok', 'spike', 'spike', 'ok']);
	});
});

describe('a fall', () => {
	test('13423.7 → 0 → 13423.8 is a momentary zero: 0.1', () => {
		const verdicts = screened([13_423_700, 0, 13_423_800]);
		expect(words(verdicts)).toEqual(['ok', 'dip', 'ok']);
		expect(used(verdicts)).toBe(100);
	});

	test('zero three times and back is momentary still', () => {
		expect(words(screened([13_423_700, 0, 0, 0, 13_423_800]))).toEqual(['ok', 'dip', 'dip', 'dip', 'ok']);
	});

	test('a late older reading among newer ones is set aside', () => {
		const verdicts = screened([380_988, 381_158, 381_068, 381_216, 381_245]);
		expect(words(verdicts)).toEqual(['ok', 'ok', 'dip', 'ok', 'ok']);
		expect(used(verdicts)).toBe(381_245 - 380_988);
	});

	test('1010 → 0 → 5 is 5, never −1005', () => {
		const verdicts = screened([1_000_000, 1_010_000, 0, 5000, 5000, 5000]);
		expect(words(verdicts)).toEqual(['ok', 'ok', 'break', 'ok', 'ok', 'ok']);
		expect(used(verdicts)).toBe(10_000 + 5000);
	});

	test('a used meter 1000 → 500 is not +500, and 100 → 95 is an exchange, not −5', () => {
		expect(used(screened([1_000_000, 500_000, 500_000, 500_000, 500_000]))).toBe(0);
		const verdicts = screened([100, 95, 95, 96, 97]);
		expect(words(verdicts)).toEqual(['ok', 'break', 'ok', 'ok', 'ok']);
		expect(used(verdicts)).toBe(2);
		const broken = verdicts[1];
		expect(broken?.kind === 'accepted' && broken.flags).toBe(FLAG.MISSING | FLAG.METER_CHANGED);
	});

	test('a foreign reading among the next ones is no return', () => {
		const verdicts = screened([1000, 500, 900_000, 501, 502, 503]);
		expect(words(verdicts)).toEqual(['ok', 'break', 'spike', 'ok', 'ok', 'ok']);
		expect(used(verdicts)).toBe(3);
	});

	test('it is lasting only when LOOKAHEAD later readings stay below; until then undecided', () => {
		expect(words(screened([1000, 0, 5, 6]))).toEqual(['ok', 'pending', 'pending', 'pending']);
		expect(words(screened([1000, 0, 5, 6, 7]))).toEqual(['ok', 'break', 'ok', 'ok', 'ok']);
		expect(words(screen(everyHour(START, [1000, 0, 5]), waterMeter(), { complete: true }))).toEqual([
			'ok',
			'break',
			'ok'
		]);
	});

	test('backflow of 1–3 l is held: nothing negative, nothing counted twice, no exchange', () => {
		const verdicts = screened([238_057, 238_058, 238_057, 238_057, 238_057, 238_055, 238_058, 238_060]);
		expect(words(verdicts)).toEqual(['ok', 'ok', 'held', 'held', 'held', 'held', 'ok', 'ok']);
		expect(used(verdicts)).toBe(3);
	});

	test('a slip of up to 20 l that stays is held when tiny beside the register', () => {
		const verdicts = screened([122_229, 122_223, 122_223, 122_223, 122_223, 122_240]);
		expect(words(verdicts)).toEqual(['ok', 'held', 'held', 'held', 'held', 'ok']);
		expect(used(verdicts)).toBe(11);
	});

	test('past the highest digit is an overflow, from near the end only', () => {
		const verdicts = screened([99_950, 99_991, 13, 91], { digits: 2 });
		expect(words(verdicts)).toEqual(['ok', 'ok', 'rollover', 'ok']);
		expect(used(verdicts)).toBe(41 + 22 + 78);
		expect(words(screened([50_000, 13, 91, 92, 93], { digits: 2 }))).toEqual([
			'ok',
			'break',
			'ok',
			'ok',
			'ok'
		]);
		const slow = everyHour(START, [50_000, 13, 91, 92, 93], 6 * 3600);
		expect(words(screen(slow, waterMeter({ digits: 2 })))).toEqual(['ok', 'break', 'ok', 'ok', 'ok']);
		expect(words(screened([99_991, 13, 99_995], { digits: 2 }))).toEqual(['ok', 'dip', 'ok']);
	});
});

describe('what is not looked at', () => {
	test.each([
		['suspect', FLAG.SUSPECT],
		['by a clock that is off', FLAG.CLOCK_OFF]
	])('readings outside the meter’s life, or %s when they came; they hide no neighbour', (_word, flag) => {
		const readings = everyHour(START, [7, 100, 110, 999, 120, 8]).map((reading, i) =>
			i === 3 ? { ...reading, flags: flag } : reading
		);
		const life = { installed: START + 3600, removed: START + 4 * 3600 };
		const verdicts = screen(readings, waterMeter(life));
		expect(words(verdicts)).toEqual(['outside', 'ok', 'ok', 'given', 'ok', 'outside']);
	});

	test('an earlier verdict: a reading set aside before is judged anew', () => {
		const readings = everyHour(START, [100, 110, 120]).map((r) => ({ ...r, flags: FLAG.SET_ASIDE }));
		expect(words(screen(readings, waterMeter()))).toEqual(['ok', 'ok', 'ok']);
	});

	test('a gauge may fall as it likes', () => {
		const meter = waterMeter({ kind: 'gauge', medium: 'temperature', scale: -2 });
		expect(words(screen(everyHour(START, [2150, -400, 2100]), meter))).toEqual(['ok', 'ok', 'ok']);
	});
});
