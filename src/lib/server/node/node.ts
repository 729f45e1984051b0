import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import type { DisplaySettings } from '#lib/home/display.ts';
import type { Grant } from '#lib/home/grant.ts';
import type { Setup } from '#lib/home/setup.ts';
import type { Delta, Snapshot } from '#lib/home/snapshot.ts';
import type { LiveValue } from '#lib/home/live.ts';
import type { KioskConfig } from '../config/kiosk.ts';
import { Announcements } from './announcements.ts';
import { Broker, startOwnBroker } from './broker.ts';
import { Central } from './central.ts';
import { Clock } from './clock.ts';
import type { Commissioned } from './commissioning.ts';
import type { NodeEvent } from './events.ts';
import type { Refreshed } from './home-facts.ts';
import type { IngestCounts } from './ingest.ts';
import { Pin } from './pin.ts';
import type { PairingState } from './pairing.ts';
import type { SetupFile } from './setup-file.ts';
import { Store } from './store.ts';
import type { NodeLog } from './upkeep.ts';
import { Works } from './works.ts';

/** How the node is, for `GET /healthz`. */
export interface Health {
	readonly ok: boolean;
	readonly broker: 'up' | 'down';
	readonly central: string;
	readonly disk: 'ok' | 'full' | 'low';
	readonly listeners: number;
	/** Address of the broker that the node listens to, without user and password. */
	readonly brokerUrl: string;
}

/** A running home node: what the routes of the wall display use. */
export interface HomeNode {
	snapshot(): Snapshot;
	/** The snapshot now, and every change from it on. */
	subscribe(listener: (delta: Delta) => void): { readonly snapshot: Snapshot; readonly stop: () => void };
	/** Everything that has been heard, with its latest value: for commissioning. */
	heard(): readonly LiveValue[];
	setups(): readonly Setup[];
	/** @param input a row of commissioning, of unknown shape */
	commission(input: unknown): Commissioned;
	decommission(place: Pick<Setup, 'device' | 'channel' | 'quantity'>): Commissioned;
	exportSetup(): SetupFile;
	/** @param input a file of commissioning, of unknown shape; replaces everything */
	importSetup(input: unknown): Commissioned;
	/** Meters that the central system knows of the home, once paired. */
	meters(): readonly { readonly serial: string; readonly medium: string }[];
	/** Asks the central system for the meters anew; the node does so once a day. */
	refreshMeters(): Promise<Refreshed>;
	readonly pin: Pin;
	/** What the household has chosen for its display. */
	settings(): DisplaySettings;
	/** What the tenant lets the display show finer than months; null: nobody limits it. The same object until it changes. */
	grant(): Grant | null;
	/** Changes what is named and leaves the rest. @param input choices, of unknown shape */
	changeSettings(input: unknown): Commissioned;
	pairing(): PairingState;
	beginPairing(): Promise<PairingState>;
	forgetPairing(): void;
	counts(): IngestCounts;
	events(most?: number): readonly NodeEvent[];
	/** Hours that the central system has not taken yet, and the oldest of them. UTC seconds. */
	backlog(): { readonly hours: number; readonly oldest: number | null };
	/** Seconds that the system's clock has jumped ahead of the node's; null: they agree. */
	clockOffBy(): number | null;
	health(): Health;
	/** Prometheus' text format. */
	metrics(): Promise<string>;
	/** Publishes on the home's broker. @throws what the broker answers */
	publish(topic: string, payload: string, options?: { retain?: boolean }): Promise<void>;
	/** Writes down what waits and ends; asked again it is the same end. */
	stop(): Promise<void>;
}

/** What tests put in the place of the real thing. */
export interface NodeTerms {
	readonly clock?: Clock;
	readonly log?: NodeLog;
	/** How long the central system may take to answer, milliseconds. */
	readonly centralTimeoutMs?: number;
	/** How often the node asks what its display may show, milliseconds. */
	readonly displayEveryMs?: number;
}

const QUIET: NodeLog = { info: () => undefined, warn: () => undefined };

/**
 * Starts the home node: its store, its broker where the home has none, and everything between them.
 * @throws StoreError, ConfigError: one line each
 */
export async function startNode(config: KioskConfig, terms: NodeTerms = {}): Promise<HomeNode> {
	const log = terms.log ?? QUIET;
	const store = new Store({ dir: path.resolve(config.dataDir), diskMb: config.diskMb });
	const clock = terms.clock ?? new Clock(store.settings.get('settled', z.number()) ?? 0);
	const own = await (config.mqtt.url === null ? startOwnBroker(config.mqtt) : null)?.catch(
		(error: unknown) => {
			store.close();
			throw error;
		}
	);
	const url = own?.url ?? config.mqtt.url ?? '';
	const clientId = clientIdOf(store);
	const broker = new Broker(url, config.mqtt, clientId, own);
	const announcements = new Announcements(broker, { clientId, name: config.name }, config.announce);
	const central = config.centralUrl === null ? null : new Central(config.centralUrl, terms.centralTimeoutMs);
	const pin = new Pin(store, config.pin, () => clock.now());
	const works = new Works({
		...{ store, clock, broker, central, log, pin, announcements },
		displayEveryMs: terms.displayEveryMs
	});
	works.start();
	const stop = async () => {
		works.stop();
		await broker.stop();
		await own?.close();
		works.keep();
		store.close();
	};
	let stopping: Promise<void> | null = null;

	return {
		snapshot: () => works.board.snapshot(),
		subscribe: (listener) => works.board.subscribe(listener),
		heard: () => [...works.home.live.values.values()],
		setups: () => works.commissioning.all,
		commission: (input) => works.commissioning.commission(input),
		decommission: (place) => works.commissioning.decommission(place),
		exportSetup: () => works.commissioning.exported(),
		importSetup: (input) => works.commissioning.imported(input),
		meters: () => works.pairing.paired?.meters ?? [],
		refreshMeters: () => works.facts.refresh(),
		pin,
		settings: () => works.display.settings,
		grant: () => works.grant.current,
		changeSettings: (input) => works.changeSettings(input),
		pairing: () => works.pairing.state,
		beginPairing: () => works.pairing.begin(config.name),
		forgetPairing: () => {
			works.pairing.forget();
		},
		counts: () => works.ingest.counts,
		events: (most = 100) => store.events.latest(most),
		backlog: () => store.hours.backlog(),
		clockOffBy: () => clock.offBy,
		health: () => ({ ...works.health(), brokerUrl: withoutSecrets(url) }),
		metrics: () => works.metrics.text(),
		publish: (topic, payload, options) => broker.publish(topic, payload, options),
		stop: () => (stopping ??= stop())
	};
}

/** The same at every start, so that the broker keeps what comes while the node is away. */
function clientIdOf(store: Store): string {
	const known = store.settings.get('client_id', z.string());
	if (known !== null) return known;
	const id = `hemvy-${randomBytes(4).toString('hex')}`;
	store.attempt(Date.now() / 1000, () => {
		store.settings.set('client_id', id);
	});
	return id;
}

function withoutSecrets(url: string): string {
	return url.replace(/\/\/[^@/]*@/, '//');
}
