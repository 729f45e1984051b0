import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
	closeSync,
	existsSync,
	openSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	realpathSync,
	rmSync,
	statSync
} from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { databaseEnvironment, type Binaries } from './embedded-cluster.ts';
import { EmbeddedError } from './embedded-error.ts';
import { launchAs, type OsUser } from './embedded-user.ts';

const LOG_KEPT_BYTES = 5 * 1024 * 1024;

export interface ServerProcess {
	readonly pid: number;
	/** Settles when the server has ended, whoever ended it. */
	readonly exited: Promise<void>;
	/** Fast shutdown: open transactions are rolled back, data is flushed. Safe to call twice. */
	stop(): Promise<void>;
}

/** What a server process is started with, for 2 cores and 1–4 GB, listening on this machine only. */
function settings(port: number, durable: boolean): string[] {
	const pairs = {
		listen_addresses: '127.0.0.1',
		port: String(port),
		unix_socket_directories: '',
		max_connections: '60',
		shared_buffers: '128MB',
		effective_cache_size: '512MB',
		work_mem: '8MB',
		maintenance_work_mem: '96MB',
		max_wal_size: '1GB',
		wal_compression: 'on',
		random_page_cost: '1.1',
		jit: 'off',
		timezone: 'UTC',
		log_timezone: 'UTC',
		logging_collector: 'off',
		...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' })
	};
	return Object.entries(pairs).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

interface PidFile {
	readonly pid: number;
	readonly status: string;
}

function readPidFile(clusterDir: string): PidFile | null {
	try {
		const lines = readFileSync(path.join(clusterDir, 'postmaster.pid'), 'utf8').split('\n');
		const pid = Number(lines[0]);
		return Number.isInteger(pid) && pid > 1 ? { pid, status: (lines[7] ?? '').trim() } : null;
	} catch {
		return null;
	}
}

/** The command line of a running process, or null when there is none. */
function commandOf(pid: number): string | null {
	try {
		process.kill(pid, 0);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ESRCH') return null;
	}
	if (existsSync('/proc/self/cmdline')) {
		try {
			// a zombie has an empty command line and holds nothing
			return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || null;
		} catch {
			return null;
		}
	}
	const said = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
	return said || null;
}

async function waitGone(pid: number, milliseconds: number): Promise<boolean> {
	const end = Date.now() + milliseconds;
	while (Date.now() < end) {
		if (commandOf(pid) === null) return true;
		await sleep(25);
	}
	return false;
}

/** Processes that work in this data folder: the server's own parts, which may live on a moment after it was killed. */
function partsOf(clusterDir: string): number[] {
	if (!existsSync('/proc/self/cwd') || !existsSync(clusterDir)) return [];
	const real = realpathSync(clusterDir);
	return readdirSync('/proc')
		.filter((entry) => /^\d+$/.test(entry))
		.filter((entry) => {
			try {
				return readlinkSync(`/proc/${entry}/cwd`) === real;
			} catch {
				return false;
			}
		})
		.map(Number);
}

/**
 * A server that outlived its supervisor (kill -9) is stopped properly; the leftover of one that was killed itself, or
 * whose number another program has now, is cleared. The caller holds the folder's lock, so the server is nobody's.
 */
export async function clearLeftover(clusterDir: string): Promise<void> {
	const left = readPidFile(clusterDir);
	if (left === null) return;
	const command = commandOf(left.pid);
	if (command?.includes('postgres') === true && command.includes(clusterDir)) {
		send(left.pid, 'SIGINT');
		if (!(await waitGone(left.pid, 30_000))) send(left.pid, 'SIGQUIT');
		if (!(await waitGone(left.pid, 10_000))) throw stillRunning(left.pid);
	}
	for (const part of partsOf(clusterDir)) {
		send(part, 'SIGQUIT');
		if (!(await waitGone(part, 10_000))) throw stillRunning(part);
	}
	// PostgreSQL takes a dead process that nobody has collected, or another program of that number, for a server.
	rmSync(path.join(clusterDir, 'postmaster.pid'), { force: true });
}

function send(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(pid, signal);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}

const stillRunning = (pid: number): EmbeddedError =>
	new EmbeddedError(
		'failed',
		`A PostgreSQL from an earlier run (process ${pid}) does not stop. End it with: kill -QUIT ${pid}`
	);

/** Starts the server and waits until it answers. @throws EmbeddedError */
export async function launchServer(
	binaries: Binaries,
	dataDir: string,
	user: OsUser | null,
	port: number,
	durable: boolean
): Promise<ServerProcess> {
	const clusterDir = path.join(dataDir, 'postgres');
	const logFile = path.join(dataDir, 'postgres.log');
	const launch = launchAs(user, binaries.postgres, [path.join(clusterDir, 'any')]);
	const kept = (statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) < LOG_KEPT_BYTES;
	const log = openSync(logFile, kept ? 'a' : 'w', 0o600);
	const logStart = statSync(logFile).size;
	// Its own process group: Ctrl-C in the terminal reaches the supervisor, which stops portal, then database.
	const child = spawn(launch.command, [...launch.args, '-D', clusterDir, ...settings(port, durable)], {
		...launch.ids,
		cwd: '/',
		env: databaseEnvironment(),
		detached: true,
		stdio: ['ignore', log, log]
	});
	closeSync(log);
	const exited = new Promise<void>((resolve) => {
		child.once('exit', () => {
			resolve();
		});
		child.once('error', () => {
			resolve();
		});
	});
	await ready(child, clusterDir, () => readFileSync(logFile).subarray(logStart).toString());
	const pid = child.pid ?? 0;
	return { pid, exited, stop: () => stopServer(child, exited) };
}

async function ready(child: ChildProcess, clusterDir: string, said: () => string): Promise<void> {
	// Recovery after a crash may take long; as long as the server lives, it is given time.
	for (;;) {
		if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
			throw startFailure(clusterDir, said());
		}
		const file = readPidFile(clusterDir);
		if (file?.pid === child.pid && file.status === 'ready') return;
		await sleep(20);
	}
}

function startFailure(clusterDir: string, said: string): EmbeddedError {
	if (/no space left|disk quota/i.test(said)) {
		return new EmbeddedError(
			'disk_full',
			`The disk of ${clusterDir} is full. Free some space and start again.`
		);
	}
	if (/could not bind|address already in use/i.test(said)) {
		return new EmbeddedError('port_in_use', 'The port of the database is in use.');
	}
	if (/pre-existing shared memory block/i.test(said)) {
		return new EmbeddedError(
			'failed',
			'Parts of an earlier PostgreSQL are still running. Start again in a moment.'
		);
	}
	const line =
		said.split('\n').find((l) => /FATAL|PANIC|ERROR/.test(l)) ?? said.trim().split('\n').at(-1) ?? '';
	return new EmbeddedError(
		'broken',
		`The database in ${clusterDir} does not start: ${line.replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '').trim()}. ` +
			'Put a backup in its place, or move the folder away (the next start makes a new, empty one).'
	);
}

async function stopServer(child: ChildProcess, exited: Promise<void>): Promise<void> {
	for (const [signal, seconds] of [
		['SIGINT', 60],
		['SIGQUIT', 10],
		['SIGKILL', 5]
	] as const) {
		if (child.exitCode !== null || child.signalCode !== null) return;
		child.kill(signal);
		const waiting = new AbortController();
		await Promise.race([exited, sleep(seconds * 1000, null, { signal: waiting.signal }).catch(() => null)]);
		waiting.abort();
	}
}
