import { DisplayQuestions } from '#lib/server/collection/nodes/display-questions.ts';
import { shownTo } from '#lib/server/collection/nodes/shown-to.ts';
import { openGatePool, openListener } from '#lib/server/db/connection.ts';
import { Listening } from '#lib/server/db/listening.ts';
import { portal } from './portal.ts';

/** Connections that displays ask by: deliveries wait for each other, and a withdrawal must not wait with them. */
const CONNECTIONS = 2;
const SAID_EVERY_MS = 60_000;

let questions: DisplayQuestions | null | undefined;

/** Where this process' displays ask; null: nodes are not served here. The line that tells of changes opens with the first that waits. */
export function displayQuestions(): DisplayQuestions | null {
	const { config } = portal();
	return (questions ??= config.collectUrl === null ? null : begin(config.collectUrl));
}

function begin(url: string): DisplayQuestions {
	const { log } = portal();
	const pool = openGatePool(url, { max: CONNECTIONS });
	let saidMs = -Infinity;
	const made = new DisplayQuestions({
		decide: (key) => shownTo(pool, key),
		isTold: () => line.isUp,
		held: () => {
			line.start();
		},
		full: () => {
			if (performance.now() - saidMs < SAID_EVERY_MS) return;
			saidMs = performance.now();
			log.warn({ held: made.count }, 'displays: too many for one process, so that some hear of changes late');
		}
	});
	const line = new Listening({
		...{ pool, channel: 'hemvy_display', open: () => openListener(url) },
		heard: (word) => {
			made.changed(word);
		},
		changed: (isUp) => {
			if (isUp) log.info('displays: changes are told');
			else log.warn('displays: changes are not told, so that all are asked about every few seconds');
			made.stirAll();
		}
	});
	for (const signal of ['SIGTERM', 'SIGINT'] as const) {
		// Without this, the server would wait for the questions that it holds.
		process.once(signal, () => {
			made.close();
			void line.stop();
		});
	}
	return made;
}
