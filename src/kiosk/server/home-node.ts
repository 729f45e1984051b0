import type { Logger } from 'pino';
import { readKioskConfig, type KioskConfig } from '#lib/server/config/kiosk.ts';
import { startNode, type HomeNode } from '#lib/server/node/node.ts';
import { Feed } from './feed.ts';
import { makeLog } from './log.ts';
import { Sessions } from './sessions.ts';

/** What the one process of a wall display works with. */
export interface Kiosk {
	readonly config: KioskConfig;
	readonly node: HomeNode;
	readonly log: Logger;
	readonly sessions: Sessions;
	readonly feed: Feed;
}

// While developing, changed modules are loaded anew, but the node may run only once: it owns its store and its port.
const PLACE = Symbol.for('hemvy.kiosk');
const places = globalThis as Record<symbol, Promise<Kiosk> | Kiosk | undefined>;

/**
 * Starts the home node of this process, once however often it is called.
 * @throws ConfigError, StoreError: one line each
 */
export async function openKiosk(): Promise<Kiosk> {
	places[PLACE] ??= makeKiosk();
	return (places[PLACE] = await places[PLACE]);
}

async function makeKiosk(): Promise<Kiosk> {
	const config = readKioskConfig(process.env);
	const log = makeLog(config.logLevel);
	const node = await startNode(config, { log });
	const sessions = new Sessions();
	return { config, node, log, sessions, feed: new Feed(node, sessions) };
}

/** What was started before the first request. */
export function kiosk(): Kiosk {
	const place = places[PLACE];
	if (place === undefined || place instanceof Promise) throw new Error('The home node has not been started.');
	return place;
}

/** The home node of this process. */
export function node(): HomeNode {
	return kiosk().node;
}
