import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isLoopback, readPortalConfig } from '#lib/server/config/portal.ts';
import { freePort, makeFolder } from '#lib/server/db/embedded.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import type { Pool } from '#lib/server/db/connection.ts';
import { retainDaily } from './daily-retention.ts';
import { displayPorts, openDisplay } from './display.ts';
import { House } from './house.ts';
import type { OpenHouse, OpenHouseTerms } from '#lib/server/demo/house/open-house.ts';
import { lineOf } from './plain-error.ts';
import { checkPort, hostInUrl } from './ports.ts';
import { ensureBuild } from './app-build.ts';
import { startWords, type DemoSignIn } from './start-words.ts';
import type { CommandConfig } from './variables.ts';

/** What fills the embedded database, and who may sign in to look at it. */
export interface Filling {
	/** Called on every start, before the portal serves; does nothing when all is there. */
	load(sql: Pool): Promise<void>;
	/** Called once the portal serves, and every hour from then on. */
	goOn?(sql: Pool): Promise<void>;
	/** The home with a wall display, made ready on every start before that runs; null: there is none. */
	readonly openHouse: ((terms: Omit<OpenHouseTerms, 'now'>) => Promise<OpenHouse | null>) | null;
	readonly accounts: readonly DemoSignIn[];
	/** Whether what is no longer kept is taken away every day; not where series of years ago are there to be looked at. */
	readonly retention: boolean;
	/** What those of staff put into an app for one-time codes; null: there is no staff. */
	readonly staffKey: string | null;
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
	await checkPort({ port, host: portal.host, usual: 3000, variable: 'PORT', command });
	const ports = !own && filling?.openHouse ? await displayPorts(config, command) : null;
	makeFolder(config.dataDir);
	const urls = own ? await ownDatabase(config) : await house.openDatabase(config);
	if (!dev) await ensureBuild('portal', config.dataDir, house.signal);
	if (ports) await ensureBuild('kiosk', config.dataDir, house.signal);
	const sql = !own && filling ? house.owner(urls.ownerUrl ?? '') : null;
	if (sql) await filling?.load(sql);
	house.signal.throwIfAborted();
	const address = `http://${hostInUrl(portal.host)}:${port}`;
	await house.openApp({
		...{ app: 'portal', name: 'The portal', portVariable: 'PORT' },
		address,
		dev,
		nodeOptions: [],
		isServing: ({ ok }) => ok,
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
	const display =
		sql && ports && filling?.openHouse
			? await openDisplay(house, {
					...{ config, ports, openHouse: filling.openHouse, owner: sql },
					portalUrl: urls.portalUrl,
					portal: new URL(address)
				})
			: null;
	const accounts = demo ? (filling?.accounts ?? []) : [];
	console.log(
		startWords({
			address: portal.origin?.origin ?? address,
			accounts,
			staffKey: filling?.staffKey ?? null,
			accountsOff: !own && filling !== null && !demo,
			databaseUrl: own ? null : (urls.ownerUrl ?? null),
			logFile: path.join(config.dataDir, 'portal.log'),
			display,
			seconds: (performance.now() - began) / 1000
		})
	);
	if (urls.ownerUrl !== null && (filling === null || own || filling.retention)) {
		retainDaily(house.owner(urls.ownerUrl), house.signal);
	}
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
