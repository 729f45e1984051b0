import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromiumForTests } from '../../portal/chromium.ts';

/** A browser as a wall display has it: one window of 1280 × 800. Nothing listens in while it is measured. */
export interface Screen {
	/** Opens a page, the only one. */
	open(url: string): Promise<Page>;
	stop(): Promise<void>;
}

export interface Page {
	/** Evaluates an expression in the page; a promise is waited for. @throws what it throws */
	evaluate<T>(expression: string): Promise<T>;
	/** A command of the DevTools protocol. */
	send<T>(method: string, params?: object): Promise<T>;
	close(): Promise<void>;
}

const FLAGS = [
	...['--headless', '--no-first-run', '--no-default-browser-check', '--disable-extensions', '--mute-audio'],
	...['--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-gpu'],
	...['--remote-debugging-port=0', '--window-size=1280,800', '--force-device-scale-factor=1']
];

export async function startScreen(): Promise<Screen> {
	const folder = mkdtempSync(path.join(tmpdir(), 'hemvy-screen-'));
	const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
	const child = spawn(
		chromiumForTests(),
		[...FLAGS, ...sandbox, `--user-data-dir=${folder}`, 'about:blank'],
		{
			stdio: 'ignore'
		}
	);
	const exited = new Promise((resolve) => child.once('exit', resolve));
	const base = `http://127.0.0.1:${await portIn(folder)}`;
	return {
		async open(url) {
			const response = await fetch(`${base}/json/new?${encodeURIComponent(url)}`, { method: 'PUT' });
			const { id, webSocketDebuggerUrl } = (await response.json()) as Record<
				'id' | 'webSocketDebuggerUrl',
				string
			>;
			const page = await attach(webSocketDebuggerUrl);
			return {
				...page,
				async close() {
					await page.close();
					await fetch(`${base}/json/close/${id}`);
				}
			};
		},
		async stop() {
			child.kill('SIGTERM');
			await exited;
			rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
		}
	};
}

async function portIn(folder: string): Promise<string> {
	for (let i = 0; i < 400; i++) {
		try {
			const [port = ''] = readFileSync(path.join(folder, 'DevToolsActivePort'), 'utf8').split('\n');
			if (port !== '') return port;
		} catch {
			// not yet
		}
		await sleep(50);
	}
	throw new Error('Chromium did not start.');
}

interface Answer {
	readonly id?: number;
	readonly result?: unknown;
	readonly error?: { readonly message: string };
}

async function attach(url: string): Promise<Page> {
	const socket = new WebSocket(url);
	const waiting = new Map<number, (answer: Answer) => void>();
	socket.addEventListener('message', ({ data }) => {
		const answer = JSON.parse(String(data)) as Answer;
		if (answer.id === undefined) return;
		waiting.get(answer.id)?.(answer);
		waiting.delete(answer.id);
	});
	await new Promise((resolve, reject) => {
		socket.addEventListener('open', resolve, { once: true });
		socket.addEventListener('error', reject, { once: true });
	});
	let last = 0;
	const send = async <T>(method: string, params: object = {}): Promise<T> => {
		const id = ++last;
		const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
		socket.send(JSON.stringify({ id, method, params }));
		const { result, error } = await answered;
		if (error) throw new Error(`${method}: ${error.message}`);
		return result as T;
	};
	return {
		send,
		async evaluate<T>(expression: string): Promise<T> {
			const params = { expression, awaitPromise: true, returnByValue: true };
			const { result, exceptionDetails } = await send<{
				result: { value: T };
				exceptionDetails?: { exception?: { description?: string }; text: string };
			}>('Runtime.evaluate', params);
			if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
			return result.value;
		},
		close() {
			socket.close();
			return Promise.resolve();
		}
	};
}

/** Waits until an expression holds in the page. @throws after a quarter of a minute */
export async function untilTrue(page: Page, expression: string): Promise<void> {
	for (let i = 0; i < 300; i++) {
		// while a page is being opened there is nowhere to evaluate anything
		if (await page.evaluate<boolean>(`Boolean(${expression})`).catch(() => false)) return;
		await sleep(50);
	}
	throw new Error(`Not in the page within 15 s: ${expression}`);
}
