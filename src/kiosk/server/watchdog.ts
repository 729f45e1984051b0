import { spawn } from 'node:child_process';
import type { Logger } from 'pino';
import type { KioskConfig } from '#lib/server/config/kiosk.ts';

type Address = Pick<KioskConfig, 'host' | 'port'>;

/** How long systemd is kept from thinking that the start takes for ever, milliseconds. */
const START_MS = 250;

/**
 * Tells systemd, where it asks (NOTIFY_SOCKET), that the display is ready, and at half of WATCHDOG_USEC that it still
 * answers: it asks itself for /healthz, so that a loop that hangs, or a server that no longer listens, is restarted.
 * A broker that is away is no reason for that: any answer counts.
 * The unit needs NotifyAccess=all, since `systemd-notify` is a process of its own: Node has no datagram sockets of Unix.
 * Source: sd_notify(3), sd_watchdog_enabled(3).
 */
export function keepWatch(address: Address, log: Logger, environment = process.env): { stop(): void } {
	if (!environment['NOTIFY_SOCKET']) return { stop: () => undefined };
	const everyMs = watchdogMs(environment) / 2;
	let timer: NodeJS.Timeout | undefined;
	let isReady = false;
	let isStopped = false;
	const look = async () => {
		const answers = await doesAnswer(address, Math.min(everyMs, 10_000));
		if (isStopped) return;
		if (answers) {
			notify(isReady ? ['WATCHDOG=1'] : ['--ready', 'WATCHDOG=1'], log);
			isReady = true;
		}
		timer = setTimeout(() => void look(), isReady ? Math.min(everyMs, 2 ** 31 - 1) : START_MS);
		timer.unref();
	};
	timer = setTimeout(() => void look(), START_MS);
	return {
		stop() {
			isStopped = true;
			clearTimeout(timer);
			notify(['STOPPING=1'], log);
		}
	};
}

/** Milliseconds after which systemd restarts a service that is silent; Infinity: never. */
function watchdogMs({ WATCHDOG_USEC, WATCHDOG_PID }: NodeJS.ProcessEnv): number {
	const isOurs = !WATCHDOG_PID || Number(WATCHDOG_PID) === process.pid;
	return isOurs && Number(WATCHDOG_USEC) > 0 ? Number(WATCHDOG_USEC) / 1000 : Infinity;
}

async function doesAnswer({ host, port }: Address, withinMs: number): Promise<boolean> {
	const own = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host;
	const name = own.includes(':') && !own.startsWith('[') ? `[${own}]` : own;
	try {
		const signal = AbortSignal.timeout(withinMs);
		const response = await fetch(`http://${name}:${port}/healthz`, { signal });
		await response.arrayBuffer();
		return true;
	} catch {
		return false;
	}
}

let hasComplained = false;

function notify(words: readonly string[], log: Logger): void {
	const child = spawn('systemd-notify', words, { stdio: 'ignore' });
	child.on('error', () => {
		if (!hasComplained) log.warn({}, 'systemd-notify cannot be run, so systemd does not hear from the node');
		hasComplained = true;
	});
	child.unref();
}
