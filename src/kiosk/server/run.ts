import type { Kiosk } from './home-node.ts';
import { keepWatch } from './watchdog.ts';

/** Longest that a stop waits for requests under way, seconds. */
const PATIENCE_S = 3;

let isRunning = false;

/** Runs until SIGTERM or SIGINT: then open streams end, what waits is written down, and the process is done. */
export function runUntilTold({ config, node, log, feed }: Kiosk): void {
	if (isRunning) return;
	isRunning = true;
	// The server that listens reads these by itself, after this, and has other defaults: every address, port 3000.
	process.env['HOST'] ||= config.host;
	process.env['PORT'] ||= String(config.port);
	process.env['SHUTDOWN_TIMEOUT'] ||= String(PATIENCE_S);
	const watch = keepWatch(config, log);
	let isStopping = false;
	const stop = () => {
		if (isStopping) return;
		isStopping = true;
		watch.stop();
		feed.stop();
		node.stop().then(
			() => {
				log.info({}, 'The home node has stopped');
			},
			() => {
				log.error({}, 'The home node could not stop cleanly');
				process.exitCode = 1;
			}
		);
	};
	process.once('SIGTERM', stop);
	process.once('SIGINT', stop);
	log.info({ node: process.versions.node }, 'The home node has started');
}
