import { hash, verify } from '@node-rs/argon2';

/** argon2id, memory in KiB: OWASP's first choice for it (Password Storage Cheat Sheet: m=19456, t=2, p=1). */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

/** Longer ones are refused unread: hashing them would be work for whoever wants to make us work. */
export const PASSWORD_MOST = 255;

/** The PHC string to keep for a password. */
export function hashPassword(password: string): Promise<string> {
	return hash(password.normalize('NFKC'), PARAMETERS);
}

let dummy: Promise<string> | undefined;

/**
 * Whether a password is the one that was hashed.
 * Without a hash (no such account) it does the same work and says no, so that the time taken tells nothing.
 */
export async function verifyPassword(kept: string | null, password: string): Promise<boolean> {
	dummy ??= hashPassword('nobody has this one');
	const matches = await verify(kept ?? (await dummy), password.normalize('NFKC'));
	return kept !== null && matches;
}

/** Makes the hash that unknown accounts are compared with, so that the first of them takes no longer. */
export async function warmPasswords(): Promise<void> {
	await verifyPassword(null, '');
}
