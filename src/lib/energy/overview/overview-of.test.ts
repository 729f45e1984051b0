import { describe, expect, it } from 'vitest';
import { priceOf } from '../cost/price.ts';
import { utc } from '../made-readings.ts';
import type { Medium } from '../medium.ts';
import { FLAG } from '../quality.ts';
import { madeFrame, madeHome, madeParts, type Amounts } from './made-overview.ts';
import { overviewOf } from './overview-of.ts';
import type { MediumParts, Frame } from './known.ts';
import type { Prices } from './month-cost.ts';

const AT = utc('2026-11-23T13:00+01:00');
const SINCE = '2024-06-01';
/** 10 litres an hour this year, 20 last year. */
const halved: Amounts = (day) => (day < '2026-01-01' ? 0.02 : 0.01);

function overview(parts: readonly MediumParts[], frame: Frame = madeFrame(AT), prices: Prices = new Map()) {
	return overviewOf(madeHome(parts.map(({ medium }) => medium)), parts, { frame, prices });
}

const made = (more: Partial<Parameters<typeof madeParts>[0]> = {}) =>
	madeParts({ at: AT, since: SINCE, amounts: halved, ...more });

describe('the overview of a medium', () => {
	const [hot] = overview([made()]).media;

	it('is as known to the latest hour: today, the month and the year beside the same time last year', () => {
		expect(hot?.until).toBe(AT);
		expect(hot?.day).toMatchObject({ amount: 0.13, comparison: { now: 0.13, before: 0.26, change: -0.5 } });
		expect(hot?.month.amount).toBeCloseTo((22 * 24 + 13) * 0.01, 9);
		expect(hot?.month.comparison).toMatchObject({ change: -0.5, leftOut: 0 });
		expect(hot?.year.comparison).toMatchObject({ kind: 'compared', change: -0.5 });
	});

	it('knows an hour once it is whole: until then it is neither counted nor missing', () => {
		const parts = made();
		const hours = parts.hours.map((hour) => (hour.end === AT ? { ...hour, flags: FLAG.MISSING } : hour));
		const { media, attention } = overview([{ ...parts, hours }]);
		expect(media[0]?.until).toBe(AT - 3600);
		expect(media[0]?.day).toMatchObject({ amount: 0.12, flags: 0, comparison: { before: 0.24 } });
		expect(attention).toEqual([]);
	});

	it('shows the days of the month: today unfinished, those to come with last year’s', () => {
		expect(hot?.bars).toHaveLength(30);
		expect(hot?.bars[21]).toMatchObject({ key: '2026-11-22', amount: 0.24, state: 'done', before: 0.48 });
		expect(hot?.bars[22]).toMatchObject({ amount: 0.13, state: 'running', before: 0.48 });
		expect(hot?.bars[29]).toMatchObject({ amount: null, state: 'coming', before: 0.48 });
	});

	it('says what the month ends at', () => {
		expect(hot?.forecast?.expected).toBeCloseTo(30 * 24 * 0.01, 6);
	});

	it('compares nothing with a time that was another’s, or not measured yet', () => {
		const moved = madeFrame(AT, '2026-02-10');
		const [own] = overview([made({ since: '2026-02-10' })], moved).media;
		expect(own?.month.comparison).toEqual({ kind: 'none', reason: 'not_own' });
		expect(own?.bars.every(({ before }) => before === null)).toBe(true);
		const [meters] = overview([made({ since: '2025-11-20' })]).media;
		expect(meters?.month.comparison).toMatchObject({ kind: 'none' });
		// Of the day with which the values begin only a part is known.
		expect(meters?.bars[19]?.before).toBeNull();
		expect(meters?.bars[20]?.before).toBe(0.48);
	});

	it('without hours compares the days that are over, and calls nothing missing that still runs', () => {
		const today = (day: string) => (day === '2026-11-23' ? FLAG.MISSING : 0);
		const [daily] = overview([made({ reads: 'day', flags: today })]).media;
		expect(daily?.day).toBeNull();
		expect(daily?.month.comparison).toMatchObject({ change: -0.5 });
		expect((daily?.month.flags ?? 0) & FLAG.MISSING).toBe(0);
	});

	it('with months alone compares months that are over, and forecasts nothing', () => {
		const { media, attention } = overview([made({ reads: 'month' })]);
		expect(media[0]).toMatchObject({ day: null, forecast: null, until: null });
		expect(media[0]?.month).toMatchObject({ comparison: null });
		expect(media[0]?.lastMonth?.comparison).toMatchObject({ kind: 'compared', change: -0.5 });
		expect(media[0]?.bars.map(({ state }) => state).slice(9)).toEqual(['done', 'running', 'coming']);
		expect(attention).toEqual([]);
	});

	it('of a home that is left is its last year, and asks for nothing', () => {
		const end = utc('2026-11-02T12:00+01:00');
		const left = overview([made({ at: end })], madeFrame(AT, SINCE, end));
		expect(left.isLeft).toBe(true);
		expect(left.media[0]?.bars).toHaveLength(12);
		expect(left.media[0]).toMatchObject({ day: null, forecast: null });
		expect([left.attention, left.cost]).toEqual([[], null]);
	});

	it('of a tenant of today is empty, not zero', () => {
		const empty = { ...made(), hours: [], days: [], months: [] };
		const [fresh] = overview([empty], madeFrame(AT, '2026-11-23')).media;
		expect(fresh).toMatchObject({
			until: null,
			forecast: null,
			month: { amount: null },
			year: { amount: null }
		});
		expect(fresh?.month.comparison).toEqual({ kind: 'none', reason: 'too_early' });
	});

	it('of a room is the temperature now and its range today', () => {
		const warm: Amounts = (_, hour) => (hour < 6 ? 19 : 21.5);
		const [room] = overview([made({ medium: 'temperature', amounts: warm })]).media;
		expect(room?.room).toEqual({ at: AT, now: 21.5, low: 19, high: 21.5 });
		expect(room?.month.comparison).toBeNull();
	});
});

describe('the cost of the month', () => {
	const price = (from: number, to: number | null, perUnit: string) =>
		priceOf({ from, to, perUnit, vat: '0.25', feePerDay: '2' });
	const turn = utc('2026-01-01T00:00+01:00');
	const both = new Map<Medium, readonly ReturnType<typeof price>[]>([
		['hot_water', [price(0, turn, '50'), price(turn, null, '100')]]
	]);
	const { cost } = overview([made()], madeFrame(AT), both);

	it('is consumption and fees so far, with VAT', () => {
		expect(cost?.total).toBeCloseTo(5.41 * 125 + 23 * 2.5, 2);
		expect(cost?.isPart).toBe(false);
	});

	it('is set beside the same days at the prices of then, and at those had they stayed', () => {
		expect(cost?.change).toBeCloseTo(0, 2);
		expect(cost?.isSame).toBe(true);
		expect(cost?.changeAtOldPrices).toBeCloseTo(-5.41 * 62.5, 2);
	});

	it('ends at the rest of the month’s pace and all its fees', () => {
		expect(cost?.forecast?.expected).toBeCloseTo(7.2 * 125 + 30 * 2.5, 1);
	});

	it('is told to be a part where days are not known, and is not compared where last year is not', () => {
		const hole: Amounts = (day) => (day > '2026-11-10' && day < '2026-11-18' ? null : 0.01);
		const part = overview([made({ amounts: hole })], madeFrame(AT), both).cost;
		expect(part).toMatchObject({ isPart: true, change: null });
	});

	it('is not there without prices', () => {
		expect(overview([made()]).cost).toBeNull();
	});
});

describe('what needs attention', () => {
	const kinds = (parts: MediumParts, at = AT) =>
		overview([parts], madeFrame(at)).attention.map(({ kind }) => kind);

	it('is a meter that has not been heard: late until two days, then silent', () => {
		expect(kinds(made({ at: AT }), AT + 5 * 3600)).toEqual([]);
		expect(kinds(made({ at: AT }), AT + 6 * 3600)).toEqual(['late']);
		expect(kinds(made({ at: AT }), AT + 48 * 3600)).toEqual(['silent']);
	});

	it('is what is missing or suspect, with its hours where hours are known', () => {
		const hole: Amounts = (day, hour) => (day === '2026-11-20' && hour >= 3 && hour < 5 ? null : 0.01);
		const odd = (day: string) => (day === '2026-11-05' ? FLAG.SUSPECT : 0);
		const { attention } = overview([made({ amounts: hole, flags: odd })]);
		expect(attention).toEqual([
			{
				kind: 'suspect',
				medium: 'hot_water',
				stretches: [{ start: utc('2026-11-05T00:00+01:00'), end: utc('2026-11-06T00:00+01:00') }]
			},
			{
				kind: 'missing',
				medium: 'hot_water',
				stretches: [{ start: utc('2026-11-20T03:00+01:00'), end: utc('2026-11-20T05:00+01:00') }]
			}
		]);
	});

	it('puts a leak that goes on first', () => {
		const leak = {
			kind: 'leak',
			start: 0,
			end: AT,
			litresPerHour: 9,
			isOver: false,
			isOlder: false
		} as const;
		const hole: Amounts = (day) => (day === '2026-11-20' ? null : 0.01);
		expect(kinds({ ...made({ amounts: hole }), leaks: [leak] })).toEqual(['leak', 'missing']);
		expect(kinds({ ...made({ amounts: hole }), leaks: [{ ...leak, isOver: true }] })).toEqual([
			'missing',
			'leak'
		]);
	});
});
