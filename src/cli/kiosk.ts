import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { readKioskConfig, type KioskConfig } from '#lib/server/config/kiosk.ts';
import { isLoopback } from '#lib/server/config/variable.ts';
import { freePort, isFree } from '#lib/server/db/embedded.ts';
import { ensureBuild } from './app-build.ts';
import { launchApp, type AppProcess } from './app-process.ts';
import { kioskWords } from './kiosk-words.ts';
import { PlainError } from './plain-error.ts';
import { hostInUrl } from './ports.ts';

/** As on the device, where memory is scarce: see deploy/home-node. */
const NODE_OPTIONS = ['--min-semi-space-size=4', '--max-semi-space-size=4', '--max-old-space-size=64'];

/**
 * Starts the home node and its display alone, as on the device, and stays until it is stopped.
 * @returns the exit code @throws PlainError, ConfigError
 */
export async function startKiosk(environment: NodeJS.ProcessEnv): Promise<number> {
	const began = performance.now();
	const config = readKioskConfig(environment);
	const port = config.port === 0 ? await freePort() : config.port;
	await checkPort(config.host, port);
	const dataDir = path.resolve(config.dataDir);
	mkdirSync(dataDir, { recursive: true, mode: 0o700 });
	const ending = new AbortController();
	let app: AppProcess | null = null;
	const onSignal = (): void => {
		if (!ending.signal.aborted) console.log('\nStopping…');
		const isSecond = ending.signal.aborted;
		ending.abort();
		void app?.stop(isSecond);
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
	try {
		await ensureBuild('kiosk', dataDir, ending.signal);
	} catch (error) {
		if (ending.signal.aborted) return 130;
		throw error;
	}
	const address = `http://${hostInUrl(config.host)}:${port}`;
	const logFile = path.join(dataDir, 'display.log');
	app = await launchApp({
		...{ app: 'kiosk', name: 'The wall display', portVariable: 'PORT' },
		...{ address, logFile, dev: false, nodeOptions: NODE_OPTIONS },
		// an answer is enough: without its broker it is not well, but it is there
		isServing: () => true,
		environment: {
			...environment,
			...{ APP: 'kiosk', NODE_ENV: 'production', HOST: config.host, PORT: String(port) },
			HEMVY_NODE_DATA: dataDir
		}
	});
	if (!ending.signal.aborted) {
		const seconds = (performance.now() - began) / 1000;
		console.log(
			kioskWords({ address, dataDir, logFile, seconds, ...(await stateOf(address)), ...linksOf(config) })
		);
	}
	const how = await app.exited;
	if (!ending.signal.aborted) throw new PlainError(`The wall display has ended (${how}). See ${logFile}.`);
	console.log('Stopped.');
	return 0;
}

const linksOf = ({ mqtt, centralUrl, host }: KioskConfig) => ({
	hasOwnBroker: mqtt.url === null,
	central: centralUrl?.origin ?? null,
	isOpen: !isLoopback(host)
});

/** What the running display says of itself. */
async function stateOf(
	address: string
): Promise<{ brokerUrl: string; isBrokerUp: boolean; isPaired: boolean }> {
	const ask = async (place: string): Promise<unknown> =>
		(await fetch(`${address}${place}`, { signal: AbortSignal.timeout(5_000) })).json();
	// our own server's answers: Health and DisplayState
	const health = (await ask('/healthz')) as { broker: string; brokerUrl: string };
	const { home } = (await ask('/api/v1/state')) as { home: { paired: boolean } };
	return { brokerUrl: health.brokerUrl, isBrokerUp: health.broker === 'up', isPaired: home.paired };
}

/** @throws PlainError */
async function checkPort(host: string, port: number): Promise<void> {
	if (await isFree(port, host.replace(/^\[|\]$/g, ''))) return;
	const free = port === 3100 ? 3101 : await freePort();
	throw new PlainError(
		`Port ${port} is in use. Stop what listens there, or choose another port: PORT=${free} npm run kiosk`
	);
}
