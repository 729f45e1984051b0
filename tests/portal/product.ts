import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');
const START_MS = 300_000;

/**
 * Starts the product as a newcomer does, on a free port and with a data folder of its own, and hands its address over
 * in HEMVY_BASE_URL, and its wall display's in HEMVY_DISPLAY_URL. Where the first is set already, the product running
 * there is tested.
 */
export default async function startProduct(): Promise<() => Promise<void>> {
	if (process.env['HEMVY_BASE_URL']) return () => Promise.resolve();
	const folder = await mkdtemp(path.join(tmpdir(), 'hemvy-browser-'));
	await chmod(folder, 0o755);
	const child = spawn(path.join(ROOT, 'node_modules/.bin/node'), ['src/cli/run.js', 'start'], {
		cwd: ROOT,
		env: {
			...process.env,
			HEMVY_DATA: path.join(folder, 'data'),
			HOST: '127.0.0.1',
			PORT: '0',
			HEMVY_DISPLAY_PORT: '0',
			DATABASE_URL: ''
		},
		stdio: ['ignore', 'pipe', 'inherit']
	});
	async function stop(): Promise<void> {
		await ended(child);
		await rm(folder, { recursive: true, force: true });
	}
	try {
		const addresses = await addressesOf(child);
		process.env['HEMVY_BASE_URL'] = addresses.portal;
		process.env['HEMVY_DISPLAY_URL'] = addresses.display;
	} catch (error) {
		await stop();
		throw error;
	}
	return stop;
}

interface Addresses {
	readonly portal: string;
	readonly display: string;
}

/** The addresses in the block that a start ends with. */
function addressesOf(child: ChildProcess): Promise<Addresses> {
	return new Promise((resolve, reject) => {
		let said = '';
		const timeout = setTimeout(() => {
			reject(new Error(`The product was not ready after ${START_MS / 1000} s. It said:\n${said}`));
		}, START_MS);
		child.stdout?.on('data', (chunk: Buffer) => {
			said += chunk.toString();
			const found = /Portal\s+(http:\S+)\s+Wall display\s+(http:\S+)[\s\S]*Ctrl-C/.exec(said);
			if (found === null) return;
			clearTimeout(timeout);
			resolve({ portal: found[1] ?? '', display: found[2] ?? '' });
		});
		child.once('exit', (code) => {
			clearTimeout(timeout);
			reject(new Error(`The product did not start (code ${code ?? 'none'}). It said:\n${said}`));
		});
	});
}

function ended(child: ChildProcess): Promise<void> {
	return new Promise((resolve) => {
		if (child.exitCode !== null || child.signalCode !== null) {
			resolve();
			return;
		}
		child.once('exit', () => {
			resolve();
		});
		child.kill('SIGTERM');
	});
}
