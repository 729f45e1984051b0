import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSource } from '../../src/lib/server/collection/source.ts';
import { storeReadings } from '../../src/lib/server/collection/store-readings.ts';
import { choose } from '../../src/lib/server/consents/choose.ts';
import { hideHours } from '../../src/lib/server/consents/hide-hours.ts';
import { readChoices } from '../../src/lib/server/consents/read-choices.ts';
import { readUndecidedHome } from '../../src/lib/server/consents/undecided-home.ts';
import { readLatestPeriod } from '../../src/lib/server/consumption/latest-period.ts';
import { readSeries } from '../../src/lib/server/consumption/read-series.ts';
import { readTrace } from '../../src/lib/server/consumption/read-trace.ts';
import { readUsage } from '../../src/lib/server/consumption/read-usage.ts';
import type { Medium, Resolution } from '../../src/lib/energy/medium.ts';
import { consentText } from '../../src/lib/privacy/consent-text.ts';
import { holderOf } from '../fixtures/holder.ts';
import { makeHome } from '../fixtures/home.ts';
import { freshDatabase, type FreshDatabase } from './fresh.ts';

const at = (iso: string) => Date.parse(iso) / 1000;
const NOW = at('2016-11-20T12:00:00Z');
const NOBODY = '0b0e7f0c-1f0a-4c55-9a0e-6f1d2b3c4d5e';

let db: FreshDatabase;
let home: string;
const tokens = { chooser: '', other: '', stranger: '' };

beforeAll(async () => {
	db = await freshDatabase();
	const made = await makeHome(db.superuser, {
		number: '1101',
		stays: [['2016-09-10T00:00:00+02:00', 'tenancy']],
		meters: [
			{ serial: 'K', medium: 'cold_water' },
			{ serial: 'V', medium: 'hot_water' }
		]
	});
	home = made.homes[0] ?? '';
	tokens.chooser = await holderOf(db.superuser, home, 'Chooser', { consents: false });
	tokens.other = await holderOf(db.superuser, home, 'Other');
	const elsewhere = await makeHome(db.superuser, {
		number: '1102',
		stays: [['2016-09-10T00:00:00+02:00', 'tenancy']],
		meters: [{ serial: 'E', medium: 'cold_water' }]
	});
	tokens.stranger = await holderOf(db.superuser, elsewhere.homes[0] ?? '', 'Stranger');
	const source = await openSource(db.owner, 'import', 'choices.csv');
	const readings = Object.values(made.meters).flatMap((meterId) => {
		const list = [];
		for (let i = 0, when = at('2016-09-09T22:00:00Z'); when < NOW; i++, when += 3600)
			list.push({ meterId, at: when, register: 10 * i, flags: 0 });
		return list;
	});
	await storeReadings(db.owner, readings, source, { now: NOW });
});
afterAll(() => db.close());

const reader = (who: keyof typeof tokens = 'chooser') => ({ pool: db.portal, token: tokens[who], now: NOW });

async function series(resolution: Resolution, from: string, to: string, medium: Medium = 'cold_water') {
	const answer = await readSeries(reader(), { home, media: [medium], resolution, span: { from, to } });
	if (answer.kind !== 'series') throw new Error(answer.kind);
	return { off: answer.off, points: answer.series[0]?.points ?? [], total: answer.series[0]?.total ?? null };
}

const turn = (medium: Medium, resolution: 'day' | 'hour', isOn: boolean) =>
	choose(db.portal, tokens.chooser, {
		home,
		purpose: 'own_view',
		media: [medium],
		resolution,
		isOn,
		language: 'sv'
	});

async function usage(resolution: Resolution, period: string) {
	const answer = await readUsage(reader(), { home, subject: 'water', resolution, period, open: null });
	if (answer.kind !== 'usage') throw new Error(answer.kind);
	return answer;
}

describe('a holder who has switched on nothing', () => {
	it('reads every month whole, the present one and the one of the move among them', async () => {
		const { points, off, total } = await series('month', '2016-01-01', '2017-01-01');
		expect(off).toEqual([]);
		expect(points.map(({ amount }) => amount)).toEqual([5.04, 7.45, 4.68]);
		expect(total).toBeCloseTo(17.17, 9);
		expect((await series('month', '2016-11-01', '2016-12-01')).points).toEqual(points.slice(2));
	});

	it('is told nothing of a broken month: its part would be a sum of days', async () => {
		const { points } = await series('month', '2016-10-05', '2016-11-01');
		expect(points.map(({ amount }) => amount)).toEqual([null]);
	});

	it.each(['day', 'hour'] as const)(
		'gets %ss neither in numbers nor as missing, but told as not chosen',
		async (resolution) => {
			const { points, off } = await series(resolution, '2016-11-01', '2016-11-03');
			expect(off).toEqual([{ medium: 'cold_water', reason: 'not_chosen' }]);
			expect(points.every(({ amount }) => amount === null)).toBe(true);
			const { usage: page, off: offPage } = await usage(
				resolution,
				resolution === 'day' ? '2016-11' : '2016-11-03'
			);
			expect(page.series).toEqual([]);
			expect(offPage.map(({ medium }) => medium)).toEqual(['cold_water', 'hot_water']);
		}
	);

	it('opens no hour', async () => {
		const answer = await readTrace(reader(), {
			home,
			media: ['cold_water'],
			start: at('2016-11-03T06:00:00Z')
		});
		expect(answer).toEqual({ kind: 'off', off: [{ medium: 'cold_water', reason: 'not_chosen' }] });
	});

	it('begins at the months of the year', async () => {
		expect(await readLatestPeriod(reader(), home)).toEqual({
			subject: 'water',
			resolution: 'month',
			period: '2016'
		});
		const { usage: page } = await usage('month', '2016');
		expect(page.latest).toBe(NOW);
	});

	it('is welcomed, as long as neither yes nor no has been said', async () => {
		expect(await readUndecidedHome(db.portal, tokens.chooser)).toBe(home);
		expect(await readUndecidedHome(db.portal, tokens.other)).toBeNull();
		expect(await readUndecidedHome(db.portal, '')).toBeNull();
	});
});

describe('one switch', () => {
	it('opens its resolution of its medium to oneself, and is off again by the same call', async () => {
		expect(await turn('cold_water', 'day', true)).toBe('done');
		expect((await series('day', '2016-11-01', '2016-11-03')).points.map(({ amount }) => amount)).toEqual([
			0.24, 0.24
		]);
		expect((await series('day', '2016-11-01', '2016-11-03', 'hot_water')).off).toHaveLength(1);
		expect((await series('hour', '2016-11-01', '2016-11-03')).off).toHaveLength(1);
		const { usage: page, off } = await usage('day', '2016-11');
		expect(page.series.map(({ medium }) => medium)).toEqual(['cold_water']);
		expect(off).toEqual([{ medium: 'hot_water', reason: 'not_chosen' }]);
		expect(await turn('cold_water', 'day', false)).toBe('done');
		expect((await series('day', '2016-11-01', '2016-11-03')).off).toHaveLength(1);
		expect(await readUndecidedHome(db.portal, tokens.chooser)).toBeNull();
	});

	it('keeps version, hash and language of the text beside it', async () => {
		const { version, hash } = consentText('own_view_day', 'sv');
		const rows =
			await db.superuser`select distinct text_version, encode(text_hash, 'hex') as hash, language, channel
			from consent.record where channel = 'portal'`;
		expect([...rows]).toEqual([{ text_version: version, hash, language: 'sv', channel: 'portal' }]);
	});

	it('is nobody else’s to turn', async () => {
		for (const [token, id] of [
			[tokens.stranger, home],
			[tokens.chooser, NOBODY],
			['', home]
		] as const) {
			const answer = await choose(db.portal, token, {
				home: id,
				purpose: 'own_view',
				media: ['cold_water'],
				resolution: 'day',
				isOn: true,
				language: 'sv'
			});
			expect(answer).toBe('no_home');
			expect(await hideHours(db.portal, token, { home: id, isHidden: true, language: 'sv' })).toBe(false);
		}
		expect(await readChoices(db.portal, tokens.stranger, home)).toBeNull();
		expect(await readChoices(db.portal, tokens.stranger, NOBODY)).toBeNull();
	});
});

describe('hidden hours', () => {
	it('are closed to all holders, who are told that, and who did it only oneself', async () => {
		await turn('cold_water', 'hour', true);
		expect((await series('hour', '2016-11-01', '2016-11-02')).off).toEqual([]);
		await hideHours(db.portal, tokens.other, { home, isHidden: true, language: 'en' });
		expect((await series('hour', '2016-11-01', '2016-11-02')).off).toEqual([
			{ medium: 'cold_water', reason: 'hidden' }
		]);
		expect(await readChoices(db.portal, tokens.chooser, home)).toMatchObject({
			hoursHidden: true,
			hiddenByMe: false
		});
		expect(await readChoices(db.portal, tokens.other, home)).toMatchObject({
			hoursHidden: true,
			hiddenByMe: true
		});
		const seen = await readChoices(db.portal, tokens.chooser, home);
		expect(seen?.past.filter(({ act }) => act === 'objected')).toEqual([]);
		await hideHours(db.portal, tokens.other, { home, isHidden: false, language: 'en' });
		expect((await series('hour', '2016-11-01', '2016-11-02')).off).toEqual([]);
	});
});
