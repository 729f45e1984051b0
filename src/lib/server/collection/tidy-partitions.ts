import { addDays, civilDay } from '#lib/energy/calendar.ts';
import type { Pool } from '../db/connection.ts';
import { asRole } from '../db/session.ts';

/** Values are late by two days as a rule; a month that has been over for so long hardly changes any more. */
const SETTLED_DAYS = 7;
/** While a partition waits for its readers, others wait for it: not for longer than nobody notices. */
const LONGEST_WAIT_MS = 1000;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Puts the packs of the months that are over into the order of their keys, after much has been stored. A month whose
 * readers do not let go is left as it is, and the rest with it: the next time will do.
 * @param sql connected as hemvy_owner, outside a transaction
 * @param now UTC seconds
 * @returns how many partitions were rewritten
 */
export async function tidyPartitions(sql: Pool, now: number): Promise<number> {
	const before = addDays(civilDay(now), -SETTLED_DAYS);
	for (let tidied = 0; ; tidied++) {
		if (!(await tidyOne(sql, before))) return tidied;
	}
}

async function tidyOne(sql: Pool, before: string): Promise<boolean> {
	try {
		return await asRole(sql, 'hemvy_collector', null, async (tx) => {
			await tx`select set_config('lock_timeout', ${String(LONGEST_WAIT_MS)}, true)`;
			const rows = await tx<{ tidied: number }[]>`
				select store.tidy_partitions(${before}::date, 1) as tidied`;
			return rows[0]?.tidied === 1;
		});
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE) return false;
		throw error;
	}
}
