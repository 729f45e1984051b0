import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

/** drizzle/ of this package: numbered migrations and, in rules/, the repeatable SQL. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../../../drizzle', import.meta.url));

export interface Rule {
	readonly name: string;
	readonly text: string;
	/** SHA-256 of the text, hex. */
	readonly hash: string;
}

/** The files of drizzle/rules in the order of their names. */
export async function readRules(folder = MIGRATIONS_FOLDER): Promise<Rule[]> {
	const rules = path.join(folder, 'rules');
	const names = (await readdir(rules)).filter((name) => name.endsWith('.sql')).sort();
	return Promise.all(
		names.map(async (name) => {
			const text = await readFile(path.join(rules, name), 'utf8');
			return { name, text, hash: createHash('sha256').update(text).digest('hex') };
		})
	);
}
