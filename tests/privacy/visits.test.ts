import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Medium } from '../../src/lib/energy/medium.ts';
import type { Reader } from '../../src/lib/server/consumption/reader.ts';
import type { UsageQuestion } from '../../src/lib/server/consumption/read-usage.ts';
import { firstLook, readUsageAsVisitor, type Visit } from '../../src/lib/server/consumption/visit.ts';
import { readAsSession } from '../../src/lib/server/db/session.ts';
import { freshDatabase, type FreshDatabase } from '../database/fresh.ts';
import { aPerson, type Someone } from '../fixtures/household.ts';
import { Scene } from './scene.ts';

const WATER: readonly Medium[] = ['cold_water'];

describe('a visitor’s look at another’s home', () => {
	let database: FreshDatabase;
	let s: Scene;
	let home: Awaited<ReturnType<Scene['home']>>;
	let visitor: Someone;
	let visit: Visit;
	let reader: Reader;

	beforeAll(async () => {
		database = await freshDatabase();
		s = new Scene(database);
		home = await s.home();
		visitor = await aPerson(database, 'delegate');
		const id = await s.ask.mandate(home.first, visitor, home, {
			resolutions: ['month', 'day', 'hour'],
			media: WATER
		});
		reader = { pool: database.portal, token: visitor.token, now: Date.parse('2026-11-22T12:00:00Z') / 1000 };
		visit = {
			home: home.homeId,
			basis: { kind: 'mandate', id },
			scope: { month: WATER, day: WATER, hour: WATER },
			base: `/shared/${id}/usage`
		};
	});
	afterAll(() => database.close());

	const look = (question: Partial<UsageQuestion>, by = visit) =>
		readUsageAsVisitor(reader, by, {
			subject: 'water',
			resolution: 'day',
			period: '2026-03',
			open: null,
			...question
		});

	const log = () =>
		readAsSession<{ resolution: string; from_day: string; to_day: string; media: string[] }>(
			database.portal,
			home.first.token,
			'select resolution, from_day, to_day, media from portal.access_log order by at desc'
		);

	test('shows days with one row in the log for the month, and nothing finer', async () => {
		const before = (await log()).length;
		const answer = await look({});
		if (answer.kind !== 'usage') throw new Error(answer.kind);
		expect(answer.usage.series.map(({ medium, total }) => [medium, total])).toEqual([['cold_water', 0.005]]);
		expect(answer.usage).toMatchObject({
			subjects: ['water'],
			visit: { resolutions: ['hour', 'day', 'month', 'year'] }
		});
		const rows = await log();
		expect(rows.length - before).toBe(1);
		expect(rows[0]).toEqual({
			resolution: 'day',
			from_day: '2026-03-01',
			to_day: '2026-04-01',
			media: ['cold_water']
		});
	});

	test('shows an hour’s registers, without where they came from', async () => {
		const open = Date.parse('2026-03-02T01:00:00+01:00') / 1000;
		const answer = await look({ resolution: 'hour', period: '2026-03-02', open });
		if (answer.kind !== 'usage') throw new Error(answer.kind);
		expect(answer.usage.trace?.meters[0]).toMatchObject({
			serial: `cold_water-${home.occupancyId}`,
			amount: 0.003
		});
		expect(answer.usage.trace?.meters[0]?.readings.map(({ source }) => source.kind)).toEqual(['unknown']);
		expect((await log())[0]).toMatchObject({
			resolution: 'hour',
			from_day: '2026-03-02',
			to_day: '2026-03-03'
		});
	});

	test('shows months and years from months alone, the present one too', async () => {
		const march = Date.parse('2026-03-20T12:00:00Z') / 1000;
		for (const [resolution, period] of [
			['month', '2026'],
			['year', 'all']
		] as const) {
			const answer = await readUsageAsVisitor({ ...reader, now: march }, visit, {
				subject: 'water',
				resolution,
				period,
				open: null
			});
			if (answer.kind !== 'usage') throw new Error(answer.kind);
			expect(answer.usage.series[0]?.total).toBe(0.005);
			expect((await log())[0]).toMatchObject({ resolution: 'month' });
		}
	});

	test('leaves no row where nothing is opened: another subject, no period, one to come', async () => {
		const before = (await log()).length;
		for (const question of [
			{ subject: 'electricity' },
			{ period: '2026-13' },
			{ resolution: 'month', period: '2028' }
		] as const) {
			expect((await look(question)).kind).toBe('no_page');
		}
		expect((await log()).length).toBe(before);
	});

	test('is refused what the visitor only claims to have', async () => {
		const claimed: Visit = { ...visit, scope: { ...visit.scope, day: ['electricity'] } };
		expect((await look({ subject: 'electricity' }, claimed)).kind).toBe('no_home');
		const elsewhere = await s.home();
		expect((await look({}, { ...visit, home: elsewhere.homeId })).kind).toBe('no_home');
	});

	test('begins with days, else months, else hours; with nothing where nothing is covered', () => {
		const with_ = (scope: Partial<Visit['scope']>) =>
			firstLook({ ...visit, scope: { month: [], day: [], hour: [], ...scope } });
		expect(firstLook(visit)).toEqual({ subject: 'water', resolution: 'day' });
		expect(with_({ month: ['temperature'], hour: WATER })).toEqual({
			subject: 'temperature',
			resolution: 'month'
		});
		expect(with_({ hour: WATER })).toEqual({ subject: 'water', resolution: 'hour' });
		expect(with_({})).toBe(null);
	});
});
