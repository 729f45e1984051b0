import { setTimeout as sleep } from 'node:timers/promises';
import { openOwnerPool, type Pool } from '#lib/server/db/connection.ts';
import { startEmbedded, type DatabaseUrls, type Embedded } from '#lib/server/db/embedded.ts';
import { backOff } from './back-off.ts';
import { embeddedOptions, prepare } from './open-store.ts';
import { lineOf } from './plain-error.ts';
import { launchApp, type AppProcess, type AppTerms } from './app-process.ts';
import type { CommandConfig } from './variables.ts';

/** Something that runs in this process and is to be stopped. */
export interface Part {
	stop(): Promise<void>;
}

/** The parts of a running Hemvy: kept alive, and stopped in order, the last one opened first. */
export class House {
	#database: Embedded | null = null;
	/** By name, in the order in which they were opened. */
	readonly #apps = new Map<string, AppProcess>();
	readonly #parts: Part[] = [];
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

	/** Starts an app and starts it again should it end. @throws PlainError */
	async openApp(terms: AppTerms): Promise<void> {
		const app = await launchApp(terms);
		this.#apps.set(terms.app, app);
		void this.#keepApp(app, terms);
		if (this.stopping()) await app.stop(true);
	}

	/** Takes something in that is stopped before the apps. */
	addPart(part: Part): void {
		this.#parts.push(part);
	}

	/** Stops everything; a second call while it goes on does not wait for requests at hand any more. */
	async stop(): Promise<void> {
		if (this.#stopping) {
			this.#atOnce = true;
			await Promise.all([...this.#apps.values()].map((app) => app.stop(true)));
			return;
		}
		this.#stopping = true;
		this.#ending.abort();
		for (const part of this.#parts.toReversed()) await part.stop();
		for (const app of [...this.#apps.values()].reverse()) await app.stop(this.#atOnce);
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

	async #keepApp(first: AppProcess, terms: AppTerms): Promise<void> {
		const wait = backOff();
		for (let app: AppProcess | null = first; ;) {
			const began = Date.now();
			const how = await app?.exited;
			if (this.#stopping) return;
			if (how !== undefined) console.error(`${terms.name} has ended (${how}); it is started again.`);
			await sleep(wait(Date.now() - began));
			if (this.stopping()) return;
			try {
				app = await launchApp(terms);
				this.#apps.set(terms.app, app);
				if (this.stopping()) await app.stop(true);
			} catch (error) {
				app = null;
				console.error(lineOf(error));
			}
		}
	}
}
