import type { Pool } from '#lib/server/db/connection.ts';
import manifest from '../../../package.json' with { type: 'json' };

/** `not_ready`: it answers, but the public views are not there yet. */
export interface Health {
	readonly status: 'ok' | 'unavailable';
	readonly database: 'ok' | 'not_ready' | 'unreachable';
	readonly version: string;
}

const LIMIT_MS = 2000;

/** Asks the database; no answer within two seconds counts as none. */
export async function readHealth(pool: Pool): Promise<Health> {
	const database = await Promise.race([askDatabase(pool), afterLimit()]);
	return { status: database === 'ok' ? 'ok' : 'unavailable', database, version: manifest.version };
}

async function askDatabase(pool: Pool): Promise<Health['database']> {
	try {
		const [row] = await pool<{ ready: boolean }[]>`
			select exists (select from pg_views where schemaname = 'portal' and viewname = 'homes') as ready`;
		return row?.ready === true ? 'ok' : 'not_ready';
	} catch {
		return 'unreachable';
	}
}

function afterLimit(): Promise<'unreachable'> {
	return new Promise((resolve) => setTimeout(resolve, LIMIT_MS, 'unreachable').unref());
}
