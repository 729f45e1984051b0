import type { Logger } from 'pino';
import { readPortalConfig, type PortalConfig } from '#lib/server/config/portal.ts';
import { openPortalPool, type Pool } from '#lib/server/db/connection.ts';
import { makeLog } from './log.ts';

/** What one process of the portal works with. It holds no state that another process would miss. */
export interface Portal {
	readonly config: PortalConfig;
	readonly pool: Pool;
	readonly log: Logger;
}

let current: Portal | undefined;

/**
 * The portal of this process, opened at the first call.
 * @throws ConfigError when a variable is missing or wrong
 */
export function portal(): Portal {
	if (current === undefined) {
		const config = readPortalConfig(process.env);
		const pool = openPortalPool(config.databaseUrl, { max: config.poolSize });
		current = { config, pool, log: makeLog(config.logLevel) };
	}
	return current;
}

/** The present, UTC seconds. */
export function present(): number {
	return Math.floor(Date.now() / 1000);
}
