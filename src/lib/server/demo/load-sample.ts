import { sampleDays } from '#lib/sample/company.ts';
import { spoil } from '#lib/sample/faults.ts';
import { sampleCompany, type SampleCompany } from '#lib/sample/sample-company.ts';
import { runHome } from '#lib/sample/telegrams.ts';
import { findMeters, placeAt, type PlacedMeter } from '../collection/meters.ts';
import { openSource } from '../collection/source.ts';
import { storeReadings, type IncomingReading } from '../collection/store-readings.ts';
import { tidyPartitions } from '../collection/tidy-partitions.ts';
import type { Pool } from '../db/connection.ts';
import { DEMO_ACCOUNTS, hashAccounts } from './demo-accounts.ts';
import { sampleDraft, sampleOutdoor } from './sample-draft.ts';
import { beginSample, findSample, finishSample, giveConsents, sampleCompanyId } from './sample-state.ts';
import { employStaff, issueBills, letConsentsEnd } from './sample-staff.ts';
import { writeCompany, writeOutdoor } from './write-company.ts';
import type { SampleHome } from '#lib/sample/home.ts';
import type { Telegrams } from '#lib/sample/faults.ts';

export interface LoadOptions {
	/** UTC seconds: the present of the sample company. */
	readonly now: number;
	/** Readings stored of all that there are to store. */
	readonly onProgress?: (done: number, total: number) => void;
}

export interface SampleOptions extends LoadOptions {
	/** The company as of an anchor; a few homes of it are enough for a test. */
	readonly makeCompany?: (anchor: number) => SampleCompany;
}

/** Homes whose readings go to the store together. */
const HOMES_AT_A_TIME = 2;

/**
 * Makes the sample company with its demo accounts and 14 months of readings up to `now`. Where it is made already,
 * no more is done than what an older Hemvy left out (it lives on by continueSample); where a start was cut off, the
 * rest is done, as of that start's present.
 * @param sql connected as hemvy_owner, to a migrated database
 * @returns whether anything had to be done
 */
export async function loadSample(
	sql: Pool,
	{ now, onProgress, makeCompany = sampleCompany }: SampleOptions
): Promise<boolean> {
	const found = await findSample(sql);
	if (found?.complete) {
		const id = await sampleCompanyId(sql);
		if (id !== null) {
			await employStaff(sql, id);
			await issueBills(sql, id, now);
		}
		await giveConsents(sql);
		if (id !== null) await letConsentsEnd(sql, id);
		return false;
	}
	const { anchor, sourceId } = found ?? (await beginSample(sql, now));
	const company = makeCompany(anchor);
	const days = sampleDays(company.firstDay, anchor);
	let companyId = await sampleCompanyId(sql);
	if (companyId === null) {
		companyId = await writeCompany(sql, sampleDraft(company, days, await hashAccounts(DEMO_ACCOUNTS)));
	}
	await writeOutdoor(sql, companyId, sampleOutdoor(days), 'sample');

	const places = await findMeters(sql, serialsOf(company.homes));
	const total = expected(company.homes, anchor);
	const late: IncomingReading[] = [];
	const corrections: IncomingReading[] = [];
	let done = 0;
	for (let i = 0; i < company.homes.length; i += HOMES_AT_A_TIME) {
		const prompt: IncomingReading[] = [];
		for (const home of company.homes.slice(i, i + HOMES_AT_A_TIME)) {
			for (const { meter, telegrams } of runHome(home, days, anchor)) {
				const parts = spoil(meter.serial, telegrams, home.faults);
				const hung = places.get(meter.serial);
				if (hung === undefined) throw new Error(`The sample's meter ${meter.serial} was not stored`);
				append(prompt, hung, parts.prompt);
				append(late, hung, parts.late);
				append(corrections, hung, parts.corrections);
			}
		}
		await storeReadings(sql, prompt, sourceId, { now: anchor });
		done += prompt.length;
		onProgress?.(Math.min(done, total), total);
	}
	await storeReadings(sql, late, await openSource(sql, 'sample', 'Sample company, late telegrams'), {
		now: anchor
	});
	await storeReadings(sql, corrections, await openSource(sql, 'sample', 'Sample company, corrections'), {
		now: anchor
	});
	await issueBills(sql, companyId, anchor);
	await letConsentsEnd(sql, companyId);
	await finishSample(sql, sourceId);
	await tidyPartitions(sql, anchor);
	onProgress?.(total, total);
	return true;
}

/** About how many telegrams there are: one an hour and meter. */
function expected(homes: readonly SampleHome[], until: number): number {
	let hours = 0;
	for (const { installed, removed } of homes.flatMap((home) => home.meters)) {
		hours += Math.max(0, ((removed ?? until) - installed) / 3600);
	}
	return Math.round(hours);
}

/** Serial numbers of all meters that ever hung in these homes. */
export function serialsOf(homes: readonly SampleHome[]): string[] {
	return homes.flatMap((home) => home.meters.map((meter) => meter.serial));
}

/** Adds a device's telegrams to a list for the store, each for the place where it hung then. */
export function append(
	list: IncomingReading[],
	places: readonly PlacedMeter[],
	{ at, registers }: Telegrams
): void {
	for (let i = 0; i < at.length; i++) {
		const when = at[i] ?? 0;
		const meterId = placeAt(places, when)?.id;
		if (meterId !== undefined) list.push({ meterId, at: when, register: registers[i] ?? 0, flags: 0 });
	}
}
