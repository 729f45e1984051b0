import { setTimeout as sleep } from 'node:timers/promises';
import { openOwnerPool, type Pool } from '#lib/server/db/connection.ts';
import { startEmbedded, type DatabaseUrls, type Embedded } from '#lib/server/db/embedded.ts';
import { backOff } from './back-off.ts';
import { embeddedOptions, prepare } from './open-store.ts';
import { lineOf } from './plain-error.ts';
import { launchPortal, type PortalProcess, type PortalTerms } from './portal-process.ts';
import type { CommandConfig } from './variables.ts';

/** The parts of a running Hemvy: kept alive, and stopped in order, the portal before the database. */
export class House {
	#database: Embedded | null = null;
	#portal: PortalProcess | null = null;
	#owner: Pool | null = null;
	#stopping = false;
	#atOnce = false;
	/** Aborted when the house is being stopped. */
	readonly #ending = new AbortController();

	get signal(): AbortSignal {
		return this.#ending.signal;
	}

	/** Whether the end has begun; asked again after every wait. */
	stopping(): boolean {
		return this.#stopping;
	}

	/** Starts the embedded database, brings it up to date and starts it again should it end. @throws EmbeddedError */
	async openDatabase(config: CommandConfig): Promise<DatabaseUrls> {
		const database = await startEmbedded(embeddedOptions(config));
		this.#database = database;
		await prepare(database);
		void this.#keepDatabase(database, { ...config, databasePort: database.port });
		return database;
	}

	/** Connections as hemvy_owner, closed with the house. */
	owner(url: string): Pool {
		this.#owner ??= openOwnerPool(url);
		return this.#owner;
	}

	/** Starts the portal and starts it again should it end. @throws PlainError */
	async openPortal(terms: PortalTerms): Promise<void> {
		const portal = await launchPortal(terms);
		this.#portal = portal;
		void this.#keepPortal(portal, terms);
	}

	/** Stops everything; a second call while it goes on does not wait for requests at hand any more. */
	async stop(): Promise<void> {
		if (this.#stopping) {
			this.#atOnce = true;
			await this.#portal?.stop(true);
			return;
		}
		this.#stopping = true;
		this.#ending.abort();
		await this.#portal?.stop(this.#atOnce);
		await this.#owner?.end({ timeout: 0 }).catch(() => undefined);
		await this.#database?.stop();
	}

	async #keepDatabase(first: Embedded, config: CommandConfig): Promise<void> {
		const wait = backOff();
		for (let database: Embedded | null = first; ;) {
			const began = Date.now();
			await database?.exited;
			if (this.#stopping) return;
			if (database !== null) console.error('PostgreSQL has ended; it is started again.');
			await sleep(wait(Date.now() - began));
			if (this.stopping()) return;
			try {
				database = await startEmbedded(embeddedOptions(config));
				this.#database = database;
				if (this.stopping()) await database.stop();
			} catch (error) {
				database = null;
				console.error(lineOf(error));
			}
		}
	}

	async #keepPortal(first: PortalProcess, terms: PortalTerms): Promise<void> {
		const wait = backOff();
		for (let portal: PortalProcess | null = first; ;) {
			const began = Date.now();
			const how = await portal?.exited;
			if (this.#stopping) return;
			if (how !== undefined) console.error(`The portal has ended (${how}); it is started again.`);
			await sleep(wait(Date.now() - began));
			if (this.stopping()) return;
			try {
				portal = await launchPortal(terms);
				this.#portal = portal;
				if (this.stopping()) await portal.stop(true);
			} catch (error) {
				portal = null;
				console.error(lineOf(error));
			}
		}
	}
}
