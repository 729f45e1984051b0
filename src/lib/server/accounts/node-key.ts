import { createHash } from 'node:crypto';
import { randomWord } from './random-word.ts';

/**
 * What a home node shows for itself once it is paired: `<id>.<secret>`, as a session's token is made. The database keeps
 * the id and the secret's SHA-256.
 */
export interface NodeKey {
	readonly key: string;
	readonly id: string;
	/** SHA-256 of the secret, hex. */
	readonly secretHash: string;
}

/** What a home node takes its key with, once somebody has entered its code. */
export interface Ticket {
	readonly ticket: string;
	/** SHA-256 of the ticket, hex. */
	readonly hash: string;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A new key, with what the database is to keep of it. */
export function makeNodeKey(): NodeKey {
	const id = randomWord();
	const secret = randomWord();
	return { key: `${id}.${secret}`, id, secretHash: sha256(secret) };
}

/** A new ticket, with what the database is to keep of it. */
export function makeTicket(): Ticket {
	const ticket = randomWord();
	return { ticket, hash: sha256(ticket) };
}

/** The key of an `Authorization: Node <id>.<secret>`, or null when that is not what it says. */
export function readNodeKey(authorization: string | null): Omit<NodeKey, 'key'> | null {
	const [, id, secret] = /^[Nn]ode ([a-z2-9]{24})\.([a-z2-9]{24})$/.exec(authorization ?? '') ?? [];
	return id === undefined || secret === undefined ? null : { id, secretHash: sha256(secret) };
}

/** The hash of an `Authorization: Ticket <secret>`, hex, or null when that is not what it says. */
export function readTicket(authorization: string | null): string | null {
	const [, ticket] = /^[Tt]icket ([a-z2-9]{24})$/.exec(authorization ?? '') ?? [];
	return ticket === undefined ? null : sha256(ticket);
}
