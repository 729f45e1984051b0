import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Resolution } from '../../src/lib/energy/medium.ts';
import { exportReadings } from '../../src/lib/server/collection/file/export-readings.ts';
import { importReadings } from '../../src/lib/server/collection/file/import-readings.ts';
import type { Bad } from '../../src/lib/server/collection/file/part.ts';
import { readReadings } from '../../src/lib/server/collection/file/read-readings.ts';
import { openSource } from '../../src/lib/server/collection/source.ts';
import { readSeries } from '../../src/lib/server/consumption/read-series.ts';
import { readTrace } from '../../src/lib/server/consumption/read-trace.ts';
import { asRole } from '../../src/lib/server/db/session.ts';
import { holderOf } from '../fixtures/holder.ts';
import { makeHome, type MadeHome } from '../fixtures/home.ts';
import { freshDatabase, type FreshDatabase } from './fresh.ts';

const at = (iso: string) => Date.parse(iso) / 1000;
const NOW = at('2026-03-20T12:00:00Z');
/** Device D hangs in the old home until the morning, and in the newcomer's from the afternoon of the next day. */
const REMOVED = '2026-03-10T08:30:00Z';
const INSTALLED = '2026-03-11T14:30:00Z';

let db: FreshDatabase;
let old: MadeHome;
let newcomer: MadeHome;
let file: string;
const bad: Bad[] = [];

/** Hourly lines of a device, `step` litres an hour. */
function hourly(serial: string, from: string, to: string, start: number, step: number): string[] {
	const lines: string[] = [];
	for (let when = at(from), register = start; when <= at(to); when += 3600, register += step) {
		lines.push(`${serial},${new Date(when * 1000).toISOString()},${(register / 1000).toFixed(3)}`);
	}
	return lines;
}

async function importText(text: string) {
	const source = await openSource(db.owner, 'import', 'march.csv');
	const batches = readReadings(Readable.from([Buffer.from(text)]));
	return importReadings(db.owner, batches, {
		sourceId: source,
		now: NOW,
		onBad: (lines) => bad.push(...lines)
	});
}

async function exported(): Promise<string> {
	let text = '';
	for await (const part of exportReadings(db.owner, { serials: [], from: 0, to: NOW, format: 'csv' })) {
		text += part;
	}
	return text;
}

beforeAll(async () => {
	db = await freshDatabase();
	const stays = [['2026-02-01T00:00:00Z', 'tenancy']] as const;
	old = await makeHome(db.superuser, {
		number: '1101',
		stays,
		meters: [
			{ serial: 'D', medium: 'cold_water', removed: REMOVED, final: 5_900 },
			{ serial: 'E', medium: 'cold_water', installed: REMOVED, initial: 0 }
		]
	});
	newcomer = await makeHome(db.superuser, {
		number: '1102',
		stays,
		meters: [{ serial: 'D', medium: 'cold_water', installed: INSTALLED, initial: 6_000 }]
	});
	file = [
		'meter,at,register',
		...hourly('D', '2026-03-08T23:00:00Z', '2026-03-10T08:00:00Z', 5_566, 10),
		// on the plumber's shelf
		'D,2026-03-10T08:30:00Z,5.905',
		'D,2026-03-11T09:00:00Z,5.950',
		...hourly('D', '2026-03-11T15:00:00Z', '2026-03-20T11:00:00Z', 6_002, 4),
		...hourly('E', '2026-03-10T09:00:00Z', '2026-03-20T11:00:00Z', 5, 10)
	].join('\n');
	await importText(file);
});
afterAll(() => db.close());

async function total({ homes: [home = ''] }: MadeHome, resolution: Resolution = 'day') {
	const token = await holderOf(db.superuser, home, `Holder ${Math.random()}`);
	const answer = await readSeries(
		{ pool: db.portal, token, now: NOW },
		{ home, media: ['cold_water'], resolution, span: { from: '2026-01-01', to: '2027-01-01' } }
	);
	return answer.kind === 'series' ? answer.series[0] : undefined;
}

describe('history belongs to apartment and medium, not to the device', () => {
	it('a device moved between two homes leaves each its own history', async () => {
		for (const resolution of ['hour', 'day', 'month', 'year'] as const) {
			// the home's: 5.566 … 5.900 of D, then all of E; a replaced meter keeps the history
			expect((await total(old, resolution))?.total, resolution).toBeCloseTo(0.334 + 2.425, 9);
			// the newcomer's: from the register at its installation on
			expect((await total(newcomer, resolution))?.total, resolution).toBeCloseTo(0.85, 9);
		}
	});

	it('the home that it comes to gets nothing of what it counted before', async () => {
		const series = await total(newcomer, 'hour');
		const known = series?.points.filter(({ amount }) => amount !== null) ?? [];
		expect(known[0]?.start).toBe(at('2026-03-11T14:00:00Z'));
		expect(known.every(({ amount }) => (amount ?? 0) <= 0.004)).toBe(true);
		const home = newcomer.homes[0] ?? '';
		const token = await holderOf(db.superuser, home, 'Nora');
		const rows = await asRole(
			db.portal,
			'hemvy_tenant',
			token,
			(tx) => tx<{ serial: string; final_register: number | null; first: Date }[]>`
				select m.serial, m.final_register,
					(select min(r.day) from portal.readings r where r.meter_id = m.meter_id)::timestamptz as first
				from portal.meters m where m.home_id = ${home}`
		);
		expect(rows).toMatchObject([{ serial: 'D', final_register: null, first: new Date('2026-03-11') }]);
		const before = { home, media: ['cold_water'] as const, start: at('2026-03-09T10:00:00Z') };
		const opened = await readTrace({ pool: db.portal, token, now: NOW }, before);
		expect(opened.kind === 'trace' ? opened.trace.meters : null).toEqual([]);
	});

	it('what it said while it hung nowhere is refused, listed with a reason of its own', () => {
		expect(bad).toEqual([
			{ line: 36, reason: 'not_installed_then', content: 'D,2026-03-10T08:30:00Z,5.905' },
			{ line: 37, reason: 'not_installed_then', content: 'D,2026-03-11T09:00:00Z,5.950' }
		]);
	});

	it('is read again without a change, and exported as one device', async () => {
		const digest = () =>
			db.superuser`select md5(string_agg(p::text, '' order by p::text)) from metering.hour_pack p`;
		const before = await digest();
		expect(await importText(file)).toMatchObject({
			stored: 0,
			corrected: 0,
			rejected: { not_installed_then: 2 }
		});
		const text = await exported();
		const lines = text.trim().split('\n').slice(1);
		expect(lines).toHaveLength(file.split('\n').length - 3);
		expect([...lines].sort()).toEqual(lines);
		const again = await importText(text);
		expect(again).toMatchObject({ stored: 0, unchanged: lines.length, rejected: {} });
		expect(await digest()).toEqual(before);
	});

	it('no device hangs in two places at a time', async () => {
		const hang = (installed: string, removed: string | null) => db.superuser`
			insert into metering.meter (apartment_id, medium, serial, unit, scale, installed, removed)
			values (${old.apartmentId}, 'cold_water', 'D', 'm3', -3, ${installed}, ${removed})`;
		await expect(hang('2026-03-15T00:00:00Z', null)).rejects.toMatchObject({ code: '23P01' });
		await expect(hang(REMOVED, '2026-03-12T00:00:00Z')).rejects.toMatchObject({ code: '23P01' });
		await hang(REMOVED, INSTALLED);
	});
});
