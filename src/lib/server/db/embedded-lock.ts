import { DatabaseSync } from 'node:sqlite';
import path from 'node:path';
import { EmbeddedError } from './embedded-error.ts';

/**
 * Holds the data folder for this process. A file lock of the operating system (through SQLite, because Node has no
 * flock), so that even a kill -9 lets go of it and no stale file can block a start.
 * @returns releases the folder; may be called twice
 * @throws EmbeddedError in_use
 */
export function lockFolder(dataDir: string): () => void {
	const lock = new DatabaseSync(path.join(dataDir, 'lock'));
	try {
		lock.exec('pragma journal_mode = memory; pragma locking_mode = exclusive; begin exclusive');
	} catch {
		lock.close();
		throw new EmbeddedError(
			'in_use',
			`Hemvy is running already with the data folder ${dataDir}. Stop that one first (Ctrl-C in its terminal), ` +
				'or set HEMVY_DATA to another folder.'
		);
	}
	let held = true;
	return () => {
		if (!held) return;
		held = false;
		lock.close();
	};
}
