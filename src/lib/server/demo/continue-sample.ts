import { addDays, civilDay } from '#lib/energy/calendar.ts';
import { sampleDays } from '#lib/sample/company.ts';
import { dayToGoOnFrom, sampleCompany } from '#lib/sample/sample-company.ts';
import { atTelegram } from '#lib/sample/house/at-telegram.ts';
import { runHome, type RegisterState } from '#lib/sample/telegrams.ts';
import type { SampleHome } from '#lib/sample/home.ts';
import { findMeters } from '../collection/meters.ts';
import { storeReadings, type IncomingReading } from '../collection/store-readings.ts';
import { tidyPartitions } from '../collection/tidy-partitions.ts';
import type { Pool } from '../db/connection.ts';
import { append, type SampleOptions } from './load-sample.ts';
import { sampleOutdoor } from './sample-draft.ts';
import { findSample, lastRegisters, sampleCompanyId } from './sample-state.ts';
import { writeOutdoor } from './write-company.ts';

/** Days back that the last readings are looked for at first; only after a longer pause all are searched. */
const USUAL_PAUSE_DAYS = 10;
/** Readings handed over at a time. */
const MOST_AT_A_TIME = 100_000;

export interface ContinueOptions extends SampleOptions {
	/** Which homes live on, by key; without it all. Whoever delivers for a home by itself leaves it out. */
	readonly isWanted?: (home: string) => boolean;
	/** Where registers stood at their last stored reading, by serial, where that is known better than by the reading. */
	readonly known?: ReadonlyMap<string, RegisterState>;
}

/**
 * Lets the sample company live on from its last stored telegram up to `now`, as it would have without a pause.
 * @param sql connected as hemvy_owner
 * @returns how many readings came; 0 where there is no complete sample company
 */
export async function continueSample(
	sql: Pool,
	{ now, onProgress, makeCompany = sampleCompany, isWanted = () => true, known }: ContinueOptions
): Promise<number> {
	const found = await findSample(sql);
	const companyId = await sampleCompanyId(sql);
	if (!found?.complete || companyId === null || now <= found.anchor) return 0;
	const company = makeCompany(found.anchor);
	const homes = company.homes.filter(({ key }) => isWanted(key));
	const meters = homes.flatMap((home) => home.meters).filter((meter) => meter.removed === null);
	const serials = meters.map((meter) => meter.serial);
	const usual = addDays(civilDay(now), -USUAL_PAUSE_DAYS);
	let states = await lastRegisters(sql, serials, usual);
	if (states.size < meters.length) states = await lastRegisters(sql, serials, company.firstDay);
	states = new Map([...states, ...(known ?? [])]);
	states = new Map(homes.flatMap((home) => statesOf(home, states)));
	const days = sampleDays(dayToGoOnFrom([...states.values()], company.firstDay), now);
	await writeOutdoor(sql, companyId, sampleOutdoor(days), 'sample');

	const places = await findMeters(sql, serials);
	let readings: IncomingReading[] = [];
	let stored = 0;
	for (const [i, home] of homes.entries()) {
		for (const { meter, telegrams } of runHome(home, days, now, states)) {
			if (meter.removed === null) append(readings, places.get(meter.serial) ?? [], telegrams);
		}
		if (readings.length < MOST_AT_A_TIME && i < homes.length - 1) continue;
		stored += (await storeReadings(sql, readings, found.sourceId, { now })).stored;
		readings = [];
		onProgress?.(i + 1, homes.length);
	}
	if (stored > 0) await tidyPartitions(sql, now);
	return stored;
}

/** Where the home's meters stood at the company's last telegrams: a home node's hours lie between them. */
function statesOf(home: SampleHome, states: ReadonlyMap<string, RegisterState>): [string, RegisterState][] {
	return home.meters.flatMap((meter): [string, RegisterState][] => {
		const state = meter.removed === null ? states.get(meter.serial) : undefined;
		return state ? [[meter.serial, atTelegram(home, meter, state)]] : [];
	});
}
