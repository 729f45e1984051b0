import path from 'node:path';
import { isLoopback } from '#lib/server/config/portal.ts';
import { freePort, isFree } from '#lib/server/db/embedded.ts';
import type { Pool } from '#lib/server/db/connection.ts';
import type { House } from './house.ts';
import { checkPort } from './ports.ts';
import type { Filling } from './start.ts';
import type { CommandConfig } from './variables.ts';

const HOST = '127.0.0.1';
const USUAL_PORT = 3100;
const MQTT_PORT = 1883;
/** Of the sample home's display: everybody may try it. */
const SAMPLE_PIN = '1234';

/** Where the wall display and its broker listen, on 127.0.0.1. */
export interface DisplayPorts {
	readonly page: number;
	readonly broker: number;
}

/** Chooses the ports: the page's as wished, the broker's the usual one where it is free. @throws PlainError */
export async function displayPorts(config: CommandConfig, command: string): Promise<DisplayPorts> {
	const page = config.displayPort === 0 ? await freePort() : config.displayPort;
	await checkPort({ port: page, host: HOST, usual: USUAL_PORT, variable: 'HEMVY_DISPLAY_PORT', command });
	const broker = (await isFree(MQTT_PORT, HOST)) ? MQTT_PORT : await freePort();
	return { page, broker };
}

export interface DisplayTerms {
	readonly config: CommandConfig;
	readonly ports: DisplayPorts;
	/** Makes the home ready; signed in as hemvy_owner and hemvy_portal. */
	readonly openHouse: NonNullable<Filling['openHouse']>;
	readonly owner: Pool;
	readonly portalUrl: string;
	/** The portal's address: where the hours go, unless they would leave this machine unprotected. */
	readonly portal: URL;
}

/** What the start says of the wall display. */
export interface Display {
	readonly address: string;
	readonly brokerUrl: string;
	/** null: the operator has set one. */
	readonly pin: string | null;
	/** Why it delivers nothing, and what can be done, in a line; null: it delivers. */
	readonly unpaired: string | null;
}

/** Starts the wall display of the sample home beside the portal. @throws PlainError */
export async function openDisplay(
	house: House,
	{ config, ports, portal, openHouse, owner, portalUrl }: DisplayTerms
): Promise<Display> {
	const central = isLoopback(portal.hostname) ? portal : null;
	// not the folder of `npm run kiosk`: a real home's node never wakes up as the sample's
	const nodeDir = path.join(config.dataDir, 'sample-node');
	const home = await openHouse({ owner, portalUrl, central, nodeDir });
	house.signal.throwIfAborted();
	const address = `http://${HOST}:${ports.page}`;
	const pin = process.env['HEMVY_PIN'] || null;
	await house.openApp({
		...{ app: 'kiosk', name: 'The wall display', portVariable: 'HEMVY_DISPLAY_PORT' },
		address,
		dev: false,
		logFile: path.join(config.dataDir, 'display.log'),
		// as on the device, where memory is scarce
		nodeOptions: ['--min-semi-space-size=4', '--max-semi-space-size=4', '--max-old-space-size=64'],
		// an answer is enough: without its broker it is not well, but it is there
		isServing: () => true,
		environment: {
			...ofTheNode(process.env),
			APP: 'kiosk',
			NODE_ENV: 'production',
			HOST,
			PORT: String(ports.page),
			HEMVY_NODE_DATA: nodeDir,
			HEMVY_MQTT_PORT: String(ports.broker),
			...(central ? { HEMVY_CENTRAL_URL: central.href } : {}),
			HEMVY_PIN: pin ?? SAMPLE_PIN,
			SHUTDOWN_TIMEOUT: '2'
		}
	});
	const brokerUrl = `mqtt://${HOST}:${ports.broker}`;
	if (home) {
		const { HousePublisher } = await import('#lib/server/demo/house/house-publisher.ts');
		house.addPart(new HousePublisher(home.house, brokerUrl));
	}
	return {
		...{ address, brokerUrl, pin: pin === null ? SAMPLE_PIN : null },
		unpaired:
			home === null || home.pairing.state === 'paired'
				? null
				: central === null
					? home.pairing.words
					: `${home.pairing.words}; pair it at ${address}/setup/pairing`
	};
}

/** The surroundings without what belongs to the portal, or to a real home's broker: the sample home has its own. */
function ofTheNode(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	return Object.fromEntries(
		Object.entries(environment).filter(
			([name]) => !/^(?:HEMVY_|MQTT_|DATABASE_URL$)/.test(name) || name === 'HEMVY_NODE_HOSTS'
		)
	);
}
