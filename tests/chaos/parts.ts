import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { startEmbedded, type Embedded } from '#lib/server/db/embedded.ts';
import { ProgramPart, type Part } from './part.ts';
import { setupFile } from './truth.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** PostgreSQL as `npm start` runs it, durable, on one port for good. */
export class DatabasePart implements Part {
	readonly name = 'postgres';
	readonly #dataDir: string;
	readonly #port: number;
	#server: Embedded | null = null;

	constructor(dataDir: string, port: number) {
		this.#dataDir = dataDir;
		this.#port = port;
	}

	get server(): Embedded {
		if (this.#server === null) throw new Error('PostgreSQL is not running');
		return this.#server;
	}

	async start(): Promise<void> {
		// a port is free again a moment after whoever had it was killed
		for (let attempt = 1; ; attempt++) {
			try {
				this.#server = await startEmbedded({ dataDir: this.#dataDir, port: this.#port });
				return;
			} catch (error) {
				if (attempt === 20) throw error;
				await new Promise((resolve) => setTimeout(resolve, 100));
			}
		}
	}

	async kill(): Promise<void> {
		const { pid, exited } = this.server;
		this.#server = null;
		process.kill(pid, 'SIGKILL');
		await exited;
	}

	async stop(): Promise<void> {
		await this.#server?.stop();
	}
}

/** The built portal. */
export function portalPart(port: number, urls: { portal: string; gate: string }): ProgramPart {
	return new ProgramPart({
		name: 'portal',
		command: process.execPath,
		args: [path.join(ROOT, 'build/portal/index.js')],
		env: {
			NODE_ENV: 'production',
			...{ DATABASE_URL: urls.portal, HEMVY_COLLECT_URL: urls.gate },
			...{ HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'debug' }
		},
		isUp: (said) => said.includes('Listening on')
	});
}

/** The home node. @param brokerPort where it listens; `own`: it starts a broker of its own there */
export function nodePart(
	dir: string,
	{ brokerPort, own, portal }: { brokerPort: number; own: boolean; portal: number }
): ProgramPart {
	mkdirSync(dir, { recursive: true });
	const setup = path.join(dir, 'setup.json');
	writeFileSync(setup, JSON.stringify(setupFile()));
	return new ProgramPart({
		name: 'node',
		command: process.execPath,
		args: [path.join(import.meta.dirname, 'home-node.ts')],
		env: {
			HEMVY_NODE_DATA: path.join(dir, 'data'),
			HEMVY_CENTRAL_URL: `http://127.0.0.1:${portal}`,
			CHAOS_SETUP: setup,
			...(own ? { HEMVY_MQTT_PORT: String(brokerPort) } : { MQTT_URL: `mqtt://127.0.0.1:${brokerPort}` })
		},
		// the broker may be dead at the moment: what counts is that the node lives
		isUp: (said) => said.length > 0
	});
}

/** Debian's mosquitto, which keeps sessions and what waits in them on the disk, as docs/install tells. */
export function mosquittoPart(program: string, dir: string, port: number): ProgramPart {
	mkdirSync(path.join(dir, 'kept'), { recursive: true });
	chmodSync(dir, 0o777);
	chmodSync(path.join(dir, 'kept'), 0o777);
	const file = path.join(dir, 'mosquitto.conf');
	writeFileSync(
		file,
		[
			`listener ${port} 127.0.0.1`,
			'allow_anonymous true',
			'persistence true',
			`persistence_location ${path.join(dir, 'kept')}/`,
			'autosave_on_changes true',
			'autosave_interval 1',
			'max_queued_messages 0',
			''
		].join('\n')
	);
	return new ProgramPart({
		name: 'broker',
		command: program,
		args: ['-c', file],
		isUp: () => listens(port)
	});
}

/** Whether somebody listens on a port of this machine. */
export function listens(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1');
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
