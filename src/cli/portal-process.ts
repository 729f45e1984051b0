import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlainError } from './plain-error.ts';
import { ROOT } from './variables.ts';

export interface PortalProcess {
	/** Settles when the portal has ended, with words on how. */
	readonly exited: Promise<string>;
	/** Lets requests at hand finish, at most five seconds; `atOnce` does not. */
	stop(atOnce: boolean): Promise<void>;
}

export interface PortalTerms {
	/** http://host:port to ask whether it serves. */
	readonly address: string;
	readonly environment: NodeJS.ProcessEnv;
	readonly logFile: string;
	/** true: from the sources, by Vite's development server, its words on the terminal. */
	readonly dev: boolean;
}

const READY_MS = 60_000;
const LOG_KEPT_BYTES = 20 * 1024 * 1024;

/** Starts the portal and waits until it serves. @throws PlainError */
export async function launchPortal(terms: PortalTerms): Promise<PortalProcess> {
	const kept = (statSync(terms.logFile, { throwIfNoEntry: false })?.size ?? 0) < LOG_KEPT_BYTES;
	const log = openSync(terms.logFile, kept ? 'a' : 'w', 0o600);
	const logStart = statSync(terms.logFile).size;
	const withParent = path.join(ROOT, 'src/cli/with-parent.js');
	const { HOST = '127.0.0.1', PORT = '3000' } = terms.environment;
	const program = terms.dev
		? [
				path.join(ROOT, 'node_modules/vite/bin/vite.js'),
				'dev',
				'--host',
				HOST,
				'--port',
				PORT,
				'--strictPort'
			]
		: [path.join(ROOT, 'build/portal/index.js')];
	const out = terms.dev ? 'inherit' : log;
	// Its own process group, so that Ctrl-C reaches the supervisor alone, which stops the parts in order.
	const child = spawn(process.execPath, ['--import', withParent, ...program], {
		cwd: ROOT,
		env: terms.environment,
		stdio: ['ignore', out, out, 'ipc'],
		detached: true
	});
	closeSync(log);
	const exited = new Promise<string>((resolve) => {
		child.once('exit', (code, signal) => {
			resolve(signal === null ? `code ${code ?? '?'}` : signal);
		});
		child.once('error', (error) => {
			resolve(error.message);
		});
	});
	try {
		await ready(child, terms, () => readFileSync(terms.logFile).subarray(logStart).toString());
	} catch (error) {
		await stopPortal(child, exited, true);
		throw error;
	}
	return { exited, stop: (atOnce) => stopPortal(child, exited, atOnce) };
}

async function ready(child: ChildProcess, terms: PortalTerms, said: () => string): Promise<void> {
	const end = Date.now() + READY_MS;
	let last = 'no answer';
	while (Date.now() < end) {
		if (hasEnded(child)) throw new PlainError(endedWords(terms, said()));
		try {
			const answer = await fetch(`${terms.address}/healthz`, { signal: AbortSignal.timeout(5_000) });
			if (answer.ok) return;
			last = `status ${answer.status}`;
		} catch {
			last = 'no answer';
		}
		await sleep(50);
	}
	throw new PlainError(
		`The portal does not serve (${last} from ${terms.address}/healthz). See ${terms.logFile}.`
	);
}

function endedWords(terms: PortalTerms, said: string): string {
	if (said.includes('EADDRINUSE')) {
		return `Port ${terms.environment['PORT'] ?? ''} is in use. Stop what listens there, or set PORT to another.`;
	}
	return `The portal ended at once. What it said stands in ${terms.logFile}.`;
}

const hasEnded = (child: ChildProcess): boolean =>
	child.pid === undefined || child.exitCode !== null || child.signalCode !== null;

async function stopPortal(child: ChildProcess, exited: Promise<string>, atOnce: boolean): Promise<void> {
	if (hasEnded(child)) return;
	child.kill(atOnce ? 'SIGKILL' : 'SIGTERM');
	const waiting = new AbortController();
	const late = sleep(6_000, true, { signal: waiting.signal }).catch(() => false);
	if (await Promise.race([exited.then(() => false), late])) child.kill('SIGKILL');
	waiting.abort();
	await exited;
}
