import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './fresh-node.ts';

const PLACES = ['/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto', '/opt/homebrew/sbin/mosquitto'];

/**
 * Debian's mosquitto: where it stands, installed by apt-get where it is missing and this is root.
 * @returns null, after a line that says why, where there is none
 */
export function mosquittoProgram(): string | null {
	const found = PLACES.find((place) => existsSync(place));
	if (found !== undefined) return found;
	if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
		const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
		const options = { env: environment, timeout: 100_000 };
		spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'mosquitto'], options);
	}
	const installed = PLACES.find((place) => existsSync(place)) ?? null;
	if (installed === null) console.warn('mosquitto is not installed, so its tests are skipped.');
	return installed;
}

/** A mosquitto of the test's own: user hemvy, password secret, nothing without. */
export class Mosquitto {
	readonly #program: string;
	readonly #dir = mkdtempSync(path.join(tmpdir(), 'hemvy-mosquitto-'));
	#child: ChildProcess | null = null;
	port = 0;

	constructor(program: string) {
		this.#program = program;
	}

	get url(): string {
		return `mqtt://127.0.0.1:${this.port}`;
	}

	async start(): Promise<void> {
		if (this.port === 0) {
			this.port = await freePort();
			const passwords = path.join(this.#dir, 'passwords');
			spawnSync('mosquitto_passwd', ['-b', '-c', passwords, 'hemvy', 'secret']);
			spawnSync('chmod', ['-R', 'a+rX', this.#dir]);
			writeFileSync(
				path.join(this.#dir, 'mosquitto.conf'),
				`listener ${this.port} 127.0.0.1\nallow_anonymous false\npassword_file ${passwords}\npersistence false\n`
			);
		}
		this.#child = spawn(this.#program, ['-c', path.join(this.#dir, 'mosquitto.conf')], { stdio: 'ignore' });
		for (let i = 0; i < 200 && !(await this.#listens()); i++) await sleep(25);
	}

	/** Ends it as a power cut does. */
	async kill(): Promise<void> {
		const child = this.#child;
		if (child === null) return;
		const ended = new Promise((resolve) => child.once('close', resolve));
		child.kill('SIGKILL');
		await ended;
		this.#child = null;
	}

	async drop(): Promise<void> {
		await this.kill();
		rmSync(this.#dir, { recursive: true, force: true });
	}

	#listens(): Promise<boolean> {
		return new Promise((resolve) => {
			const socket = connect(this.port, '127.0.0.1');
			const answer = (isThere: boolean) => {
				socket.destroy();
				resolve(isThere);
			};
			socket.once('connect', () => {
				answer(true);
			});
			socket.once('error', () => {
				answer(false);
			});
		});
	}
}
