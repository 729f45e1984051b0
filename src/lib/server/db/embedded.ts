import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
	checkFreeSpace,
	createCluster,
	findBinaries,
	handOver,
	inspectCluster,
	resetSuperuserPassword
} from './embedded-cluster.ts';
import { EmbeddedError } from './embedded-error.ts';
import { lockFolder } from './embedded-lock.ts';
import { clearLeftover, launchServer, type ServerProcess } from './embedded-process.ts';
import { newSecrets, readSecrets, withAll, writeSecrets, type EmbeddedSecrets } from './embedded-secrets.ts';
import { databaseUser } from './embedded-user.ts';

export { EmbeddedError } from './embedded-error.ts';

export interface EmbeddedOptions {
	/** Folder for everything: `postgres/` (the cluster), `secrets.json`, `postgres.log`, `lock`. Made when missing. */
	readonly dataDir: string;
	/** Port on 127.0.0.1. Without it: the one of the last run when it is free, else a free one. */
	readonly port?: number;
	/** false for tests: data need not survive a power cut. Default true. */
	readonly durable?: boolean;
}

export interface DatabaseUrls {
	/** The cluster's superuser, database `postgres`. For `bootstrap` only. */
	readonly superuserUrl: string;
	/** `hemvy_owner`, database `hemvy`: migrations, imports. */
	readonly ownerUrl: string;
	/** `hemvy_portal`, database `hemvy`: the application. */
	readonly portalUrl: string;
	/** `hemvy_gate`, database `hemvy`: where home nodes deliver. */
	readonly gateUrl: string;
}

export interface Embedded extends DatabaseUrls {
	readonly port: number;
	readonly pid: number;
	/** Settles when the server has ended, wanted or not. */
	readonly exited: Promise<void>;
	/** Stops the server properly and lets go of the folder. May be called twice. */
	stop(): Promise<void>;
}

/** The addresses of an embedded database with these secrets. Roles and database are made by `bootstrap`. */
export function embeddedUrls(secrets: EmbeddedSecrets, port: number): DatabaseUrls {
	const url = (role: string, password: string, database: string): string =>
		`postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
	return {
		superuserUrl: url('postgres', secrets.superuser, 'postgres'),
		ownerUrl: url('hemvy_owner', secrets.owner, 'hemvy'),
		portalUrl: url('hemvy_portal', secrets.portal, 'hemvy'),
		gateUrl: url('hemvy_gate', secrets.gate ?? '', 'hemvy')
	};
}

/**
 * Starts the PostgreSQL that npm brought, on a data folder of its own that is kept between runs. A server left over
 * from a killed run is stopped first; a folder that was never completed is made again; data is never deleted.
 * @throws EmbeddedError with one plain line for the operator
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
	const dataDir = path.resolve(options.dataDir);
	makeFolder(dataDir);
	const release = lockFolder(dataDir);
	try {
		const clusterDir = path.join(dataDir, 'postgres');
		await clearLeftover(clusterDir);
		await checkFreeSpace(dataDir);
		const secrets = await prepareCluster(dataDir, clusterDir);
		const { server, port } = await launchOnPort(options, dataDir, clusterDir, secrets.port);
		if (port !== secrets.port) await writeSecrets(dataDir, { ...secrets, port });
		void server.exited.then(release);
		return {
			...embeddedUrls(secrets, port),
			port,
			pid: server.pid,
			exited: server.exited,
			stop: async () => {
				await server.stop();
				release();
			}
		};
	} catch (error) {
		release();
		throw error;
	}
}

/** Makes the data folder when it is missing. @throws EmbeddedError */
export function makeFolder(dataDir: string): void {
	try {
		const missing = missingFolders(dataDir);
		for (const folder of missing) mkdirSync(folder);
		// Others may pass through but not list: PostgreSQL may run as another user.
		for (const folder of missing) chmodSync(folder, 0o711);
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		throw code === 'ENOSPC'
			? new EmbeddedError('disk_full', `The disk of ${dataDir} is full. Free some space and start again.`)
			: new EmbeddedError(
					'no_access',
					`The data folder ${dataDir} cannot be made (${message}). Set HEMVY_DATA to another.`
				);
	}
}

/** The folders to make, outermost first. (Node's own `recursive` never ends where a parent takes no folders.) */
function missingFolders(folder: string): string[] {
	return existsSync(folder) ? [] : [...missingFolders(path.dirname(folder)), folder];
}

async function prepareCluster(dataDir: string, clusterDir: string): Promise<EmbeddedSecrets> {
	const binaries = await findBinaries();
	const found = inspectCluster(clusterDir);
	const known = await readSecrets(dataDir);
	const secrets = withAll(known ?? newSecrets());
	// Written first: a password that the cluster has and the file lacks would be lost by a kill in between.
	if (known === null && found === 'none') await writeSecrets(dataDir, secrets);
	const user = databaseUser(clusterDir);
	if (found === 'none') {
		await createCluster(binaries, dataDir, user, secrets.superuser);
	} else {
		if (user && statSync(clusterDir).uid === 0) handOver(clusterDir, user);
		if (known === null) {
			await resetSuperuserPassword(binaries, clusterDir, user, secrets.superuser);
			await writeSecrets(dataDir, secrets);
		} else if (known.gate === null) {
			await writeSecrets(dataDir, secrets);
		}
	}
	return secrets;
}

/** A remembered or chosen port that somebody took is replaced by a free one; a configured one is not. */
async function launchOnPort(
	options: EmbeddedOptions,
	dataDir: string,
	clusterDir: string,
	remembered: number | null
): Promise<{ server: ServerProcess; port: number }> {
	const binaries = await findBinaries();
	const user = databaseUser(clusterDir);
	for (let attempt = 1; ; attempt++) {
		const wish = options.port ?? (attempt === 1 ? remembered : null);
		const port =
			wish !== null && (await isFree(wish)) ? wish : options.port === undefined ? await freePort() : null;
		if (port === null) throw portInUse(options.port ?? 0);
		try {
			return { server: await launchServer(binaries, dataDir, user, port, options.durable ?? true), port };
		} catch (error) {
			const again =
				error instanceof EmbeddedError && (error.code === 'port_in_use' || error.code === 'failed');
			if (!again || attempt === 10) throw error;
			if (error.code === 'port_in_use' && options.port !== undefined) throw portInUse(options.port);
			await sleep(500);
		}
	}
}

const portInUse = (port: number): EmbeddedError =>
	new EmbeddedError(
		'port_in_use',
		`Port ${port} for the database is in use. Set HEMVY_DATABASE_PORT to a free one, or leave it out.`
	);

/** Whether nothing listens on this port of 127.0.0.1. */
export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => {
			resolve(false);
		});
		server.listen(port, host, () => {
			server.close(() => {
				resolve(true);
			});
		});
	});
}

/** A port of 127.0.0.1 that nothing listens on at the moment. */
export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => {
				if (address !== null && typeof address === 'object') resolve(address.port);
				else reject(new Error('No free port'));
			});
		});
	});
}
