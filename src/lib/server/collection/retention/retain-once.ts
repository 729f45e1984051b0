import { lanesOf, type Pool } from '../../db/connection.ts';
import { asRole } from '../../db/session.ts';
import { retain, type RetentionCounts, type RetentionOptions } from './retain.ts';

/** 'retain' as a number: one run at a time in a database. */
const LOCK = 0x7265746e;
/** A day, less what a run and its waiting may take. */
const PAUSE_HOURS = 23;

/** `busy`: another run is at it. `not_due`: one was done within the last day. */
export type RetentionRun =
	| { readonly kind: 'done'; readonly counts: RetentionCounts }
	| { readonly kind: 'busy' }
	| { readonly kind: 'not_due' };

/**
 * Runs the retention unless another does, whoever started it and wherever; what went stands among the events that
 * auditors read, as counts by rule.
 * @param sql connected as hemvy_owner
 * @param options isDaily: only when the last run began a day ago
 */
export async function retainOnce(
	sql: Pool,
	options: RetentionOptions & { readonly isDaily?: boolean }
): Promise<RetentionRun> {
	return lanesOf(sql).lend(async (lane) => {
		const [lock] = await lane<{ taken: boolean }[]>`select pg_try_advisory_lock(${LOCK}) as taken`;
		if (lock?.taken !== true) return { kind: 'busy' };
		try {
			if (options.isDaily && (await ranLately(sql, options.now))) return { kind: 'not_due' };
			const counts = await retain(sql, options);
			if (!options.dryRun) await noteRun(sql, options.now, counts);
			return { kind: 'done', counts };
		} finally {
			await lane`select pg_advisory_unlock(${LOCK})`;
		}
	});
}

async function ranLately(sql: Pool, now: number): Promise<boolean> {
	const since = new Date((now - PAUSE_HOURS * 3600) * 1000);
	const rows = await asRole(
		sql,
		'hemvy_retainer',
		null,
		(tx) => tx`
			select from audit.event e
			where e.kind = 'retention' and e.occupancy_id is null and e.account_id is null and e.at > ${since} limit 1`
	);
	return rows.length > 0;
}

async function noteRun(sql: Pool, now: number, counts: RetentionCounts): Promise<void> {
	const detail = Object.entries(counts)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([rule, count]) => `${rule} ${count}`)
		.join('; ');
	await asRole(
		sql,
		'hemvy_retainer',
		null,
		(tx) => tx`
			insert into audit.event (at, kind, detail) values (${new Date(now * 1000)}, 'retention', ${detail || 'nothing'})`
	);
}
