import type { Cell, Reading } from '#lib/energy/cell.ts';
import { addDays, civilDay } from '#lib/energy/calendar.ts';
import { splitByOccupancy } from '#lib/energy/split.ts';
import type { Pool } from '../db/connection.ts';
import { asRole } from '../db/session.ts';
import { writeAmounts, type Change } from './amount-packs.ts';
import { chunksOf, type Chunk } from './chunks.ts';
import { loadSuperseded, writeCorrections } from './corrections.ts';
import { mergeReadings, type Merged, type Rejection } from './merge-readings.ts';
import { isCutShort, loadMeters, type CollectedMeter } from './meters.ts';
import { extentOf } from './extent.ts';
import { flagHotShare } from './hot-share.ts';
import { judgeAmounts } from './judge-amounts.ts';
import { loadKnown, type ChangeWindow } from './known-readings.ts';
import { writeReadings } from './reading-packs.ts';
import { recompute } from './recompute.ts';
import type { Transaction } from './packed-rows.ts';
import { monthsTouched, writePriceParts } from './price-parts.ts';

/** A reading as it arrives. `at`: UTC seconds. `register`: integer in the meter's smallest unit. `flags`: bits of FLAG. */
export interface IncomingReading {
	readonly meterId: number;
	readonly at: number;
	readonly register: number;
	readonly flags: number;
}

export interface StoreOptions {
	/** UTC seconds; readings beyond it have a clock that is off. */
	readonly now: number;
}

export interface StoreResult {
	readonly stored: number;
	readonly unchanged: number;
	readonly corrected: number;
	readonly late: number;
	/** `index` into the readings given. */
	readonly rejected: readonly Rejection[];
}

/**
 * Stores readings and, in the same transaction, the hours, days and months that they touch: the only writer of
 * readings. The same readings twice change nothing; late ones fill their own hours; another value for an instant
 * that is known replaces it, and the old one is kept beside it. Any order; each meter's part is stored whole or not
 * at all, so that an interrupted call may simply be repeated.
 * @param sql connected as hemvy_owner or hemvy_gate
 */
export async function storeReadings(
	sql: Pool,
	readings: readonly IncomingReading[],
	sourceId: number,
	options: StoreOptions
): Promise<StoreResult> {
	const total = { stored: 0, unchanged: 0, corrected: 0, late: 0, rejected: [] as Rejection[] };
	for (const chunk of chunksOf(readings)) {
		const result = await asRole(sql, 'hemvy_collector', null, async (tx) =>
			storeChunk(tx, chunk, sourceId, options)
		);
		total.stored += result.stored;
		total.unchanged += result.unchanged;
		total.corrected += result.corrected;
		total.late += result.late;
		total.rejected.push(...result.rejected);
	}
	return total;
}

async function storeChunk(
	tx: Transaction,
	chunk: Chunk,
	sourceId: number,
	options: StoreOptions
): Promise<StoreResult> {
	const ids = [...chunk.keys()].sort((a, b) => a - b);
	await planByKeys(tx);
	await lockMeters(tx, ids);
	const meters = await loadMeters(tx, ids);
	const windows = windowsOf(chunk, meters);
	const known = await loadKnown(tx, windows);
	const superseded = await loadSuperseded(tx, chunk, known.readings);
	const result = { stored: 0, unchanged: 0, corrected: 0, late: 0, rejected: [] as Rejection[] };
	const merged: Merged[] = [];
	for (const [id, incoming] of chunk) {
		const terms = { superseded, source: sourceId, now: options.now };
		const one = mergeReadings(
			meters.get(id),
			known.readings.get(id) ?? new Map<number, Reading>(),
			incoming,
			terms
		);
		result.stored += one.stored;
		result.unchanged += one.unchanged;
		result.late += one.late;
		result.rejected.push(...one.rejected);
		if (!one.merged) continue;
		result.corrected += one.merged.replacements.length;
		const begins = known.begins.has(id) && !isCutShort(one.merged.meter);
		merged.push({ ...one.merged, begins, ends: known.ends.has(id) });
	}
	await writeCorrections(tx, merged);
	await storeMerged(tx, merged, options.now);
	return result;
}

/** Writes what has changed of each meter: its readings, then the amounts that follow from them. */
export async function storeMerged(tx: Transaction, merged: readonly Merged[], now: number): Promise<void> {
	if (merged.length === 0) return;
	await ensurePartitions(tx, merged);
	const changes: Change[] = [];
	const batches = merged.map((one) => {
		const { cells, readings, changedDays } = recompute(one);
		splitByOccupancy<Cell>(cells, one.meter.stays).forEach((part, i) => {
			const stay = one.meter.stays[i];
			const kept = part.filter((cell) => cell.start >= (stay?.keptFrom ?? -Infinity));
			if (stay && kept.length > 0) changes.push({ meter: one.meter, seriesId: stay.seriesId, cells: kept });
		});
		return { meter: one.meter, readings, days: changedDays };
	});
	await writeReadings(tx, batches);
	const judged = await judgeAmounts(tx, changes);
	await writeAmounts(tx, judged);
	await writePriceParts(tx, monthsTouched(judged));
	await flagHotShare(tx, judged, now);
}

/** One writer at a time for a meter. `ids` in order, so that two writers never wait for each other. */
export async function lockMeters(tx: Transaction, ids: readonly number[]): Promise<void> {
	await tx`select pg_advisory_xact_lock(7301, id) from unnest(${ids as number[]}::int[]) as id`;
}

/** Every lookup here is by key; the planner, which cannot know how many keys come, is held to that. */
export async function planByKeys(tx: Transaction): Promise<void> {
	await tx`select set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
		set_config('enable_seqscan', 'off', true), set_config('plan_cache_mode', 'force_custom_plan', true),
		set_config('jit', 'off', true)`;
}

function windowsOf(chunk: Chunk, meters: ReadonlyMap<number, CollectedMeter>): ChangeWindow[] {
	const windows: ChangeWindow[] = [];
	for (const [meterId, incoming] of chunk) {
		const meter = meters.get(meterId);
		if (!meter) continue;
		const { first, last } = extentOf(incoming.map(({ reading }) => reading.at));
		windows.push({ meter, first, last, from: addDays(civilDay(first), -1), to: addDays(civilDay(last), 1) });
	}
	return windows;
}

async function ensurePartitions(tx: Transaction, merged: readonly Merged[]): Promise<void> {
	const { first, last } = extentOf(
		merged.flatMap(({ readings }) => [...readings.slice(0, 1), ...readings.slice(-1)]).map(({ at }) => at)
	);
	await tx`select store.ensure_partitions(${civilDay(first)}::date, ${civilDay(last)}::date)`;
}
