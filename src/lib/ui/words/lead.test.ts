import { describe, expect, it } from 'vitest';
import { FLAG } from '#lib/energy/quality.ts';
import { frameOf } from '../usage/frame.ts';
import { at, madeHours, madePoint, madeSeries, madeUsage } from '../usage/made-usage.ts';
import { leadOf, peakSlot } from './lead.ts';

const MIDNIGHT = '2026-11-20T23:00:00Z';
/** Three hours of cold water; the second is the largest by far and carries `flags`. */
const flagged = (flags: number) => {
	const points = madeHours(MIDNIGHT, [0.01, 0.5, 0.02]);
	return frameOf(
		madeUsage([
			madeSeries(
				'cold_water',
				points.map((p, i) => (i === 1 ? { ...p, flags } : p))
			)
		])
	);
};

describe('the hour with the most use', () => {
	it('is the largest one, when it is measured, late or corrected', () => {
		for (const flags of [0, FLAG.LATE, FLAG.CORRECTED]) expect(peakSlot(flagged(flags))?.hour).toBe(1);
	});
	it('is never one that shares a gap’s amount, is suspect or known only in part', () => {
		for (const flags of [FLAG.INTERPOLATED, FLAG.SUSPECT, FLAG.MISSING, FLAG.INTERPOLATED | FLAG.LATE]) {
			expect(peakSlot(flagged(flags))?.hour).toBe(2);
		}
	});
	it('is not told where only one part of it is certain', () => {
		const hours = (amounts: readonly number[], flags: number) =>
			madeHours(MIDNIGHT, amounts).map((p, i) => (i === 0 ? { ...p, flags } : p));
		const usage = madeUsage([
			madeSeries('cold_water', hours([0.9, 0.1, 0.2], 0)),
			madeSeries('hot_water', hours([0.9, 0.1, 0.2], FLAG.SUSPECT))
		]);
		expect(leadOf(frameOf(usage), 'sv').rest).toContain('Mest mellan 2 och 3.');
	});
	it('is not told of a single hour, nor where nothing was used', () => {
		expect(peakSlot(frameOf(madeUsage([madeSeries('cold_water', madeHours(MIDNIGHT, [0.4]))])))).toBeNull();
		expect(peakSlot(frameOf(madeUsage([madeSeries('cold_water', madeHours(MIDNIGHT, [0, 0]))])))).toBeNull();
	});
});

describe('the month with the most use', () => {
	it('is never one whose share of hot water is odd', () => {
		const month = (iso: string, flags: number) => madePoint(at(iso), 9, flags, 30 * 86400);
		const usage = madeUsage(
			[
				madeSeries('hot_water', [
					month('2026-05-31T22:00:00Z', FLAG.ODD_SHARE),
					{ ...month('2026-06-30T22:00:00Z', 0), amount: 3 },
					{ ...month('2026-07-31T22:00:00Z', 0), amount: 2 }
				])
			],
			{ resolution: 'month', period: '2026', firstDay: '2026-01-01', lastDay: '2026-12-31' }
		);
		expect(peakSlot(frameOf(usage))?.key).toBe('2026-07');
	});
});
