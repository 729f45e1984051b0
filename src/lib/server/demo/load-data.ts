import { findMeters, placeAt, type PlacedMeter } from '../collection/meters.ts';
import { openSource } from '../collection/source.ts';
import { storeReadings, type IncomingReading } from '../collection/store-readings.ts';
import { tidyPartitions } from '../collection/tidy-partitions.ts';
import type { Pool } from '../db/connection.ts';
import { demoPassword, hashAccounts } from './demo-accounts.ts';
import type { LoadOptions } from './load-sample.ts';
import { finishedFiles, finishFile, LOADING_FILE, realCompanyId } from './series-state.ts';
import { joinPlaces, note, richest, seriesDraft, type FoundHomes } from './series-draft.ts';
import { lookThrough, type SeriesFile } from './series-file.ts';
import { readOutdoor, readSeries, type LineCounts } from './series-lines.ts';
import { writeCompany, writeOutdoor } from './write-company.ts';

/** What became of one file. */
export interface LoadedFile extends LineCounts {
	readonly name: string;
	stored: number;
	/** Exact duplicates, and what was there before. */
	unchanged: number;
	corrected: number;
	late: number;
	rejected: number;
}

export interface LoadedData {
	/** Sign-ins, the one with most to see first. */
	readonly accounts: readonly string[];
	readonly files: readonly LoadedFile[];
	/** Files that were not read, with the reason. */
	readonly leftOut: readonly { readonly name: string; readonly why: string }[];
}

/** How the sign-ins of loaded series are made up, for whoever starts the product on them. */
export const realAccounts: readonly { email: string; password: string; words: string }[] = [
	{
		email: 'tenant@demo.hemvy',
		password: demoPassword('tenant@demo.hemvy'),
		words: 'the home with most to see'
	},
	{ email: '<meter>@demo.hemvy', password: 'demo-<meter>', words: 'any other home, by the id of its meter' }
];

/** Readings handed to the store at a time. */
const MOST_AT_A_TIME = 60_000;

/**
 * Loads a folder of series as homes with demo accounts: one home a meter (hot and cold of one id share theirs), a
 * tenancy from just before its first reading on. Files are known by their headers. What was loaded before is not
 * loaded again; a load that was cut off is completed.
 * @param sql connected as hemvy_owner
 * @throws FileRefused when a file is damaged
 */
export async function loadRealData(
	sql: Pool,
	folder: string,
	{ now, onProgress }: LoadOptions
): Promise<LoadedData> {
	const { series, outdoor, leftOut } = await lookThrough(folder);
	const done = await finishedFiles(sql);
	const homes: FoundHomes = new Map();
	let total = 0;
	for (const file of series) {
		await readSeries(file, { lines: 0, bad: 0 }, (reading) => {
			note(homes, file, reading);
			total += 1;
		});
	}
	joinPlaces(homes);
	const accounts = signIns(homes);
	let companyId = await realCompanyId(sql);
	if (companyId === null && homes.size > 0) {
		companyId = await writeCompany(sql, seriesDraft(homes, await hashAccounts(accounts)));
	}
	if (companyId !== null) {
		for (const file of outdoor) {
			await writeOutdoor(sql, companyId, await readOutdoor(file, { lines: 0, bad: 0 }), file.name);
		}
	}
	const serials = [...homes.values()].flatMap((home) => [...home.meters.keys()]);
	const places = await findMeters(sql, serials);
	const files: LoadedFile[] = [];
	let passed = 0;
	for (const file of series) {
		if (done.has(file.name)) continue;
		const before = passed;
		const loaded = await loadFile(sql, file, places, now, (count) => {
			passed = before + count;
			onProgress?.(passed, total);
		});
		files.push(loaded);
	}
	if (files.length > 0) await tidyPartitions(sql, now);
	onProgress?.(total, total);
	return { accounts: accounts.map(({ email }) => email), files, leftOut };
}

async function loadFile(
	sql: Pool,
	file: SeriesFile,
	places: ReadonlyMap<string, readonly PlacedMeter[]>,
	now: number,
	onRead: (readings: number) => void
): Promise<LoadedFile> {
	const sourceId = await openSource(sql, 'import', `${file.name}${LOADING_FILE}`);
	const loaded: LoadedFile = {
		name: file.name,
		lines: 0,
		bad: 0,
		stored: 0,
		unchanged: 0,
		corrected: 0,
		late: 0,
		rejected: 0
	};
	let batch: IncomingReading[] = [];
	let read = 0;
	async function store(): Promise<void> {
		const result = await storeReadings(sql, batch, sourceId, { now });
		loaded.stored += result.stored;
		loaded.unchanged += result.unchanged;
		loaded.corrected += result.corrected;
		loaded.late += result.late;
		loaded.rejected += result.rejected.length;
		batch = [];
		onRead(read);
	}
	await readSeries(file, loaded, ({ serial, at, register }) => {
		read += 1;
		const meterId = placeAt(places.get(serial) ?? [], at)?.id;
		if (meterId === undefined) loaded.rejected += 1;
		else batch.push({ meterId, at, register, flags: 0 });
		return batch.length >= MOST_AT_A_TIME ? store() : undefined;
	});
	await store();
	await finishFile(sql, file.name);
	return loaded;
}

/** A sign-in for every meter's name, and tenant@ for the home with most to see. */
function signIns(homes: FoundHomes): { email: string; kind: 'tenant'; person: string }[] {
	const best = richest(homes);
	const tenant = best ? [{ email: 'tenant@demo.hemvy', kind: 'tenant' as const, person: best.key }] : [];
	const rest = [...homes.values()].flatMap((home) =>
		[...home.names].map((name) => ({
			email: `${name.toLowerCase()}@demo.hemvy`,
			kind: 'tenant' as const,
			person: home.key
		}))
	);
	return [...tenant, ...rest];
}
