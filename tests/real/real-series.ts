import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gapsOf } from '../../src/lib/energy/gaps.ts';
import type { Medium } from '../../src/lib/energy/medium.ts';
import { readHomes } from '../../src/lib/server/consumption/read-homes.ts';
import { readSeries } from '../../src/lib/server/consumption/read-series.ts';
import type { Reader } from '../../src/lib/server/consumption/reader.ts';
import { readAsSession } from '../../src/lib/server/db/session.ts';
import { loadRealData } from '../../src/lib/server/demo/load-data.ts';
import { freshDatabase, type FreshDatabase } from '../database/fresh.ts';
import { signedIn } from '../fixtures/holder.ts';

/** Where the real series lie: not part of the repository. */
export const FOLDER = process.env['HEMVY_REAL_DATA'] ?? path.resolve('../shared/data');
export const absent = !existsSync(path.join(FOLDER, 'water_cold_daiad_labels.json'));
export const SKIPPED = absent ? ' (SKIPPED: no real series, see HEMVY_REAL_DATA)' : '';

export const NOW = Date.parse('2026-11-22T12:00:00Z') / 1000;
export const at = (iso: string) => Date.parse(iso) / 1000;

/** A label file's meters; the caller states their shape. */
export function labels<Label>(file: string): [meter: string, label: Label][] {
	if (absent) return [];
	const parsed = JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as {
		meters: Record<string, Label>;
	};
	return Object.entries(parsed.meters);
}

/** The store with all real series in it, as `demo --data` fills it. */
export async function realStore(): Promise<FreshDatabase> {
	const db = await freshDatabase();
	await loadRealData(db.owner, FOLDER, { now: NOW });
	return db;
}

/** A tenant of one real home, reading as the pages and the interface do. */
export interface RealTenant {
	readonly reader: Reader;
	readonly home: string;
}

export async function tenantOf(db: FreshDatabase, meter: string): Promise<RealTenant> {
	const [account] = await db.superuser<{ id: number }[]>`
		select id from account.account where email = ${`${meter.toLowerCase()}@demo.hemvy`}`;
	const reader = { pool: db.portal, token: await signedIn(db.superuser, account?.id ?? 0), now: NOW };
	const [home] = await readHomes(reader);
	if (!home) throw new Error(`${meter} has no home`);
	return { reader, home: home.id };
}

/** All years of a medium, as the tenant sees them. */
export async function yearsOf({ reader, home }: RealTenant, medium: Medium) {
	const span = { from: '2010-01-01', to: '2026-11-23' };
	const answer = await readSeries(reader, { home, media: [medium], resolution: 'year', span });
	if (answer.kind !== 'series' || !answer.series[0]) throw new Error('No series');
	return answer.series[0];
}

/** Hours of a medium on these civil days (`to` exclusive), as the tenant sees them. */
export async function hoursOf({ reader, home }: RealTenant, medium: Medium, from: string, to: string) {
	const answer = await readSeries(reader, { home, media: [medium], resolution: 'hour', span: { from, to } });
	if (answer.kind !== 'series' || !answer.series[0]) throw new Error('No series');
	return answer.series[0].points;
}

interface ReadingRow {
	readonly start: number;
	readonly at: readonly number[];
	readonly registers: readonly number[];
}

/** The stored readings of a medium, in order of time, through the public view. */
export async function readingsOf({ reader, home }: RealTenant, medium: Medium) {
	const rows = await readAsSession<ReadingRow>(
		reader.pool,
		reader.token,
		`select extract(epoch from r.day::timestamp at time zone 'Europe/Stockholm')::float8 as start, r.at, r.registers
		from portal.readings r where r.home_id = $1 and r.medium = $2 order by r.day`,
		[home, medium]
	);
	return rows.flatMap((row) =>
		row.at.map((offset, i) => ({
			at: row.start + offset,
			register: row.registers[i] ?? 0,
			flags: 0,
			source: 0
		}))
	);
}

/** The gaps that the product finds in plain readings of cold water. */
export function coldWaterGaps(readings: Awaited<ReturnType<typeof readingsOf>>, limitSeconds: number) {
	const meter = {
		medium: 'cold_water',
		kind: 'counter',
		digits: null,
		scale: -3,
		maxFlowPerHour: null,
		installed: 0,
		removed: null,
		initialRegister: null,
		finalRegister: null
	} as const;
	return gapsOf(readings, meter, limitSeconds);
}
