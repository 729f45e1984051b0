import { randomBytes } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { EmbeddedError } from './embedded-error.ts';

/** What the embedded PostgreSQL remembers between runs: passwords by role, and its port. */
const secretsSchema = z.object({
	superuser: z.string().min(16),
	owner: z.string().min(16),
	portal: z.string().min(16),
	/** Younger than the others: null in a folder from before it. */
	gate: z.string().min(16).nullable().default(null),
	port: z.number().int().min(1).max(65_535).nullable()
});
export type EmbeddedSecrets = z.infer<typeof secretsSchema>;

const fileOf = (dataDir: string): string => path.join(dataDir, 'secrets.json');

/** The remembered secrets, or null when there are none yet. @throws EmbeddedError broken */
export async function readSecrets(dataDir: string): Promise<EmbeddedSecrets | null> {
	const file = fileOf(dataDir);
	let text: string;
	try {
		text = await readFile(file, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
		throw new EmbeddedError(
			'no_access',
			`${file} cannot be read (${(error as Error).message}). Start as the same user as the first time.`
		);
	}
	try {
		return secretsSchema.parse(JSON.parse(text));
	} catch {
		throw new EmbeddedError(
			'broken',
			`${file} is damaged. Move it away: the next start makes new passwords and keeps the data.`
		);
	}
}

const password = (): string => randomBytes(24).toString('base64url');

/** New random secrets, no port chosen yet. */
export function newSecrets(): EmbeddedSecrets {
	return { superuser: password(), owner: password(), portal: password(), gate: password(), port: null };
}

/** The same secrets with those that a folder from before them lacks. */
export function withAll(secrets: EmbeddedSecrets): EmbeddedSecrets {
	return { ...secrets, gate: secrets.gate ?? password() };
}

/** Writes whole or not at all (temporary file, then rename), readable by the owner only. */
export async function writeSecrets(dataDir: string, secrets: EmbeddedSecrets): Promise<void> {
	const file = fileOf(dataDir);
	const temporary = `${file}.new`;
	const handle = await open(temporary, 'w', 0o600);
	try {
		await handle.chmod(0o600);
		await handle.writeFile(`${JSON.stringify(secrets, null, '\t')}\n`);
		await handle.sync();
	} finally {
		await handle.close();
	}
	await rename(temporary, file);
}
