import { setTimeout as sleep } from 'node:timers/promises';
import { retainOnce } from '#lib/server/collection/retention/retain-once.ts';
import type { Pool } from '#lib/server/db/connection.ts';
import { lineOf } from './plain-error.ts';
import { retentionWords } from './retention.ts';

const HOUR_MS = 3_600_000;
/** Not while a start still has its hands full. */
const FIRST_MS = 10 * 60_000;

/**
 * Takes away what is no longer kept, once a day for as long as Hemvy runs: asks every hour whether it is time, so that a
 * machine that sleeps at night has its turn too. Several processes may do so; one of them does it. Says what went, as
 * counts by rule.
 */
export function retainDaily(sql: Pool, signal: AbortSignal, firstMs = FIRST_MS): void {
	void (async () => {
		for (let wait = firstMs; !signal.aborted; wait = HOUR_MS) {
			await sleep(wait, null, { signal, ref: false }).catch(() => null);
			if (isOver(signal)) return;
			try {
				const run = await retainOnce(sql, { now: Math.floor(Date.now() / 1000), isDaily: true });
				if (run.kind === 'done') console.log(retentionWords(run.counts, false));
			} catch (error) {
				if (isOver(signal)) return;
				console.error(lineOf(error));
			}
		}
	})();
}

/** Asked anew after every wait. */
function isOver(signal: AbortSignal): boolean {
	return signal.aborted;
}
