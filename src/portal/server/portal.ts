import type { Logger } from 'pino';
import { ConfigError, readPortalConfig, type PortalConfig } from '#lib/server/config/portal.ts';
import { openGatePool, openPortalPool, type Pool } from '#lib/server/db/connection.ts';
import { makeLog } from './log.ts';

/** What one process of the portal works with. It holds no state that another process would miss. */
export interface Portal {
	readonly config: PortalConfig;
	readonly pool: Pool;
	/** Where home nodes deliver; null: not here. */
	readonly gate: Pool | null;
	readonly log: Logger;
}

let current: Portal | undefined;

/**
 * The portal of this process, opened at the first call.
 * @throws ConfigError when a variable is missing or wrong
 */
export function portal(): Portal {
	if (current === undefined) {
		// The server that listens reads HOST by itself, and without it would listen on every address.
		if (!process.env['HOST'])
			throw new ConfigError('HOST', 'is not set: write the address to listen on, 127.0.0.1.');
		const config = readPortalConfig(process.env);
		const pool = openPortalPool(config.databaseUrl, { max: config.poolSize });
		const gate = config.collectUrl === null ? null : openGatePool(config.collectUrl);
		current = { config, pool, gate, log: makeLog(config.logLevel) };
	}
	return current;
}

/** The present, UTC seconds. */
export function present(): number {
	return Math.floor(Date.now() / 1000);
}
