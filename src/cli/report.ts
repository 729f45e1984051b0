import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { explain } from '#lib/server/collection/file/rejection.ts';
import type { Bad } from '#lib/server/collection/file/part.ts';

/** The file that lists the lines that were not taken: NDJSON `{file, line, reason, explanation, content}`. */
export interface Report {
	readonly path: string;
	add(file: string, bad: readonly Bad[]): void;
	close(): void;
}

/** Made with the first bad line; what an earlier run left under the same name goes away, so that it misleads nobody. */
export function openReport(path: string): Report {
	rmSync(path, { force: true });
	let handle: number | null = null;
	return {
		path,
		add(file, bad) {
			if (bad.length === 0) return;
			handle ??= openSync(path, 'w');
			const lines = bad.map(({ line, reason, content }) =>
				JSON.stringify({ file, line, reason, explanation: explain(reason), content })
			);
			writeSync(handle, `${lines.join('\n')}\n`);
		},
		close() {
			if (handle !== null) closeSync(handle);
			handle = null;
		}
	};
}
