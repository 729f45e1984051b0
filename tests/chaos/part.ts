import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** One of the processes that are killed: it can be started, and killed as a power cut does, any number of times. */
export interface Part {
	readonly name: string;
	start(): Promise<void>;
	/** kill -9. Returns when the process is gone. */
	kill(): Promise<void>;
}

export interface Program {
	readonly name: string;
	readonly command: string;
	readonly args: readonly string[];
	readonly env?: Readonly<Record<string, string>>;
	/** Has it come up, by all that it has said since its start? Asked again and again. */
	readonly isUp: (said: string) => boolean | Promise<boolean>;
}

const PATIENCE_MS = 20_000;

/** A program as a part. */
export class ProgramPart implements Part {
	readonly #program: Program;
	#child: ChildProcess | null = null;
	#said = '';
	/** Everything that it has ever said, up to a limit: for whoever looks for a fault. */
	log = '';

	constructor(program: Program) {
		this.#program = program;
	}

	get name(): string {
		return this.#program.name;
	}

	/** What it has said since its last start. */
	get said(): string {
		return this.#said;
	}

	async start(): Promise<void> {
		const { command, args, env = {}, isUp } = this.#program;
		this.#said = '';
		const child = spawn(command, args, {
			env: { PATH: process.env['PATH'] ?? '', ...env },
			stdio: ['ignore', 'pipe', 'pipe']
		});
		this.#child = child;
		const failures: string[] = [];
		child.once('error', (error) => failures.push(error.message));
		child.once('exit', (code, signal) => failures.push(`ended with ${code ?? signal ?? 'nothing'}`));
		for (const stream of [child.stdout, child.stderr])
			stream.setEncoding('utf8').on('data', (text: string) => {
				if (this.#child === child) this.#said += text;
				this.log = (this.log + text).slice(-4_000_000);
			});
		const end = Date.now() + PATIENCE_MS;
		while (!(await isUp(this.#said))) {
			await sleep(15);
			if (failures.length > 0 || Date.now() > end)
				throw new Error(
					`${this.name} did not start (${failures[0] ?? 'too slow'}):\n${this.#said.slice(-2000)}`
				);
		}
	}

	async kill(): Promise<void> {
		const child = this.#child;
		this.#child = null;
		if (child === null || child.exitCode !== null || child.signalCode !== null) return;
		const ended = new Promise((resolve) => child.once('exit', resolve));
		child.kill('SIGKILL');
		await ended;
	}
}
