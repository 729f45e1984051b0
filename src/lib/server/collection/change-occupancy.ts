import { addDays, civilDay, dayStart, firstOfMonth } from '#lib/energy/calendar.ts';
import type { Pool } from '../db/connection.ts';
import { asRole } from '../db/session.ts';
import { clearAmounts } from './clear-amounts.ts';
import { loadKnown, LAST_DAY, type ChangeWindow } from './known-readings.ts';
import type { Merged } from './merge-readings.ts';
import { isCutShort, loadMeters, type CollectedMeter } from './meters.ts';
import type { Transaction } from './packed-rows.ts';
import { lockMeters, planByKeys, storeMerged } from './store-readings.ts';

export interface OccupancyChange {
	readonly apartmentId: number;
	/** UTC seconds: nothing before this instant changes hands. */
	readonly from: number;
	/**
	 * The change itself: end, begin or move occupancies of this apartment. As hemvy_registrar; with `token`, as the way in
	 * of home nodes and with that session, by the functions that decide from it.
	 */
	readonly change: (tx: Transaction) => Promise<void>;
	readonly token?: string;
	/** UTC seconds. */
	readonly now: number;
}

/**
 * Changes who lives in an apartment, also long after the fact, and gives every reading, hour, day and month to whom
 * it now belongs: all in one transaction, so that no moment exists at which somebody could read another's.
 * @param sql connected as hemvy_owner; with `token`, as hemvy_gate
 */
export async function changeOccupancy(
	sql: Pool,
	{ apartmentId, from, change, now, token }: OccupancyChange
): Promise<void> {
	await asRole(sql, 'hemvy_collector', token ?? null, async (tx) => {
		const meters = await tx<{ id: number }[]>`
			select id from metering.meter where apartment_id = ${apartmentId} order by id`;
		const ids = meters.map((meter) => meter.id);
		await lockMeters(tx, ids);
		await planByKeys(tx);
		const old = [...(await loadMeters(tx, ids)).values()];
		const firstDay = firstDayOf(from, old);
		const known = await loadKnown(
			tx,
			old.map((meter) => windowOf(meter, firstDay, now))
		);
		await clearAmounts(tx, old, firstDay);
		await tx`select set_config('role', ${token === undefined ? 'hemvy_registrar' : 'none'}, true)`;
		await change(tx);
		await tx`select set_config('role', 'hemvy_collector', true)`;
		const merged: Merged[] = [];
		for (const meter of (await loadMeters(tx, ids)).values()) {
			const readings = [...(known.readings.get(meter.id)?.values() ?? [])].sort((a, b) => a.at - b.at);
			const changed = new Set(readings.map((reading) => reading.at).filter((at) => at >= dayStart(firstDay)));
			if (changed.size === 0) continue;
			merged.push({
				meter,
				readings,
				changed,
				replacements: [],
				begins: known.begins.has(meter.id) && !isCutShort(meter),
				ends: true
			});
		}
		await storeMerged(tx, merged, now);
	});
}

/**
 * From which civil day on everything is worked out anew: the first of the month, for a month is folded from its days and
 * those from their hours; where hours are no longer kept, the first day that can be. A change from before that takes
 * the month's beginning from everybody: what cannot be divided any more is nobody's.
 */
function firstDayOf(from: number, meters: readonly CollectedMeter[]): string {
	const month = firstOfMonth(civilDay(from));
	const kept = Math.max(
		...meters.flatMap(({ stays }) => stays.map(({ end, keptFrom }) => (end > from ? (keptFrom ?? 0) : 0))),
		0
	);
	if (kept === 0) return month;
	const first = addDays(civilDay(kept), 1);
	return first > month && from >= dayStart(first) ? first : month;
}

function windowOf(meter: CollectedMeter, firstDay: string, now: number): ChangeWindow {
	return { meter, from: addDays(firstDay, -1), to: LAST_DAY, first: dayStart(firstDay), last: now };
}
