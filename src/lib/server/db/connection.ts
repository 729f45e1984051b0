import postgres from 'postgres';
import { Lanes } from './lanes.ts';

/**
 * Connections to one database. Requests go through session.ts, which lends them out one request at a time (lanesOf);
 * the pool's own `begin()` is for the owner's work. Never hand it to drizzle(): that changes its parsers.
 */
export type Pool = postgres.Sql<{ bigint: number; day: string }>;

/** `date` is read as 'YYYY-MM-DD', never as an instant; `bigint` as a number, refused where a number cannot hold it. */
const TYPES = {
	bigint: { to: 20, from: [20], serialize: String, parse: wholeNumber },
	day: { to: 1082, from: [1082], serialize: String, parse: (text: string) => text },
	// Serialisers must not throw: postgres.js would lose count of the answers on the connection.
	date: { to: 1184, from: [1114, 1184], serialize: instantText, parse: (text: string) => new Date(text) }
};

function wholeNumber(text: string): number {
	const value = Number(text);
	if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} does not fit a number`);
	return value;
}

function instantText(value: unknown): string {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'not an instant' : value.toISOString();
	return String(value);
}

interface PoolOptions {
	/** Most connections at a time. */
	readonly max: number;
	/** Milliseconds that one statement may take. */
	readonly statementTimeoutMs: number;
	readonly name: string;
	readonly lockTimeoutMs: number;
	readonly settings: Readonly<Record<string, string | number>>;
}

/**
 * Every question is about the homes of one session, so every plan goes by keys, however small a table still is, and
 * joins in the order in which the view is written. It is made once a connection: it does not depend on whose home or
 * which days are asked for (partitions are pruned when it starts).
 */
const BY_KEYS = {
	plan_cache_mode: 'force_generic_plan',
	join_collapse_limit: 1,
	enable_seqscan: 'off',
	enable_hashjoin: 'off',
	enable_mergejoin: 'off',
	jit: 'off'
};

const lanes = new WeakMap<Pool, Lanes>();

/** The pool's connections for requests, as many again as `max`. @throws when the pool was not opened here */
export function lanesOf(pool: Pool): Lanes {
	const found = lanes.get(pool);
	if (!found) throw new Error('This pool was not opened by openPortalPool, openGatePool or openOwnerPool');
	return found;
}

function openPool(url: string, options: PoolOptions): Pool {
	const pool = openClient(url, options);
	const ofRequests = new Lanes(() => openClient(url, { ...options, max: 1 }), options.max);
	lanes.set(pool, ofRequests);
	const end = pool.end.bind(pool);
	pool.end = async (closing) => {
		await Promise.all([ofRequests.end(closing), end(closing)]);
	};
	return pool;
}

function openClient(url: string, options: PoolOptions): Pool {
	return postgres(url, {
		max: options.max,
		types: TYPES,
		connect_timeout: 10,
		// Never between two statements of a request.
		max_lifetime: null,
		onnotice: () => undefined,
		connection: {
			application_name: options.name,
			TimeZone: 'UTC',
			DateStyle: 'ISO, YMD',
			IntervalStyle: 'iso_8601',
			statement_timeout: options.statementTimeoutMs,
			lock_timeout: options.lockTimeoutMs,
			idle_in_transaction_session_timeout: 60_000,
			search_path: 'pg_catalog',
			...options.settings
		}
	}) as Pool;
}

/**
 * The application's connections, signed in as hemvy_portal: of itself it can read nothing, see session.ts.
 * @param url postgres://hemvy_portal:…@host:port/database
 * @param options max: most connections (default 10)
 */
export function openPortalPool(url: string, { max = 10 }: { max?: number } = {}): Pool {
	return openPool(url, {
		max,
		statementTimeoutMs: 10_000,
		lockTimeoutMs: 5_000,
		name: 'hemvy portal',
		settings: BY_KEYS
	});
}

/**
 * The connections that what home nodes deliver comes in by: asks whose a key is (collection/nodes), and becomes
 * hemvy_collector to store. An import may hold a meter for seconds; who delivers waits for it.
 * @param url postgres://hemvy_gate:…@host:port/database
 */
export function openGatePool(url: string, { max = 4 }: { max?: number } = {}): Pool {
	return openPool(url, {
		max,
		statementTimeoutMs: 30_000,
		lockTimeoutMs: 20_000,
		name: 'hemvy gate',
		settings: {}
	});
}

/**
 * One connection that hears what the database tells (see listening.ts), signed in as hemvy_gate.
 * @param url postgres://hemvy_gate:…@host:port/database
 */
export function openListener(url: string): Pool {
	return openClient(url, {
		max: 1,
		statementTimeoutMs: 10_000,
		lockTimeoutMs: 5_000,
		name: 'hemvy listener',
		settings: {}
	});
}

/**
 * The owner's connections, for imports and set-up: step down with asRole() to write. Statements may take an hour.
 * @param url postgres://hemvy_owner:…@host:port/database
 */
export function openOwnerPool(url: string, { max = 2 }: { max?: number } = {}): Pool {
	return openPool(url, {
		max,
		statementTimeoutMs: 3_600_000,
		lockTimeoutMs: 60_000,
		name: 'hemvy owner',
		settings: {}
	});
}
