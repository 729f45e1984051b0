import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AppName } from './app-build.ts';
import { PlainError } from './plain-error.ts';
import { ROOT } from './variables.ts';

export interface AppProcess {
	/** Settles when the app has ended, with words on how. */
	readonly exited: Promise<string>;
	/** Lets requests at hand finish, at most five seconds; `atOnce` does not. */
	stop(atOnce: boolean): Promise<void>;
}

export interface AppTerms {
	readonly app: AppName;
	/** What it is called in words, such as "The portal". */
	readonly name: string;
	/** The variable that chooses its port. */
	readonly portVariable: string;
	/** http://host:port to ask whether it serves. */
	readonly address: string;
	readonly environment: NodeJS.ProcessEnv;
	readonly logFile: string;
	/** true: from the sources, by Vite's development server, its words on the terminal. */
	readonly dev: boolean;
	/** Options of its Node process. */
	readonly nodeOptions: readonly string[];
	/** Whether an answer of its /healthz says that it serves. */
	readonly isServing: (answer: Response) => boolean;
}

const READY_MS = 60_000;
const LOG_KEPT_BYTES = 20 * 1024 * 1024;

/** Starts an app and waits until it serves. @throws PlainError */
export async function launchApp(terms: AppTerms): Promise<AppProcess> {
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
		: [path.join(ROOT, `build/${terms.app}/index.js`)];
	const out = terms.dev ? 'inherit' : log;
	// Its own process group, so that Ctrl-C reaches the supervisor alone, which stops the parts in order.
	const child = spawn(process.execPath, [...terms.nodeOptions, '--import', withParent, ...program], {
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
		await stopApp(child, exited, true);
		throw error;
	}
	return { exited, stop: (atOnce) => stopApp(child, exited, atOnce) };
}

async function ready(child: ChildProcess, terms: AppTerms, said: () => string): Promise<void> {
	const end = Date.now() + READY_MS;
	let last = 'no answer';
	while (Date.now() < end) {
		if (hasEnded(child)) throw new PlainError(endedWords(terms, said()));
		try {
			const answer = await fetch(`${terms.address}/healthz`, { signal: AbortSignal.timeout(5_000) });
			if (terms.isServing(answer)) return;
			last = `status ${answer.status}`;
		} catch {
			last = 'no answer';
		}
		await sleep(50);
	}
	throw new PlainError(
		`${terms.name} does not serve (${last} from ${terms.address}/healthz). See ${terms.logFile}.`
	);
}

function endedWords(terms: AppTerms, said: string): string {
	const plain = plainLine(said);
	if (plain !== null) return plain;
	if (said.includes('EADDRINUSE')) {
		const port = terms.environment['PORT'] ?? '';
		return `Port ${port} is in use. Stop what listens there, or set ${terms.portVariable} to another.`;
	}
	return `${terms.name} ended at once. What it said stands in ${terms.logFile}.`;
}

/** The last line that an app said, where it is a sentence for people, as of a variable that cannot be used. */
const plainLine = (said: string): string | null =>
	/^[A-Z](?!\w*Error\b).* .*\.$/.exec(said.trimEnd().split('\n').at(-1) ?? '')?.[0] ?? null;

const hasEnded = (child: ChildProcess): boolean =>
	child.pid === undefined || child.exitCode !== null || child.signalCode !== null;

async function stopApp(child: ChildProcess, exited: Promise<string>, atOnce: boolean): Promise<void> {
	if (hasEnded(child)) return;
	child.kill(atOnce ? 'SIGKILL' : 'SIGTERM');
	const waiting = new AbortController();
	const late = sleep(6_000, true, { signal: waiting.signal }).catch(() => false);
	if (await Promise.race([exited.then(() => false), late])) child.kill('SIGKILL');
	waiting.abort();
	await exited;
}
