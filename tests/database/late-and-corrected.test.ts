import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Resolution } from '../../src/lib/energy/medium.ts';
import { FLAG, qualityOf } from '../../src/lib/energy/quality.ts';
import type { Point } from '../../src/lib/energy/series.ts';
import { openSource } from '../../src/lib/server/collection/source.ts';
import { storeReadings } from '../../src/lib/server/collection/store-readings.ts';
import { readSeries } from '../../src/lib/server/consumption/read-series.ts';
import { readTrace } from '../../src/lib/server/consumption/read-trace.ts';
import { readAsSession } from '../../src/lib/server/db/session.ts';
import { holderOf } from '../fixtures/holder.ts';
import { makeHome } from '../fixtures/home.ts';
import { freshDatabase, type FreshDatabase } from './fresh.ts';

const at = (iso: string) => Date.parse(iso) / 1000;
const NOW = at('2026-11-20T12:00:00Z');
const HOUR = 3600;
const BEGIN = at('2026-08-31T22:00:00Z');
/** 48 silent hours, from midnight on; the first of their days is the one of 25 hours. */
const SILENT = at('2026-10-24T22:00:00Z');
const BACK = SILENT + 48 * HOUR;
/** All 600 litres of the silence were used in this hour. */
const USED = at('2026-10-25T06:00:00Z');
const OCTOBER = at('2026-09-30T22:00:00Z');

let db: FreshDatabase;
let home: string;
let token: string;
let meterId: number;

/** 10 litres an hour, all but 600 in the silence. */
function trueRegister(when: number): number {
	const hours = (Math.min(when, SILENT) - BEGIN + Math.max(0, when - BACK)) / HOUR;
	return 100_000 + 10 * hours + (when > USED ? 600 : 0);
}

async function deliver(label: string, instants: readonly number[], register = trueRegister) {
	const source = await openSource(db.owner, 'import', label);
	const readings = instants.map((when) => ({ meterId, at: when, register: register(when), flags: 0 }));
	return storeReadings(db.owner, readings, source, { now: NOW });
}

const hoursBetween = (from: number, to: number): number[] =>
	Array.from({ length: (to - from) / HOUR + 1 }, (_, i) => from + i * HOUR);

beforeAll(async () => {
	db = await freshDatabase();
	const made = await makeHome(db.superuser, {
		number: '1101',
		stays: [['2026-08-31T22:00:00Z', 'tenancy']],
		meters: [{ serial: 'W', medium: 'cold_water' }]
	});
	[home, meterId] = [made.homes[0] ?? '', made.meters['W'] ?? 0];
	token = await holderOf(db.superuser, home, 'Anna');
	const prompt = hoursBetween(BEGIN, NOW).filter((when) => when <= SILENT || when >= BACK);
	// the register of the month's change came in 3 litres too high
	await deliver('prompt.csv', prompt, (when) => trueRegister(when) + (when === OCTOBER ? 3 : 0));
});
afterAll(() => db.close());

async function read(resolution: Resolution, from: string, to: string): Promise<readonly Point[]> {
	const question = { home, media: ['cold_water'] as const, resolution, span: { from, to } };
	const answer = await readSeries({ pool: db.portal, token, now: NOW }, question);
	return answer.kind === 'series' ? (answer.series[0]?.points ?? []) : [];
}

const amounts = (points: readonly Point[]) => points.map(({ amount }) => amount);

describe('values that come 48 hours late', () => {
	it('rewrite hour, day, month and year', async () => {
		const silentDays = await read('day', '2026-10-25', '2026-10-27');
		expect(silentDays.map(({ flags }) => qualityOf(flags))).toEqual(['interpolated', 'interpolated']);
		// 25 of the 48 hours, to the litre
		expect(amounts(silentDays)).toEqual([0.313, 0.297]);
		const before = {
			month: await read('month', '2026-10-01', '2026-11-01'),
			year: await read('year', '2026-01-01', '2027-01-01')
		};

		const late = hoursBetween(SILENT + HOUR, BACK - HOUR);
		expect(await deliver('late.csv', late)).toMatchObject({ stored: 47, late: 47, corrected: 0 });

		const hours = await read('hour', '2026-10-25', '2026-10-27');
		expect(hours).toHaveLength(49);
		expect(hours.filter(({ amount }) => amount !== 0)).toMatchObject([
			{ start: USED, amount: 0.6 },
			{ start: BACK, amount: 0.01 }
		]);
		expect(hours.slice(0, 48).every(({ flags }) => qualityOf(flags) === 'late')).toBe(true);
		const days = await read('day', '2026-10-24', '2026-10-28');
		expect(amounts(days)).toEqual([0.24, 0.6, 0.01, 0.24]);
		expect(days.map(({ flags }) => (flags & FLAG.INTERPOLATED) !== 0)).toEqual([false, false, false, false]);
		// what was used was known before, and when it was used only now
		const after = {
			month: await read('month', '2026-10-01', '2026-11-01'),
			year: await read('year', '2026-01-01', '2027-01-01')
		};
		expect(amounts(after.month)).toEqual(amounts(before.month));
		expect(amounts(after.year)).toEqual(amounts(before.year));
		for (const [point] of [after.month, after.year]) expect((point?.flags ?? 0) & FLAG.LATE).toBe(FLAG.LATE);
	});
});

describe('a corrected register', () => {
	it('rewrites hour, day, month and year', async () => {
		const months = () => read('month', '2026-09-01', '2026-11-01');
		expect(amounts(await months())).toEqual([7.203, 7.567]);
		const [year] = await read('year', '2026-01-01', '2027-01-01');

		expect(await deliver('corrected.csv', [OCTOBER])).toMatchObject({ stored: 0, corrected: 1 });

		const [september, october] = await months();
		expect(september?.amount).toBe(7.2);
		expect(october?.amount).toBe(7.57);
		expect(amounts(await read('day', '2026-09-30', '2026-10-02'))).toEqual([0.24, 0.24]);
		const hours = await read('hour', '2026-09-30', '2026-10-02');
		expect(amounts(hours)).toEqual(Array(48).fill(0.01));
		const corrected = hours.filter(({ flags }) => qualityOf(flags) === 'corrected');
		expect(corrected.map(({ start }) => start)).toEqual([OCTOBER - HOUR, OCTOBER]);
		const [yearNow] = await read('year', '2026-01-01', '2027-01-01');
		expect(yearNow?.amount).toBe(year?.amount);
		for (const point of [september, october, yearNow]) {
			expect((point?.flags ?? 0) & FLAG.CORRECTED).toBe(FLAG.CORRECTED);
		}
	});

	it('is stored beside the original, never over it, and both can be seen', async () => {
		const rows = await readAsSession(
			db.portal,
			token,
			`select extract(epoch from at)::int as at, old_register, new_register from portal.corrections where home_id = $1`,
			[home]
		);
		expect(rows).toEqual([{ at: OCTOBER, old_register: 107_203, new_register: 107_200 }]);
		const answer = await readTrace(
			{ pool: db.portal, token, now: NOW },
			{ home, media: ['cold_water'], start: OCTOBER - HOUR }
		);
		const readings = answer.kind === 'trace' ? answer.trace.meters[0]?.readings : [];
		expect(readings?.at(-1)).toMatchObject({
			at: OCTOBER,
			register: 107.2,
			flags: FLAG.CORRECTED,
			source: { kind: 'import', label: 'corrected.csv' },
			replaced: [{ register: 107.203 }]
		});
	});

	it('does not come back when the first file is read again', async () => {
		expect(await deliver('prompt.csv', [OCTOBER], () => 107_203)).toMatchObject({
			corrected: 0,
			unchanged: 1
		});
		expect(amounts(await read('month', '2026-09-01', '2026-10-01'))).toEqual([7.2]);
	});
});
