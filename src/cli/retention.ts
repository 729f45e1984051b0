import { retainOnce } from '#lib/server/collection/retention/retain-once.ts';
import type { RetentionCounts } from '#lib/server/collection/retention/retain.ts';
import type { Pool } from '#lib/server/db/connection.ts';

/** What a run says: one line a rule, in the order of the alphabet. */
export function retentionWords(counts: RetentionCounts, dryRun: boolean): string {
	const lines = Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1));
	if (lines.length === 0) return 'Nothing is older than it is kept.';
	const width = Math.max(...lines.map(([, count]) => count.toLocaleString('en').length));
	const title = dryRun ? 'Would be taken away (nothing was):' : 'Taken away:';
	return [
		title,
		...lines.map(([name, count]) => `  ${count.toLocaleString('en').padStart(width)}  ${name}`)
	].join('\n');
}

/** Takes away what is no longer kept, and says how much by rule. */
export async function runRetention(
	sql: Pool,
	{ dryRun, now }: { readonly dryRun: boolean; readonly now: number }
): Promise<void> {
	const run = await retainOnce(sql, { now, dryRun });
	console.log(run.kind === 'done' ? retentionWords(run.counts, dryRun) : 'Another run is at it already.');
}
