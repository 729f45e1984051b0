import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isLoopback, readPortalConfig, type PortalConfig } from '#lib/server/config/portal.ts';
import { freePort, isFree, makeFolder } from '#lib/server/db/embedded.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import type { Pool } from '#lib/server/db/connection.ts';
import { House } from './house.ts';
import { lineOf, PlainError } from './plain-error.ts';
import { ensureBuild } from './app-build.ts';
import { startWords, type DemoSignIn } from './start-words.ts';
import type { CommandConfig } from './variables.ts';

/** What fills the embedded database, and who may sign in to look at it. */
export interface Filling {
	/** Called on every start, before the portal serves; does nothing when all is there. */
	load(sql: Pool): Promise<void>;
	/** Called once the portal serves, and every hour from then on. */
	goOn?(sql: Pool): Promise<void>;
	readonly accounts: readonly DemoSignIn[];
}

export interface StartTerms {
	readonly command: string;
	readonly config: CommandConfig;
	readonly filling: Filling | null;
	readonly dev: boolean;
}

/** Starts Hemvy and stays until it is stopped. @returns the exit code @throws PlainError and other known ones */
export async function start(terms: StartTerms): Promise<number> {
	const house = new House();
	const ending: { promise: Promise<void> | null } = { promise: null };
	const onSignal = (): void => {
		if (ending.promise === null) console.log('\nStopping…');
		const stopping = house.stop();
		ending.promise ??= stopping;
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
	try {
		await open(house, terms);
		await new Promise<void>((resolve) => {
			if (house.stopping()) resolve();
			else
				house.signal.addEventListener('abort', () => {
					resolve();
				});
		});
		await ending.promise;
		console.log('Stopped.');
		return 0;
	} catch (error) {
		await house.stop();
		await ending.promise;
		if (ending.promise !== null) return 130;
		throw error;
	}
}

async function open(house: House, { command, config, filling, dev }: StartTerms): Promise<void> {
	const began = performance.now();
	const own = config.databaseUrl !== null;
	const portal = readPortalConfig({
		...process.env,
		DATABASE_URL: config.databaseUrl ?? 'postgres://embedded/hemvy'
	});
	const demo = own ? portal.demo : filling !== null && isLoopback(portal.host);
	const port = portal.port === 0 ? await freePort() : portal.port;
	await checkPort(port, portal, command);
	makeFolder(config.dataDir);
	const urls = own ? await ownDatabase(config) : await house.openDatabase(config);
	if (!dev) await ensureBuild('portal', config.dataDir, house.signal);
	const sql = !own && filling ? house.owner(urls.ownerUrl ?? '') : null;
	if (sql) await filling?.load(sql);
	house.signal.throwIfAborted();
	const address = `http://${hostInUrl(portal.host)}:${port}`;
	await house.openPortal({
		address,
		dev,
		logFile: path.join(config.dataDir, 'portal.log'),
		environment: {
			...withoutSetUp(process.env),
			APP: 'portal',
			NODE_ENV: dev ? 'development' : 'production',
			DATABASE_URL: urls.portalUrl,
			...(urls.gateUrl === null ? {} : { HEMVY_COLLECT_URL: urls.gateUrl }),
			HOST: portal.host,
			PORT: String(port),
			HEMVY_DEMO: demo ? '1' : '0',
			SHUTDOWN_TIMEOUT: '5'
		}
	});
	const accounts = demo ? (filling?.accounts ?? []) : [];
	console.log(
		startWords({
			address: portal.origin?.origin ?? address,
			accounts,
			accountsOff: !own && filling !== null && !demo,
			databaseUrl: own ? null : (urls.ownerUrl ?? null),
			logFile: path.join(config.dataDir, 'portal.log'),
			seconds: (performance.now() - began) / 1000
		})
	);
	if (sql && filling?.goOn) void goOnHourly(house, sql, filling.goOn.bind(filling));
}

/** What the portal is given of the surroundings: never the sign-ins that only set-up and imports need. */
function withoutSetUp(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	const { HEMVY_OWNER_URL: _owner, HEMVY_SUPERUSER_URL: _superuser, ...rest } = environment;
	return rest;
}

const HOUR_MS = 3_600_000;

/** Lets the filling live on, a few minutes past every hour. */
async function goOnHourly(house: House, sql: Pool, goOn: (sql: Pool) => Promise<void>): Promise<void> {
	for (;;) {
		try {
			await goOn(sql);
		} catch (error) {
			if (house.stopping()) return;
			console.error(lineOf(error));
		}
		const untilNext = HOUR_MS - (Date.now() % HOUR_MS) + 60_000;
		await sleep(untilNext, null, { signal: house.signal, ref: false }).catch(() => null);
		if (house.stopping()) return;
	}
}

interface Urls {
	readonly portalUrl: string;
	readonly ownerUrl: string | null;
	readonly gateUrl: string | null;
}

/** A database of one's own is brought up to date when its owner's address is known, and used as it is otherwise. */
async function ownDatabase(config: CommandConfig): Promise<Urls> {
	if (config.ownerUrl !== null) await migrate(config.ownerUrl);
	return { portalUrl: config.databaseUrl ?? '', ownerUrl: config.ownerUrl, gateUrl: config.collectUrl };
}

const hostInUrl = (host: string): string =>
	host === '0.0.0.0' || host === '::'
		? '127.0.0.1'
		: host.includes(':') && !host.startsWith('[')
			? `[${host}]`
			: host;

/** What a killed run left behind ends by itself within a moment; anything else is the operator's to decide. */
async function checkPort(port: number, portal: PortalConfig, command: string): Promise<void> {
	const host = portal.host.replace(/^\[|\]$/g, '');
	const end = Date.now() + 3_000;
	while (Date.now() < end) {
		if (await isFree(port, host)) return;
		await sleep(200);
	}
	const free = port === 3000 ? 3001 : await freePort();
	if (await isHemvy(`http://${hostInUrl(portal.host)}:${port}`)) {
		throw new PlainError(
			`Hemvy is running already on port ${port}. Stop that one (Ctrl-C in its terminal), ` +
				`or start another with a port and a data folder of its own: PORT=${free} HEMVY_DATA=.data-2 ${command}`
		);
	}
	throw new PlainError(
		`Port ${port} is in use. Stop what listens there, or choose another port: PORT=${free} ${command}`
	);
}

/** Whether what answers there is a Hemvy. */
async function isHemvy(address: string): Promise<boolean> {
	try {
		const answer = await fetch(`${address}/healthz`, { signal: AbortSignal.timeout(2_000) });
		return 'database' in ((await answer.json()) as object);
	} catch {
		return false;
	}
}
