import { FileRefused } from '#lib/server/collection/file/rejection.ts';
import { ConfigError } from '#lib/server/config/portal.ts';
import { EmbeddedError } from '#lib/server/db/embedded-error.ts';

/** Something that an operator can mend. The message is one line and says what to do. */
export class PlainError extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'PlainError';
	}
}

const KNOWN: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'The database does not answer. Is it running, and is its address right?',
	ENOTFOUND: 'The database’s host name is unknown. Is its address right?',
	CONNECT_TIMEOUT: 'The database does not answer in time. Is it running, and is its address right?',
	CONNECTION_CLOSED: 'The database closed the connection. Is it being stopped?',
	'28P01': 'The database refuses the password. Is it right in the address?',
	'28000': 'The database refuses the sign-in. Are user and password right in the address?',
	'3D000': 'The database of that name does not exist.',
	'42501': 'The database refuses: this user may not do that. Is it the right one in the address?',
	'53100': 'The disk of the database is full. Free some space and start again.',
	'53300':
		'The database has no connection left. Stop another program that uses it, or raise max_connections.',
	'57P01': 'The database is being stopped.',
	ENOSPC: 'The disk is full. Free some space and start again.'
};

/** One line for whatever went wrong. */
export function lineOf(error: unknown): string {
	if (error instanceof PlainError || error instanceof EmbeddedError) return error.message;
	if (error instanceof ConfigError || error instanceof FileRefused) return error.message;
	// by its name, so that a command that needs no home node does not load one
	if (error instanceof Error && error.name === 'StoreError') return error.message;
	if (!(error instanceof Error)) return `Something went wrong: ${String(error)}`;
	const { code, errors } = error as { code?: unknown; errors?: unknown[] };
	const known = typeof code === 'string' ? KNOWN[code] : undefined;
	if (known !== undefined) return known;
	if (error.message === '' && errors?.[0] !== undefined) return lineOf(errors[0]);
	const said = error.message.split('\n')[0] ?? '';
	return `Something went wrong that should not: ${said} (HEMVY_DEBUG=1 shows where)`;
}

/** Says it in one line on standard error; with HEMVY_DEBUG=1 in full. */
export function sayError(error: unknown): void {
	if (process.env['HEMVY_DEBUG'] === '1') console.error(error);
	else console.error(lineOf(error));
}
