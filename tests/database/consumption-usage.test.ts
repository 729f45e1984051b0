import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayStart } from '../../src/lib/energy/calendar.ts';
import { qualityOf } from '../../src/lib/energy/quality.ts';
import type { Resolution } from '../../src/lib/energy/medium.ts';
import { openSource } from '../../src/lib/server/collection/source.ts';
import { storeReadings } from '../../src/lib/server/collection/store-readings.ts';
import { readLatestPeriod } from '../../src/lib/server/consumption/latest-period.ts';
import { readTrace } from '../../src/lib/server/consumption/read-trace.ts';
import { readUsage } from '../../src/lib/server/consumption/read-usage.ts';
import { holderOf } from '../fixtures/holder.ts';
import { makeHome } from '../fixtures/home.ts';
import { freshDatabase, type FreshDatabase } from './fresh.ts';

const at = (iso: string) => Date.parse(iso) / 1000;
const NOW = at('2016-11-20T12:00:00Z');
const EXCHANGE = '2016-11-10T09:00:00Z';
const SILENT = { start: at('2016-11-03T10:00:00Z'), end: at('2016-11-05T08:00:00Z') };

let db: FreshDatabase;
let home: string;
let token: string;

beforeAll(async () => {
	db = await freshDatabase();
	const made = await makeHome(db.superuser, {
		number: '1101',
		stays: [['2016-10-01T00:00:00+02:00', 'tenancy']],
		meters: [
			{ serial: 'OLD-1', medium: 'cold_water', removed: EXCHANGE, final: 90_000 },
			{ serial: 'NEW-2', medium: 'cold_water', installed: EXCHANGE, initial: 500 },
			{ serial: 'ROOM', medium: 'temperature' }
		]
	});
	home = made.homes[0] ?? '';
	token = await holderOf(db.superuser, home, 'Anna');
	const source = await openSource(db.owner, 'import', 'november.csv');
	const hours = (serial: string, from: string, to: string, register: (i: number) => number) => {
		const list = [];
		for (let i = 0, when = at(from); when <= at(to); i++, when += 3600) {
			list.push({ meterId: made.meters[serial] ?? 0, at: when, register: register(i), flags: 0 });
		}
		return list;
	};
	const old = hours('OLD-1', '2016-09-30T22:00:00Z', '2016-11-10T08:00:00Z', (i) => 80_000 + 10 * i);
	const readings = [
		...old.filter((reading) => reading.at <= SILENT.start || reading.at >= SILENT.end),
		...hours('NEW-2', '2016-11-10T10:00:00Z', '2016-11-20T11:00:00Z', (i) => 510 + 10 * i),
		...hours('ROOM', '2016-11-01T00:30:00Z', '2016-11-20T10:30:00Z', (i) => 2000 + (i % 10))
	];
	await storeReadings(db.owner, readings, source, { now: NOW });
	const [first] = old.filter((reading) => reading.at === at('2016-11-02T06:00:00Z'));
	const corrected = await openSource(db.owner, 'import', 'corrected.csv');
	await storeReadings(
		db.owner,
		[{ meterId: 0, at: 0, flags: 0, ...first, register: (first?.register ?? 0) + 4 }],
		corrected,
		{
			now: NOW
		}
	);
});
afterAll(() => db.close());

const reader = () => ({ pool: db.portal, token, now: NOW });

async function usage(
	subject: 'water' | 'temperature',
	resolution: Resolution,
	period: string,
	open: number | null = null
) {
	const answer = await readUsage(reader(), { home, subject, resolution, period, open });
	if (answer.kind !== 'usage') throw new Error(answer.kind);
	return answer.usage;
}

describe('the usage of a period', () => {
	it('is every medium that the home has of the subject, day by day', async () => {
		const { series, subjects, previous, next, firstDay, lastDay, latest } = await usage(
			'water',
			'day',
			'2016-11'
		);
		expect(series.map(({ medium, points }) => [medium, points.length])).toEqual([['cold_water', 20]]);
		expect([subjects, previous, next]).toEqual([['water', 'temperature'], '2016-10', null]);
		expect([firstDay, lastDay]).toEqual(['2016-11-01', '2016-11-30']);
		expect(latest).toBe(at('2016-11-20T11:00:00Z'));
	});

	it('tells a gap once, with all that was used in it, at every resolution and on each of its days', async () => {
		const gap = { ...SILENT, amount: 0.46 };
		for (const [resolution, period] of [
			['hour', '2016-11-03'],
			['hour', '2016-11-04'],
			['hour', '2016-11-05'],
			['day', '2016-11'],
			['month', '2016'],
			['year', 'all']
		] as const) {
			const { gaps } = await usage('water', resolution, period);
			expect([resolution, period, gaps]).toEqual([
				resolution,
				period,
				[{ medium: 'cold_water', gaps: [gap] }]
			]);
		}
		expect((await usage('water', 'hour', '2016-11-06')).gaps).toEqual([]);
	});

	it('tells when a meter was exchanged, and counts on', async () => {
		for (const [resolution, period] of [
			['hour', '2016-11-10'],
			['day', '2016-11'],
			['month', '2016']
		] as const) {
			const { exchanges } = await usage('water', resolution, period);
			expect(exchanges).toEqual([{ medium: 'cold_water', at: at(EXCHANGE) }]);
		}
		expect((await usage('water', 'hour', '2016-11-11')).exchanges).toEqual([]);
	});

	it('of a room is its mean with the lowest and the highest', async () => {
		const { series } = await usage('temperature', 'day', '2016-11');
		expect(series[0]).toMatchObject({ medium: 'temperature', unit: '°C' });
		expect(series[0]?.points[4]).toMatchObject({ low: 20, high: 20.09 });
		expect(series[0]?.total).toBeCloseTo(20.04, 1);
		const years = await usage('temperature', 'year', 'all');
		expect(years.series[0]?.points).toHaveLength(1);
		expect(years.series[0]?.points[0]).toMatchObject({ low: 20, high: 20.09 });
	});

	it('is no page for a subject without meters or a period without the home', async () => {
		const ask = (subject: 'water' | 'electricity', period: string) =>
			readUsage(reader(), { home, subject, resolution: 'day', period, open: null });
		expect(await ask('electricity', '2016-11')).toEqual({ kind: 'no_page' });
		expect(await ask('water', '2016-09')).toEqual({ kind: 'no_page' });
		expect(await ask('water', 'november')).toEqual({ kind: 'no_page' });
	});

	it('begins at the latest month with data', async () => {
		expect(await readLatestPeriod(reader(), home)).toEqual({
			subject: 'water',
			resolution: 'day',
			period: '2016-11'
		});
	});
});

describe('an hour, opened', () => {
	async function trace(start: string) {
		const answer = await readTrace(reader(), { home, media: ['cold_water'], start: at(start) });
		return answer.kind === 'trace' ? answer.trace : null;
	}

	it('shows both registers, the readings that tell, and where they came from', async () => {
		const opened = await trace('2016-11-01T06:00:00Z');
		expect(opened?.meters).toHaveLength(1);
		expect(opened?.meters[0]).toMatchObject({ serial: 'OLD-1', amount: 0.01, step: 0, unit: 'm³' });
		expect(opened?.meters[0]?.readings.map((reading) => reading.at)).toEqual([
			at('2016-11-01T06:00:00Z'),
			at('2016-11-01T07:00:00Z')
		]);
		expect(opened?.meters[0]?.readings[0]?.source).toEqual({ kind: 'import', label: 'november.csv' });
	});

	it('shows the value that a corrected one replaced', async () => {
		const opened = await trace('2016-11-02T06:00:00Z');
		const [reading] = opened?.meters[0]?.readings ?? [];
		expect(reading).toMatchObject({ source: { label: 'corrected.csv' } });
		expect(reading?.replaced).toHaveLength(1);
		expect((reading?.register ?? 0) - (reading?.replaced[0]?.register ?? 0)).toBeCloseTo(0.004, 9);
	});

	it('within a gap shows the readings on either side of it', async () => {
		const opened = await trace('2016-11-04T06:00:00Z');
		expect(opened?.meters[0]?.readings.map((reading) => reading.at)).toEqual([SILENT.start, SILENT.end]);
		expect(qualityOf(opened?.meters[0]?.flags ?? 0)).toBe('interpolated');
	});

	it('of an exchange shows both meters', async () => {
		const before = await trace('2016-11-10T08:00:00Z');
		expect(before?.meters.map(({ serial }) => serial)).toEqual(['OLD-1']);
		const after = await trace('2016-11-10T09:00:00Z');
		expect(after?.meters.map(({ serial, amount }) => [serial, amount])).toEqual([['NEW-2', 0.01]]);
	});

	it('is none before the home’s own time, and none that is not over', async () => {
		expect(await trace('2016-09-30T21:00:00Z')).toBeNull();
		expect(await trace('2016-11-20T12:00:00Z')).toBeNull();
	});

	it('opens on the usage page', async () => {
		const opened = await usage('water', 'hour', '2016-11-01', at('2016-11-01T06:00:00Z'));
		expect(opened.trace?.meters[0]?.serial).toBe('OLD-1');
		expect((await usage('water', 'hour', '2016-11-01', dayStart('2010-01-01'))).trace).toBeNull();
	});
});
